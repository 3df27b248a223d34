/** Says aloud that what is shown is old, where nothing newer has come in its place for a while. */
let timer;
export default function stale(element) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    element.classList.add("is-stale");
    for (const words of element.querySelectorAll("[role=status]")) words.hidden = false;
  }, Number(element.dataset.staleAfter) * 1000);
}
