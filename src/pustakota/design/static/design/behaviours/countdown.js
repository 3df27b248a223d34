/**
 * Counts a session down in words, warns by sight and by voice, and shows the page anew when the server says something else.
 * The seconds come from the server, so a wrong clock of the machine does no harm. Without data-from the page is only shown anew.
 */
export default function countdown(element) {
  const { from, every, stands, left, warns } = element.dataset;
  const clock = element.querySelector("[data-countdown-clock]");
  const live = element.querySelector("[data-countdown-live]");
  const ends = left === undefined ? null : performance.now() + Number(left) * 1000;
  const isTyping = () => [...element.querySelectorAll("input:not([type=hidden])")].some((field) => field.value);
  let warned = live?.textContent.trim() ? Math.ceil(Number(left) / 60) : Infinity;

  const words = (minutes, many, one) => (minutes === 1 ? one : many.replace("{n}", minutes));
  function warn(minutes) {
    const due = minutes * 60 <= Number(warns) && (warned === Infinity || (minutes === 1 && warned > 1));
    if (!due) return;
    warned = minutes;
    const line = document.createElement("p");
    line.className = "kiosk-warning";
    line.textContent = words(minutes, element.dataset.wordWarning, element.dataset.wordWarningOne);
    live.replaceChildren(line);
  }
  function tick() {
    const seconds = Math.max(0, Math.round((ends - performance.now()) / 1000));
    const minutes = Math.ceil(seconds / 60);
    const said = seconds < 60 ? element.dataset.wordLast : words(minutes, element.dataset.wordMany, element.dataset.wordOne);
    if (clock.textContent !== said) clock.textContent = said;
    warn(Math.max(1, minutes));
    if (seconds === 0) setTimeout(() => location.reload(), 2000);
    else setTimeout(tick, 1000);
  }
  async function ask() {
    try {
      const answer = await fetch(from, { headers: { Accept: "application/json" } });
      if (answer.status === 404 || (answer.ok && (await answer.json()).stands !== stands && !isTyping())) location.reload();
    } catch {
      if (live && !live.textContent.includes(element.dataset.wordAway)) live.append(element.dataset.wordAway);
    }
  }
  if (ends !== null) tick();
  setInterval(from ? ask : () => location.reload(), Number(every) * 1000);
}
