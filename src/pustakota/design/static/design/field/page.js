/** The page of a phone at the door: today's events, scanning, the list, counting, and what is not sent yet. Words come with the page. */
import { openLog } from "../offline/log.js";
import { judge, ofPerson } from "./judge.js";

const root = document.querySelector("[data-field]");
const WORDS = JSON.parse(document.getElementById("words").textContent);
const BANDS = ["child", "teen", "adult"];
const ARRIVALS = ["here", "card"];
const STANDING = ["waiting", "taken", "agreed"];
const SEND_AFTER_COUNTING = 2_500;
const SEND_EVERY = 30_000;
const part = (name) => document.querySelector(`[data-${name}]`);
let log;
let shown = null; // the number of the event whose door is open
let counting;

function say(name, facts = {}) {
  return Object.entries(facts).reduce((words, [key, fact]) => words.replaceAll(`{${key}}`, String(fact ?? "")), WORDS[name]);
}

function make(tag, given = {}, ...content) {
  const element = Object.assign(document.createElement(tag), given);
  element.append(...content);
  return element;
}

function pressed(words, label, act, weight = "button button-small") {
  const button = make("button", { type: "button", className: weight, textContent: words });
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", act);
  return button;
}

function clock(moment) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(moment));
}

const eventNow = () => log.extract?.events.find((each) => each.id === shown);
const undone = () => new Set(log.entries.filter((entry) => entry.kind === "undo").map((entry) => entry.undoes));

/** My own arrivals at an event that still stand. */
function arrivals(event) {
  const gone = undone();
  const mine = (entry) => ARRIVALS.includes(entry.kind) && entry.occurrence === event.id && STANDING.includes(entry.state);
  return log.entries.filter((entry) => mine(entry) && !gone.has(entry.uuid));
}

/** Since when somebody is here, as this phone and its list know it; `mine`: the entry that can be undone here. */
function arrivalOf(event) {
  const mine = new Map(arrivals(event).map((entry) => [entry.registration, entry]));
  const taken = new Set(log.entries.filter((entry) => undone().has(entry.uuid)).map((entry) => entry.registration));
  return (registration) => {
    const entry = mine.get(registration);
    const person = event.people.find((each) => each.id === registration);
    const listed = person?.came && !(taken.has(registration) && !isSettled(registration)) ? person.came : null;
    const since = entry?.at ?? listed;
    return since ? { time: clock(since), mine: entry } : null;
  };
}

/** Whether the undoing of an arrival has reached the library, so that its list is right again. */
function isSettled(registration) {
  const of = new Set(log.entries.filter((entry) => entry.registration === registration).map((entry) => entry.uuid));
  return !log.waiting().some((entry) => entry.kind === "undo" && of.has(entry.undoes));
}

function leftAt(event, person) {
  const entry = log.entries.findLast((each) => each.kind === "left" && each.registration === person.id && each.state !== "refused");
  return entry?.at ?? person.left;
}

function headsOf(event) {
  const arrived = arrivalOf(event);
  const listed = new Set(event.people.map((person) => person.id));
  const known = event.people.filter((person) => arrived(person.id)).reduce((sum, person) => sum + person.party, 0);
  const others = arrivals(event).filter((entry) => !listed.has(entry.registration)).reduce((sum, entry) => sum + (entry.party ?? 1), 0);
  return known + others + BANDS.reduce((sum, band) => sum + tallyOf(event)[band], 0);
}

function tallyOf(event) {
  const last = log.entries.findLast((entry) => entry.kind === "tally" && entry.occurrence === event.id && entry.state === "waiting");
  const base = counting?.event === event.id ? counting.numbers : (last?.numbers ?? event.tally);
  return Object.fromEntries(BANDS.map((band) => [band, base[band] ?? 0]));
}

