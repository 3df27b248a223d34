import choices from "./choices.js";

/**
 * The desk's box: takes scans as fast as they come, sends them one after another, and is always ready for the next. What was scanned
 * stands in the box again when the network fails. Buttons of the form (undo, renew, modes) go the same way.
 */
export default function scanbox(form) {
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
