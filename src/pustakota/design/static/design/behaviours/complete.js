/**
 * Suggestions under a search box: a combobox with a listbox (WAI-ARIA 1.2), from data-completions of the form. The list is a help
 * only: Enter without a chosen line sends the form at once, a slow or lost answer changes nothing, an overtaken one is let go.
 */
const PAUSE = 150;
const LEAST_ROOM = 220;
let number = 0;

export default function complete(form) {
  const box = form.querySelector("input[type=search]");
  const part = (role) => form.appendChild(Object.assign(document.createElement("div"), { role }));
  const list = part("listbox");
  const said = part("status");
  Object.assign(list, { id: `completions-${++number}`, className: "completions", hidden: true, ariaLabel: box.getAttribute("aria-label") });
  said.className = "visually-hidden";
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
  let timer, asking, chosen;

  function choose(option) {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option;
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  function fit() {
    const seen = window.visualViewport;
    const room = () => seen.height + seen.offsetTop - form.getBoundingClientRect().bottom - 12;
    if (room() < LEAST_ROOM) form.scrollIntoView({ block: "start" });
    list.style.maxHeight = `${Math.max(room(), 120)}px`;
  }

  function show(open) {
    choose();
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    said.textContent = open ? list.querySelector("[data-said]").dataset.said : "";
    if (open) fit();
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    show(false);
  }

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    const words = new URLSearchParams({ q: box.value });
    try {
      const answer = await fetch(`${form.dataset.completions}?${words}`, { signal });
      const text = answer.ok ? await answer.text() : "";
      if (signal.aborted) return;
      list.innerHTML = text;
      list.scrollTop = 0;
      show(Boolean(text.trim()) && document.activeElement === box);
    } catch {
      if (!signal.aborted) show(false);
    }
  }

  function soon() {
    clearTimeout(timer);
    asking?.abort();
    if (box.value.trim().length < 2) return show(false);
    timer = setTimeout(ask, PAUSE);
  }

  function step(by) {
    const stops = [undefined, ...list.querySelectorAll("[role=option]")]; // the box itself is one of them
    choose(stops.at((stops.indexOf(chosen) + by) % stops.length));
  }

  box.addEventListener("input", soon);
  box.addEventListener("blur", stop);
  form.addEventListener("submit", stop);
  window.visualViewport.addEventListener("resize", () => list.hidden || fit());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const closed = list.hidden;
    const keys = {
      ArrowDown: () => (closed ? soon() : step(1)),
      ArrowUp: () => closed || step(-1),
      Escape: closed ? null : stop,
      Enter: chosen ? () => location.assign(chosen.dataset.href) : null,
    };
    if (!keys[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}
