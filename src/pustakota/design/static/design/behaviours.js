/**
 * Binds small behaviours to elements that ask for them: data-behaviour="copy sound". Each lies in its own file, fetched when first
 * needed, and gets the element once, on page load or when htmx brings it in. Pages work without any of them.
 */
const behaviours = {
  complete: () => import("./behaviours/complete.js"),
  countdown: () => import("./behaviours/countdown.js"),
  copy: () => import("./behaviours/copy.js"),
  deadline: () => import("./behaviours/deadline.js"),
  dialog: () => import("./behaviours/dialog.js"),
  focus: () => import("./behaviours/focus.js"),
  idle: () => import("./behaviours/idle.js"),
  passkey: () => import("./behaviours/passkey.js"),
  print: () => import("./behaviours/print.js"),
  prove: () => import("./behaviours/prove.js"),
  scanner: () => import("./behaviours/scanner.js"),
  "show-if": () => import("./behaviours/show-if.js"),
  share: () => import("./behaviours/share.js"),
  shortcut: () => import("./behaviours/shortcut.js"),
  sound: () => import("./behaviours/sound.js"),
  stale: () => import("./behaviours/stale.js"),
  theme: () => import("./behaviours/theme.js"),
  timeline: () => import("./behaviours/timeline.js"),
};
const bound = new WeakSet();

async function bindOne(element) {
  if (bound.has(element)) return;
  bound.add(element);
  for (const name of element.dataset.behaviour.split(/\s+/).filter(Boolean)) {
    const behaviour = await behaviours[name]();
    behaviour.default(element);
  }
}

function bind(root) {
  if (root.matches?.("[data-behaviour]")) bindOne(root);
  root.querySelectorAll("[data-behaviour]").forEach(bindOne);
}

function say(sentence) {
  const place = document.getElementById("live-notice");
  const notice = document.createElement("div");
  notice.className = "notice tone-no";
  notice.textContent = sentence;
  place.replaceChildren(notice);
  setTimeout(() => notice.remove(), 8000);
}

document.addEventListener("htmx:load", (event) => bind(event.detail.elt));
document.addEventListener("htmx:afterSettle", (event) => {
  // What was pressed may be gone after a swap: whoever uses a keyboard goes on where the new content says so.
  if (document.activeElement !== document.body) return;
  const part = event.detail.elt;
  (part.matches?.("[data-focus-after-swap]") ? part : part.querySelector?.("[data-focus-after-swap]"))?.focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", () => say(document.getElementById("live-notice").dataset.failed));
document.addEventListener("htmx:sendError", () => say(document.getElementById("live-notice").dataset.offline));
bind(document);
