import choices from "./choices.js";

/**
 * The desk's box: takes scans as fast as they come, sends them one after another, and is always ready for the next. What was scanned
 * stands in the box again when the network fails. Buttons of the form (undo, renew, modes) go the same way. A script of its own, so
 * that the box listens before the page is ready: a scan before that would be a plain form, and the next one lost on the way. What is
 * typed while nothing holds the focus is for the box, from its first letter on.
 */
function scanbox(form) {
  const field = form.querySelector("[name=scan]");
  if (!window.htmx || !document.getElementById("answer")) return;
  choices(field, ".found");
  const waiting = [];
  let busy = false;
  let failed = false;

  async function work() {
    if (busy) return;
    busy = true;
    while (waiting.length) {
      const { address, values } = waiting.shift();
      failed = false;
      await htmx.ajax("POST", address, { source: form, target: "#answer", swap: "innerHTML", values }).catch(() => (failed = true));
      if (failed) {
        waiting.length = 0;
        field.value = values.scan;
        field.select();
      }
    }
    busy = false;
    field.focus();
  }

  const nowhere = () => !document.activeElement || document.activeElement === document.body;
  if (nowhere()) field.focus();
  document.addEventListener("keydown", (event) => {
    if (event.key.length === 1 && !"/ ".includes(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey && nowhere()) field.focus();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    const values = { scan: field.value };
    if (button?.name) values[button.name] = button.value;
    field.value = "";
    waiting.push({ address: button?.hasAttribute("formaction") ? button.formAction : form.action, values });
    work();
  });
  form.addEventListener("htmx:sendError", () => (failed = true));
  form.addEventListener("htmx:responseError", () => (failed = true));
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 403) Object.assign(event.detail, { shouldSwap: true, isError: false });
  });
}

const box = document.getElementById("box");
if (box) scanbox(box);
