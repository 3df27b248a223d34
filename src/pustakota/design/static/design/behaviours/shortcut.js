/** A key for an element: data-key="/" or "Alt+k" or "F2". Fields are focused, everything else is clicked. */
const TYPING = "input, select, textarea, [contenteditable]";

export default function shortcut(element) {
  const parts = element.dataset.key.split("+");
  const key = parts.pop() || "+";
  element.setAttribute("aria-keyshortcuts", element.dataset.key);
  const pressed = (event) => {
    if (!element.isConnected) return document.removeEventListener("keydown", pressed);
    const modified = event.altKey || event.ctrlKey || event.metaKey;
    const plainLetter = (key.length === 1 || key.startsWith("Arrow")) && parts.length === 0;
    if (event.key.toLowerCase() !== key.toLowerCase() || (plainLetter && (modified || event.target.closest(TYPING)))) return;
    if (event.altKey !== parts.includes("Alt") || event.ctrlKey !== parts.includes("Control")) return;
    event.preventDefault();
    if (element.matches(TYPING)) element.focus();
    else element.click();
  };
  document.addEventListener("keydown", pressed);
}
