/** A list chosen from with the arrow keys: down from the box into it, left and right between its columns, Escape back to the box. */
export default function choices(list) {
  const box = document.getElementById("scan");
  const columns = [...list.querySelectorAll("section")].map((column) => [...column.querySelectorAll("a")]).filter((links) => links.length);
  const move = (column, row) => (row < 0 ? box : columns[column].at(Math.min(row, columns[column].length - 1))).focus();

  const enter = (event) => {
    if (!list.isConnected) return box.removeEventListener("keydown", enter);
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    move(0, 0);
  };
  box.addEventListener("keydown", enter);
  list.addEventListener("keydown", (event) => {
    const column = columns.findIndex((links) => links.includes(event.target));
    const row = columns[column]?.indexOf(event.target);
    const steps = {
      ArrowDown: () => move(column, row + 1),
      ArrowUp: () => move(column, row - 1),
      ArrowRight: () => move(Math.min(column + 1, columns.length - 1), row),
      ArrowLeft: () => move(Math.max(column - 1, 0), row),
      Escape: () => box.focus(),
    };
    if (column < 0 || !(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    steps[event.key]();
  });
}
