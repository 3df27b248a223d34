/**
 * Keeps one page and its files, so that it opens without a network. The server writes before this text what there is to keep (SHELL:
 * version, page, files); another version is fetched whole and takes over at once, since all that was noted lies in the log, not here.
 * Nothing else is kept, and nothing that is sent passes through here.
 */
const PATIENCE = 4_000;
const PARTS = /(?:src|href|data-island|data-wasm)="(\/(?:static|merek)\/[^"#?]+)/g;

self.addEventListener("install", (event) => event.waitUntil(fetchShell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate" && url.pathname === SHELL.page) event.respondWith(page(request));
  else if (/^\/(?:static|merek)\//.test(url.pathname)) event.respondWith(file(request));
});

async function fetchShell() {
  const store = await caches.open(SHELL.version);
  await store.addAll(SHELL.files);
  await keepPage(await fetch(new Request(SHELL.page, { cache: "reload" })));
}

async function keepPage(answer) {
  if (!answer.ok || answer.redirected) return;
  const store = await caches.open(SHELL.version);
  const text = await answer.clone().text();
  await store.put(SHELL.page, answer);
  const named = [...text.matchAll(PARTS)].map(([, path]) => path);
  for (const path of new Set(named)) if (!(await store.match(path))) await store.add(path).catch(() => undefined);
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("field-") && name !== SHELL.version);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request) {
  const known = await (await caches.open(SHELL.version)).match(SHELL.page);
  try {
    const answer = await within(known, fetch(request));
    if (known && answer.status >= 502) return known;
    if (answer.ok && !answer.redirected) await keepPage(answer.clone());
    return answer;
  } catch {
    return known ?? Response.error();
  }
}

function within(known, answer) {
  if (!known) return answer;
  return Promise.race([answer, new Promise((_, refuse) => setTimeout(refuse, PATIENCE, new Error("too slow")))]);
}

async function file(request) {
  const known = await (await caches.open(SHELL.version)).match(request);
  return known ?? fetch(request);
}
