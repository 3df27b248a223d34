/**
 * Says quietly how long something is kept: in words beside it each minute, by voice only five minutes and one minute before the end and
 * at the end. The seconds come from the server, so a wrong clock of the machine does no harm; after a sleep the clock goes on rightly.
 */
const SPOKEN = [5, 1, 0];

export default function deadline(element) {
  const { left, wordMany, wordOne } = element.dataset;
  const part = (name) => element.querySelector(`[data-deadline-${name}]`);
  const ends = Date.now() + Number(left) * 1000;
  let last = Infinity;

  function tick() {
    const minutes = Math.max(0, Math.ceil((ends - Date.now()) / 60000));
    const words = minutes === 0 ? part("over").textContent : minutes === 1 ? wordOne : wordMany.replace("{n}", minutes);
    if (minutes !== last && minutes > 0) part("clock").textContent = words;
    if (SPOKEN.some((one) => minutes <= one && last > one) && (last !== Infinity || minutes === 0)) part("live").textContent = words;
    last = minutes;
    if (minutes > 0) setTimeout(tick, 1000);
    else [part("stands").hidden, part("over").hidden] = [true, false];
  }
  tick();
}
