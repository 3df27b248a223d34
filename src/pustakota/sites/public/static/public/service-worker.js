/**
 * The site without a network. What is the same for everybody (SHELL: a page of our own and the files it needs, named by the server
 * before this text) is fetched once; pages of one's own are kept only while a store for their reader exists, which a page opens when
 * its reader wants it (app.js). Nothing of one's own is kept that the server did not mark with its reader. What is on in the next weeks
 * is for everybody: asked for without cookies, kept once somebody looked at the calendar. Also shows what the library pushes.
 */
const STORE = `shell-${SHELL.version}`;
const OWN = "mine-";
const OPEN = "open";
const READER = "Pustakota-Reader";
const TOO = /data-keep-too="([^"]+)"/g;
const PARTS = /(?:src|href)="(\/(?:static|merek|sampul|media)\/[^"#?]+)/g;
const FILES = /^\/(?:static|merek|sampul|media|ikon)\//;
const DOWN = [502, 503, 504];
const GONE = [404, 410];
const PATIENCE = 6_000;
const FRESH_FOR = 3_600_000;
const KEPT_FOR = 30 * 24 * FRESH_FOR;

self.addEventListener("install", (event) => event.waitUntil(fetchShell()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!SHELL.elsewhere.some((start) => url.pathname.startsWith(start))) event.respondWith(page(event, url));
    else if (request.method === "GET") event.respondWith(fromNetwork(event)); // left alone, it would be asked for twice: preloaded, and again
  } else if (request.method === "GET" && FILES.test(url.pathname)) event.respondWith(file(request));
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  else if (event.data?.keep) event.waitUntil(refresh(event.data.keep, new URL(event.source.url)).then(() => event.source?.postMessage("kept")));
});

async function fetchShell() {
  const store = await caches.open(STORE);
  const pages = Object.values(SHELL.offline).map((path) => new Request(path, { credentials: "omit", cache: "reload" }));
  await store.addAll([...SHELL.files, ...pages]);
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== STORE).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** A file of the shell comes from the store, every other from the network first. */
async function file(request) {
  const store = await caches.open(STORE);
  const known = await store.match(request);
  if (known) return known;
  return fetch(request).catch(async () => (await caches.match(request)) ?? Response.error());
}

async function page(event, url) {
  const { request } = event;
  if (request.method === "POST" && keyOf(url) === SHELL.signOut) await forgetAllBut("");
  const known = request.method === "GET" ? await keptPage(url) : undefined;
  try {
    const answer = await within(known ? PATIENCE : undefined, fromNetwork(event));
    if (known && DOWN.includes(answer.status)) return shown(known);
    if (answer.ok && request.method === "GET") event.waitUntil(keep(url, answer.clone()).then(readAll));
    if (isCalendar(url) && answer.ok) event.waitUntil(keepEvents(languageOf(url)));
    return answer;
  } catch {
    return known ? shown(known) : offlinePage(url);
  }
}

