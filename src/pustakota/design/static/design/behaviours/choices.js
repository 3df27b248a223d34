/**
 * A list chosen from with the arrow keys: down from the box into it, left and right between its columns, Escape back to the box.
 * The list is found when a key is pressed, so that it may come and go.
 */
export default function choices(box, listSelector) {
  const columns = () =>
    [...document.querySelectorAll(`${listSelector} section`)].map((column) => [...column.querySelectorAll("a")]).filter((links) => links.length);

  document.addEventListener("keydown", (event) => {
    const all = columns();
    if (!all.length) return;
    const column = all.findIndex((links) => links.includes(event.target));
    if (column < 0 && !(event.target === box && event.key === "ArrowDown")) return;
    const row = column < 0 ? -1 : all[column].indexOf(event.target);
    const at = (wished, place) => (place < 0 ? box : wished[Math.min(place, wished.length - 1)]);
    const next = {
      ArrowDown: () => at(all[Math.max(column, 0)], row + 1),
      ArrowUp: () => at(all[column], row - 1),
      ArrowRight: () => at(all[Math.min(column + 1, all.length - 1)], row),
      ArrowLeft: () => at(all[Math.max(column - 1, 0)], row),
      Escape: () => box,
    }[event.key];
    if (!next) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    next().focus();
  });
}
