/** Prints this page. */
export default function print(element) {
  element.addEventListener("click", () => window.print());
}
