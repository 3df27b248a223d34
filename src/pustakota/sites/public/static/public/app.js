/**
 * The page's side of the site as a program on a phone: brings the service worker, keeps one's own pages where their reader wants that
 * (always in the installed program), forgets them at the end, counts what is ready on the program's icon, and offers new versions.
 */
const app = document.querySelector("script[data-worker]");
const { reader } = app.dataset;
const OWN = "mine-";
const OPEN = "open";
const CHOICE = "keep-my-pages";
const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
const isOfflinePage = Boolean(document.querySelector("[data-offline-page]"));
const kept = document.querySelector("[data-kept]:not([hidden])");

function wanted() {
  return (localStorage.getItem(CHOICE) ?? (installed ? "yes" : "no")) === "yes";
}

async function ownStores() {
  return (await caches.keys()).filter((name) => name.startsWith(OWN));
}

async function forgetAllBut(name) {
  await Promise.all((await ownStores()).filter((each) => each !== name).map((each) => caches.delete(each)));
}

async function forget() {
  localStorage.removeItem(CHOICE);
  await navigator.clearAppBadge?.().catch(() => undefined);
  await forgetAllBut("");
}

function ago(moment) {
  const minutes = Math.round((Date.parse(moment) - Date.now()) / 60_000);
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  if (minutes > -60) return words.format(minutes, "minute");
  return minutes > -1440 ? words.format(Math.round(minutes / 60), "hour") : words.format(Math.round(minutes / 1440), "day");
}

/** The account's switch: keep my pages on this device, or no longer. */
function bindSwitch(card, worker) {
  const state = card.querySelector("[data-keep-state]");
  const [on, off] = ["[data-keep-on]", "[data-keep-off]"].map((name) => card.querySelector(name));
  const show = () => {
    state.textContent = wanted() ? state.dataset.on : state.dataset.off;
    on.hidden = wanted();
    off.hidden = !wanted();
  };
  const choose = (choice) => async () => {
    localStorage.setItem(CHOICE, choice);
    await (choice === "yes" ? keep(worker) : forgetAllBut(""));
    show();
    (choice === "yes" ? off : on).focus();
  };
  on.addEventListener("click", choose("yes"));
  off.addEventListener("click", choose("no"));
  navigator.serviceWorker.addEventListener("message", (event) => event.data === "kept" && (card.dataset.keepDone = "yes"));
  show();
  card.hidden = false;
}

async function keep(worker) {
  await caches.open(OWN + reader);
  const pages = document.querySelector("[data-keep-pages]")?.dataset.keepPages.split(" ") ?? [];
  worker.active?.postMessage({ keep: pages });
}

function count() {
  const ready = document.querySelector("[data-ready]");
  if (!ready || kept || !navigator.setAppBadge) return;
  const number = Number(ready.dataset.ready);
  (number ? navigator.setAppBadge(number) : navigator.clearAppBadge()).catch(() => undefined);
}

/** What a kept page cannot do: forms wait for the network; the day of its reading is said as a distance too, and what is over is gone. */
function markKept() {
  for (const button of document.querySelectorAll("main form button")) button.disabled = true;
  for (const place of document.querySelectorAll("[data-ago]")) place.textContent = `(${ago(place.dataset.ago)})`;
  for (const row of document.querySelectorAll("[data-until]")) row.hidden = Date.parse(row.dataset.until) < Date.now();
  for (const day of document.querySelectorAll("section:has([data-until])")) day.hidden = !day.querySelector("[data-until]:not([hidden])");
}

/** The page that stands for others when the network is gone: what can still be opened. */
async function listKept() {
  const list = document.querySelector("[data-kept-list]");
  for (const name of [...(await ownStores()), OPEN]) {
    const store = await caches.open(name);
    for (const request of await store.keys()) {
      const answer = await store.match(request);
      if (!answer.headers.get("Content-Type")?.includes("text/html")) continue;
      const { title } = new DOMParser().parseFromString(await answer.text(), "text/html");
      const row = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: request.url, textContent: title.split(" · ")[0] });
      const when = Object.assign(document.createElement("span"), { className: "small soft", textContent: ago(answer.headers.get("Date")) });
      row.append(link, " ", when);
      list.append(row);
    }
  }
  list.closest("section").hidden = list.children.length === 0;
}

/** A newer version waits until its reader takes it: nothing that was typed is lost by itself. */
function offer(worker) {
  const place = document.querySelector("[data-newer]");
  if (!place || !worker.waiting || !navigator.serviceWorker.controller) return;
  place.querySelector("[data-newer-take]").addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.waiting?.postMessage("take over");
  });
  place.querySelector("[data-newer-later]").addEventListener("click", () => (place.hidden = true));
  place.hidden = false;
}

async function start() {
  const worker = await navigator.serviceWorker.register(app.dataset.worker, { scope: "/", updateViaCache: "all" });
  offer(worker);
  worker.addEventListener("updatefound", () => worker.installing?.addEventListener("statechange", () => offer(worker)));
  if (isOfflinePage || kept) return;
  await forgetAllBut(reader ? OWN + reader : "");
  if (!reader) return localStorage.removeItem(CHOICE);
  const ready = await navigator.serviceWorker.ready;
  const card = document.querySelector("[data-keep-switch]");
  if (card) bindSwitch(card, ready);
  if (wanted()) await keep(ready);
}

if (isOfflinePage && "caches" in window) listKept();
if (kept) markKept();
count();
for (const form of document.querySelectorAll("form[data-signs-out]")) form.addEventListener("submit", () => void forget());
if ("serviceWorker" in navigator && "caches" in window) {
  if (document.readyState === "complete") start();
  else addEventListener("load", () => start());
}
