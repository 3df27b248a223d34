/** Turns light into dark and back, and remembers it for a year in the cookie that the server reads, beside what else it holds. */
export default function theme(element) {
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  element.hidden = false;
  element.setAttribute("aria-pressed", String(dark()));
  element.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    element.setAttribute("aria-pressed", String(dark()));
    const looks = [root.dataset.theme, root.dataset.contrast, root.dataset.text].filter(Boolean).join(".");
    document.cookie = `theme=${looks}; path=/; max-age=31536000; samesite=lax`;
  });
}
