/** Fetches the timeline island and its style, and puts it where the page left a place for it. */
export default async function timeline(element) {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: element.dataset.style });
  document.head.append(style);
  const island = await import(element.dataset.island);
  island.timeline(element, element.querySelector("[data-place]"));
}