async function fromNetwork(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

function within(patience, answer) {
  if (!patience) return answer;
  return Promise.race([answer, new Promise((_, refuse) => setTimeout(refuse, patience, new Error("too slow")))]);
}

async function offlinePage(url) {
  const store = await caches.open(STORE);
  const kept = await store.match(SHELL.offline[languageOf(url)]);
  return kept ? new Response(kept.body, { status: 503, headers: kept.headers }) : Response.error();
}

function languageOf(url) {
  return Object.keys(SHELL.offline).find((code) => url.pathname.startsWith(`/${code}/`)) ?? SHELL.language;
}

/** The calendar in any of its shapes, and the page that stands for it. */
function isCalendar(url) {
  const path = keyOf(url).split("?")[0];
  return path === SHELL.events.at || path === SHELL.events.kept[SHELL.language];
}

async function keepEvents(language) {
  const store = await caches.open(OPEN);
  const path = SHELL.events.kept[language];
  const known = await store.match(path);
  if (known && age(known) < FRESH_FOR) return;
  const answer = await fetch(path, { credentials: "omit" });
  if (!answer.ok || answer.redirected) return;
  await store.put(path, await dated(answer));
  await keepParts(store);
}

/** One place for a page in both languages, and for one's own page with and without its number: what was read last counts. */
function keyOf(url) {
  const path = Object.keys(SHELL.offline).reduce((rest, code) => (rest.startsWith(`/${code}/`) ? rest.slice(code.length + 1) : rest), url.pathname);
  return path + (url.search === "?untuk=1" ? "" : url.search);
}

async function ownStores() {
  return (await caches.keys()).filter((name) => name.startsWith(OWN));
}

async function forgetAllBut(reader) {
  await Promise.all((await ownStores()).filter((name) => name !== OWN + reader).map((name) => caches.delete(name)));
}

async function keptPage(url) {
  for (const name of await ownStores()) {
    const known = await (await caches.open(name)).match(keyOf(url));
    if (known && age(known) < KEPT_FOR) return known;
    if (known) await caches.delete(name);
  }
  if (!isCalendar(url)) return undefined;
  const { kept } = SHELL.events;
  const found = await Promise.all([kept[languageOf(url)], ...Object.values(kept)].map((path) => caches.match(path, { cacheName: OPEN })));
  return found.find((events) => events && age(events) < KEPT_FOR);
}

function age(answer) {
  return Date.now() - Date.parse(answer.headers.get("Date"));
}

/** A kept page says when it was read: the sentence is in it, hidden until now. */
async function shown(known) {
  const text = (await known.text()).replace("data-kept hidden", "data-kept");
  return new Response(text, { headers: known.headers });
}

/** Keeps a page for its reader, drops it where it is nobody's to keep any more, and tells which others belong to it (tickets). */
async function keep(url, answer) {
  const reader = answer.headers.get(READER);
  if (answer.redirected) return [];
  if (!reader) return answer.ok || GONE.includes(answer.status) ? drop(url) : [];
  await forgetAllBut(reader);
  if (!answer.ok || !(await caches.has(OWN + reader))) return [];
  const store = await caches.open(OWN + reader);
  const page = await dated(answer);
  const text = await page.clone().text();
  await store.put(keyOf(url), page);
  await keepParts(store);
  return [...text.matchAll(TOO)].map(([, path]) => path);
}

async function drop(url) {
  for (const name of await ownStores()) await (await caches.open(name)).delete(keyOf(url));
  return [];
}

/** The whole answer with its time, whether or not the server said one. */
async function dated(answer) {
  const headers = new Headers(answer.headers);
  if (!headers.has("Date")) headers.set("Date", new Date().toUTCString());
  return new Response(await answer.text(), { headers });
}

/** Styles, scripts and covers that the kept pages name; those that none names any more go. */
async function keepParts(store) {
  const named = new Set();
  const had = new Set();
  for (const request of await store.keys()) {
    const { pathname } = new URL(request.url);
    if (FILES.test(pathname)) had.add(pathname);
    else for (const [, path] of (await (await store.match(request)).text()).matchAll(PARTS)) named.add(path);
  }
  await Promise.all([...had].filter((path) => !named.has(path)).map((path) => store.delete(path)));
  await Promise.allSettled([...named].filter((path) => !had.has(path)).map((path) => store.add(path)));
}

/** Reads the named pages, and those that are kept already. */
async function refresh(paths, from) {
  const stores = await Promise.all((await ownStores()).map((name) => caches.open(name)));
  const keys = (await Promise.all(stores.map((store) => store.keys()))).flat().map((request) => new URL(request.url));
  const known = keys.filter((url) => !FILES.test(url.pathname)).map((url) => url.pathname + url.search);
  await readAll([...paths, ...known]);
  await keepEvents(languageOf(from)).catch(() => undefined);
}

/** Reads pages where they are older than an hour, and what these name. */
async function readAll(paths) {
  const waiting = new Set(paths);
  for (const path of waiting) {
    const url = new URL(path, self.location.origin);
    const kept = await keptPage(url);
    if (kept && age(kept) < FRESH_FOR) continue;
    const named = await fetch(url).then((answer) => keep(url, answer), () => []);
    for (const each of named) waiting.add(each);
  }
}

self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  const shownNow = self.registration.showNotification(said.title ?? "", {
    body: said.body,
    lang: said.lang,
    tag: said.tag, // a repetition takes the place of what is shown already
    data: { url: said.url },
  });
  event.waitUntil(shownNow);
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.url ?? "/akun/", self.location.origin);
  if (address.origin !== self.location.origin) return;
  event.waitUntil(self.clients.openWindow(address.pathname));
});
