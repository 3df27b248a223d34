/**
 * What a scan means, without a network. A ticket is five numbers and a signature that the keys of the extract check; a card is known by
 * its salted hash. Answers {tone, word, …}: `yes` is noted at once, `wait` asks, `no` is nothing of ours.
 */
const TICKET = /^PK1\.(\d+)\.(\d+)\.(\d{8})\.(\d+)\.(\d+)$/;

export async function judge(text, { extract, event, arrivalOf }) {
  const given = text.trim();
  return given.startsWith("PK1.") ? ofTicket(given, { extract, event, arrivalOf }) : ofCard(given, { extract, event, arrivalOf });
}

async function ofTicket(given, { extract, event, arrivalOf }) {
  const cut = given.lastIndexOf(".");
  const [payload, signature] = [given.slice(0, cut), given.slice(cut + 1)];
  const read = TICKET.exec(payload);
  if (!read) return { tone: "no", word: "unknown_ticket" };
  if (!(await isOurs(payload, signature, extract.keys))) return { tone: "no", word: "not_ours" };
  const [registration, occurrence, day, party, madeAt] = read.slice(1).map(Number);
  if (occurrence !== event.id) return { tone: "wait", word: "other_event", day: String(day) };
  const person = event.people.find((each) => each.id === registration);
  if (person) return ofPerson(person, arrivalOf);
  const arrival = arrivalOf(registration);
  if (arrival) return { tone: "wait", word: "already", registration, ...arrival };
  // Who is not on a list that is newer than the ticket has given the seat back; else they registered since.
  if (madeAt * 1000 < Date.parse(extract.read_at)) return { tone: "wait", word: "given_back", registration, party };
  return { tone: "yes", word: "here", registration, party };
}

async function ofCard(given, { extract, event, arrivalOf }) {
  const card = given.toUpperCase();
  if (!/^[A-Z0-9./-]{3,30}$/.test(card)) return { tone: "no", word: "not_ours" };
  const mark = await hashed(`${extract.salt}:${card}`);
  const person = event.people.find((each) => each.card === mark);
  if (person) return ofPerson(person, arrivalOf);
  return event.open ? { tone: "yes", word: "here", card } : { tone: "wait", word: "not_registered", card };
}

export function ofPerson(person, arrivalOf) {
  const about = { registration: person.id, party: person.party, name: person.name };
  const arrival = arrivalOf(person.id);
  if (arrival) return { tone: "wait", word: "already", ...about, ...arrival };
  if (person.status === "confirmed") return { tone: "yes", word: person.party > 1 ? "here_party" : "here", ...about };
  return { tone: "wait", word: "waitlisted", ...about };
}

async function isOurs(payload, signature, keys) {
  const content = new TextEncoder().encode(payload);
  for (const key of keys) {
    try {
      const kind = { name: "ECDSA", namedCurve: "P-256" };
      const public_ = await crypto.subtle.importKey("raw", bytes(key), kind, false, ["verify"]);
      if (await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, public_, bytes(signature), content)) return true;
    } catch {
      // a signature that cannot be read is none of ours
    }
  }
  return false;
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

async function hashed(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
