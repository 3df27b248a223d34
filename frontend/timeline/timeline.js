/**
 * The day or week of a point, thing by thing. Staff drag a booking to move it and its end to lengthen it; the server is asked at
 * once and has the last word: what it refuses goes back, with every reason. Without this island the page still leads everywhere.
 */
import { createCalendar, Interaction, ResourceTimeline } from "@event-calendar/core";
import "@event-calendar/core/index.css";

/** The clock of the place, as the server sent it and reads it again: no zone of the browser comes in between. */
function local(moment) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

export function timeline(element, place) {
  const words = element.dataset;
  const report = document.getElementById(words.report);
  const why = document.getElementById(words.why);
  const say = (sentences, tone) => {
    report.className = `notice tone-${tone}`;
    report.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  };

  async function ask({ event, revert, newResource }) {
    const asked = new URLSearchParams({
      start: local(event.start),
      end: local(event.end),
      to: newResource?.id ?? event.resourceIds[0],
      because: why.value,
      csrfmiddlewaretoken: words.token,
    });
    try {
      const answer = await fetch(event.extendedProps.move, { method: "POST", body: asked, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (answer.ok) return say([words.moved], "yes");
      say(said.reasons, "no");
    } catch {
      say([words.offline], "no");
    }
    revert();
  }

  createCalendar(place, [ResourceTimeline, Interaction], {
    view: words.view,
    date: words.day,
    locale: document.documentElement.lang,
    height: "auto",
    slotDuration: "00:30",
    slotMinTime: words.opens,
    slotMaxTime: words.closes,
    slotWidth: 36,
    firstDay: 1,
    nowIndicator: true,
    editable: true,
    eventResizableFromStart: true,
    headerToolbar: { start: "", center: "", end: "" },
    resources: JSON.parse(document.getElementById(words.things).textContent),
    events: JSON.parse(document.getElementById(words.bookings).textContent),
    eventDrop: ask,
    eventResize: ask,
    // The drawing is for eyes and a mouse; the list under it says the same and is what keyboards and screen readers get.
    eventDidMount: ({ el, event }) => {
      const { address } = event.extendedProps;
      if (address) el.addEventListener("dblclick", () => location.assign(address));
    },
  });
}
