/** Takes the focus when it appears: the refusal after a swap, the scan box that waits for the next item. */
export default function focus(element) {
  element.focus({ preventScroll: element.matches("input") });
  if (element.matches("input[data-select]")) element.select();
}