function lineOf(event) {
  const facts = { start: event.start, end: event.end, here: headsOf(event), seats: event.capacity ?? "–" };
  return say(event.capacity === null ? "event_line_tally" : "event_line", facts);
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

function draw() {
  const event = eventNow();
  const { extract } = log;
  if (extract) part("point").textContent = extract.point;
  part("net").textContent = log.state === "unpaired" ? say("unpaired") : say(log.state === "offline" || !navigator.onLine ? "offline" : "online");
  part("net").dataset.state = log.state;
  part("list").hidden = Boolean(event);
  part("door").hidden = !event;
  part("read").textContent = extract ? say("read_at", { time: clock(extract.read_at) }) : "";
  part("nothing").hidden = Boolean(extract?.events.length);
  part("nothing").textContent = say(extract ? "nobody" : "no_list");
  part("events").replaceChildren(...(extract?.events ?? []).map(eventRow));
  if (event) drawDoor(event);
  drawLog();
}

function eventRow(event) {
  const open = make("button", { type: "button", className: "button button-wide field-event" });
  open.append(make("strong", { textContent: event.name }), make("span", { className: "small", textContent: lineOf(event) }));
  open.addEventListener("click", () => openDoor(event.id));
  return make("li", {}, open);
}

function openDoor(id) {
  shown = id;
  location.hash = id ? `#${id}` : "";
  part("answer").hidden = true;
  draw();
  (id ? part("name") : part("list").querySelector("h1")).focus?.();
}

function drawDoor(event) {
  part("name").textContent = event.name;
  part("line").textContent = lineOf(event);
  part("scan").hidden = event.nameless;
  part("people-part").hidden = event.nameless || !event.people.length;
  drawTally(event);
  drawPeople(event);
}

function drawTally(event) {
  const numbers = tallyOf(event);
  const place = part("tally");
  if (place.dataset.event !== String(event.id)) place.replaceChildren(...BANDS.map((band) => tallyRow(event, band)));
  place.dataset.event = event.id;
  for (const band of BANDS) place.querySelector(`output[name=${band}]`).value = numbers[band];
}

function tallyRow(event, band) {
  const count = (step) => () => countOn(event.id, band, step);
  const word = WORDS[band];
  return make(
    "div",
    { className: "field-count", role: "group", ariaLabel: word },
    make("span", { textContent: word }),
    pressed("−", say("less", { band: word }), count(-1), "button"),
    make("output", { name: band }),
    pressed("+", say("more", { band: word }), count(1), "button"),
  );
}

function drawPeople(event) {
  const wanted = document.getElementById("door-find").value.trim().toLowerCase();
  const arrived = arrivalOf(event);
  const rows = event.people.filter((person) => person.name.toLowerCase().includes(wanted)).map((person) => personRow(event, person, arrived(person.id)));
  const here = document.activeElement?.closest?.("[data-person]")?.dataset.person;
  part("people").replaceChildren(...rows);
  if (here) part("people").querySelector(`[data-person="${here}"] button`)?.focus();
}

function personRow(event, person, arrival) {
  const left = arrival && leftAt(event, person);
  const waits = person.status !== "confirmed" && person.status !== "attended";
  const state = left ? "state_left" : arrival ? "state_here" : waits ? "state_waits" : "state_seat";
  const tone = arrival ? "yes" : waits ? "wait" : "plain";
  const row = make("li", { className: "field-person" });
  row.dataset.person = person.id;
  row.append(make("strong", { textContent: person.name }), " ");
  if (person.party > 1) row.append(make("span", { className: "small", textContent: say("party", { number: person.party }) }), " ");
  row.append(make("span", { className: `status tone-${tone}`, textContent: arrival ? `${WORDS[state]} ${clock(left ?? arrival.mine?.at ?? person.came)}` : WORDS[state] }));
  const buttons = make("span", { className: "row" });
  if (!arrival) buttons.append(pressed(WORDS.arrive, say("arrive_of", { name: person.name }), () => arrive(event, { registration: person.id, who: person.name, party: person.party })));
  if (arrival?.mine) buttons.append(pressed(WORDS.undo, say("undo_of", { name: person.name }), () => takeBack(arrival.mine)));
  if (arrival && !left) buttons.append(pressed(WORDS.leave, say("leave_of", { name: person.name }), () => leave(event, person), "button button-quiet button-small"));
  row.append(buttons);
  return row;
}

function answer(tone, words, ...buttons) {
  const place = part("answer");
  place.hidden = false;
  place.className = `field-answer tone-${tone}`;
  part("word").textContent = words;
  part("answer-do").replaceChildren(...buttons);
  navigator.vibrate?.(tone === "yes" ? 60 : [90, 60, 90]);
}

function drawLog() {
  const waiting = log.waiting();
  part("waiting-word").textContent = waiting.length ? say("waiting_some", { number: waiting.length }) : say("waiting_none");
  part("waiting").replaceChildren(...waiting.map((entry) => make("li", {}, lineOfEntry(entry))));
  const refused = log.refused();
  part("refused-part").hidden = !refused.length;
  part("refused").replaceChildren(...refused.map(refusedRow));
}

function lineOfEntry(entry) {
  return `${clock(entry.at)} · ${say(`kind_${entry.kind}`, { who: entry.who ?? entry.card ?? "", ...entry.numbers })}`;
}

function refusedRow(entry) {
  const why = make("span", { className: "small", textContent: (entry.words ?? []).join(" ") });
  return make("li", {}, lineOfEntry(entry), make("br"), why, " ", pressed(WORDS.seen, "", () => log.dismiss(entry)));
}

// ── what is noted ───────────────────────────────────────────────────────────────────────────────────────────────────

async function arrive(event, { registration, card, who, party }) {
  const said = { occurrence: event.id, who, party, ...(card ? { card } : { registration }) };
  const entry = await log.append(card ? "card" : "here", said);
  answer("yes", say(party > 1 ? "here_party" : "here", { name: who, number: party }), pressed(WORDS.undo, say("undo_of", { name: who }), () => takeBack(entry)));
  log.sync();
}

async function takeBack(entry) {
  await log.append("undo", { occurrence: entry.occurrence, undoes: entry.uuid });
  answer("wait", say("undone", { name: entry.who ?? nameOf(entry) }));
  log.sync();
}

function nameOf(entry) {
  return eventNow()?.people.find((person) => person.id === entry.registration)?.name ?? "";
}

async function leave(event, person) {
  await log.append("left", { occurrence: event.id, registration: person.id, who: person.name });
  answer("yes", say("left", { name: person.name }));
  log.sync();
}

/** Taps are gathered for a moment; the log gets what this phone has counted so far, not each tap. */
function countOn(id, band, step) {
  const event = log.extract.events.find((each) => each.id === id);
  const numbers = tallyOf(event);
  numbers[band] = Math.max(0, numbers[band] + step);
  clearTimeout(counting?.timer);
  counting = { event: id, numbers, timer: setTimeout(keepCount, SEND_AFTER_COUNTING) };
  draw();
}

async function keepCount() {
  const { event, numbers, timer } = counting ?? {};
  if (!numbers) return;
  clearTimeout(timer);
  await log.append("tally", { occurrence: event, numbers });
  counting = null;
  await log.sync();
}

async function scanned(text) {
  const event = eventNow();
  if (!event || !text.trim()) return;
  const found = await judge(text, { extract: log.extract, event, arrivalOf: arrivalOf(event) });
  const who = found.name ?? (found.card ? say("card", { number: found.card }) : say("ticket", { number: found.registration }));
  const facts = { name: who, number: found.party, time: found.time, day: found.day ? dayOf(found.day) : "" };
  if (found.tone === "yes") return arrive(event, { ...found, who });
  const may = ["waitlisted", "not_registered", "given_back"].includes(found.word);
  const buttons = may ? [pressed(WORDS.let_in, "", () => arrive(event, { ...found, who }), "button")] : [];
  if (found.mine) buttons.push(pressed(WORDS.undo, say("undo_of", facts), () => takeBack(found.mine)));
  answer(found.tone, say(found.word, facts), ...buttons);
}

function dayOf(digits) {
  const day = new Date(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6, 8)));
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full" }).format(day);
}

// ── beginning ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function start() {
  log = await openLog({ name: "pustakota-field", today: root.dataset.today, send: root.dataset.send, changed: draw });
  shown = Number(location.hash.slice(1)) || null;
  part("back").addEventListener("click", () => openDoor(null));
  part("scan").addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = document.getElementById("door-code");
    const text = field.value;
    field.value = "";
    await scanned(text);
    field.focus();
  });
  document.getElementById("door-find").addEventListener("input", () => eventNow() && drawPeople(eventNow()));
  part("send-now").addEventListener("click", () => log.sync());
  addEventListener("online", () => log.sync());
  addEventListener("offline", draw);
  addEventListener("pagehide", () => void keepCount());
  setInterval(() => log.forgetOld().then(() => log.sync()), SEND_EVERY);
  draw();
  navigator.storage?.persist?.();
  if ("serviceWorker" in navigator) {
    await navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.scope }).catch(() => undefined);
    navigator.serviceWorker.ready.then(() => (root.dataset.kept = "yes"));
  }
  await log.sync();
}

start();
