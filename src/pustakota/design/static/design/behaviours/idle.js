/** Goes back to the start when nobody has touched anything for a while, so that nothing of one visitor meets the next. */
export default function idle(element) {
  const wait = Number(element.dataset.idleSeconds) * 1000;
  const back = () => location.replace(element.dataset.idleTo);
  let timer = setTimeout(back, wait);
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(back, wait);
  };
  for (const kind of ["keydown", "input", "pointerdown", "scroll"]) addEventListener(kind, again, { passive: true });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
