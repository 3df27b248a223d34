/** Turns light into dark and back, and remembers it for a year in a cookie that the server reads. */
export default function theme(element) {
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  element.hidden = false;
  element.setAttribute("aria-pressed", String(dark()));
  element.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    element.setAttribute("aria-pressed", String(dark()));
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  });
}
