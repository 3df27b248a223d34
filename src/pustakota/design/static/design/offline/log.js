/**
 * The offline kit: an append-only log in the browser's own database, sent when there is a network, each entry under a name (UUID) that
 * it is given here, so that it may be sent again after any doubt; and an extract that is kept only until its time is over.
 * Knows no words and nothing of what is noted: a page appends entries of its kinds and shows `waiting()` and `refused()`.
 */
const BATCH = 100;
const WAITING = "waiting";
const REFUSED = "refused";
const PERSONAL = ["card", "who"];

/** `name`: of the database; `today`, `send`: addresses; `changed`: called with the log whenever something in it is another. */
export async function openLog({ name, today, send, changed }) {
  const database = await opened(name);
  const log = new Log(database, { today, send, changed });
  await log.load();
  return log;
}

function opened(name) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("entries", { keyPath: "uuid" });
      asked.result.createObjectStore("kept");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class Log {
  #database;
  #addresses;
  #changed;
  #token = "";
  #sending = null;
  #again = false;

  constructor(database, { today, send, changed }) {
    this.#database = database;
    this.#addresses = { today, send };
    this.#changed = changed;
    this.entries = [];
    this.extract = null;
    this.state = "unknown"; // online, offline, unpaired
  }

  /** Reads everything, and lets go what is past its time. */
  async load() {
    this.entries = (await this.#all("entries")).sort((one, other) => one.seq - other.seq);
    this.extract = await this.#get("extract");
    await this.forgetOld();
  }

  /** The extract goes when its day is over; of the log goes what is sent, never what waits or was refused. */
  async forgetOld() {
    if (this.extract && Date.parse(this.extract.until) > Date.now()) return;
    this.extract = null;
    const done = this.entries.filter((entry) => entry.state !== WAITING && entry.state !== REFUSED);
    this.entries = this.entries.filter((entry) => !done.includes(entry));
    await this.#write(["entries", "kept"], (entries, kept) => {
      kept.delete("extract");
      for (const entry of done) entries.delete(entry.uuid);
    });
  }

  waiting() {
    return this.entries.filter((entry) => entry.state === WAITING);
  }

  refused() {
    return this.entries.filter((entry) => entry.state === REFUSED);
  }

  /** Notes something for good, then tries to send it. Resolves when it is in the database, not when it is sent. */
  async append(kind, said) {
    const last = this.entries.at(-1)?.seq ?? 0;
    const entry = { ...said, uuid: uuid(), kind, seq: Math.max(last + 1, Date.now()), at: new Date().toISOString(), state: WAITING };
    await this.#write(["entries"], (entries) => entries.add(entry));
    this.entries.push(entry);
    this.#changed(this);
    return entry;
  }

  /** A refused entry is put out of sight; the library has it. */
  async dismiss(entry) {
    entry.state = "dismissed";
    for (const name of PERSONAL) delete entry[name];
    await this.#write(["entries"], (entries) => entries.put(entry));
    this.#changed(this);
  }

  /** Sends what waits and fetches the extract anew; one at a time, once more when something was added meanwhile. */
  sync() {
    if (this.#sending) {
      this.#again = true;
      return this.#sending;
    }
    this.#sending = this.#sync().finally(() => {
      this.#sending = null;
      if (!this.#again) return;
      this.#again = false;
      this.sync();
    });
    return this.#sending;
  }

  async #sync() {
    try {
      if (!this.#token) await this.#pull();
      let sent = false;
      while (this.state !== "unpaired" && this.waiting().length) {
        await this.#push(this.waiting().slice(0, BATCH));
        sent = true;
      }
      if (sent && this.state !== "unpaired") await this.#pull();
    } catch {
      this.state = "offline";
      this.#token = "";
    }
    this.#changed(this);
  }

  async #pull() {
    const answer = await fetch(this.#addresses.today, { headers: { Accept: "application/json" } });
    if (!this.#understood(answer)) return;
    const { token, extract } = await answer.json();
    this.#token = token;
    this.extract = extract;
    await this.#write(["kept"], (kept) => kept.put(extract, "extract"));
  }

  async #push(entries) {
    const said = entries.map(({ state, words, who, ...entry }) => entry);
    const answer = await fetch(this.#addresses.send, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token },
      body: JSON.stringify({ sent_at: new Date().toISOString(), entries: said }),
    });
    if (!this.#understood(answer)) return;
    const { answers } = await answer.json();
    const by = new Map(answers.map((each) => [each.uuid, each]));
    for (const entry of entries) settle(entry, by.get(entry.uuid));
    await this.#write(["entries"], (store) => entries.forEach((entry) => store.put(entry)));
  }

  /** Anything but a clear yes keeps what waits waiting. */
  #understood(answer) {
    if (answer.ok) this.state = "online";
    else if (answer.status === 401) this.state = "unpaired";
    else throw new Error(`answered ${answer.status}`);
    return answer.ok;
  }

  #all(store) {
    return this.#asked(store, (rows) => rows.getAll());
  }

  #get(key) {
    return this.#asked("kept", (rows) => rows.get(key)).then((found) => found ?? null);
  }

  #asked(store, ask) {
    return new Promise((resolve, reject) => {
      const asked = ask(this.#database.transaction(store).objectStore(store));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  #write(stores, act) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(stores, "readwrite", { durability: "strict" });
      act(...stores.map((store) => transaction.objectStore(store)));
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }
}

/** What became of an entry; what was taken keeps nothing about anybody but a number. */
function settle(entry, answer) {
  if (!answer) return;
  entry.state = answer.outcome === REFUSED ? REFUSED : answer.outcome;
  entry.words = answer.words;
  entry.registration ??= answer.registration ?? undefined;
  if (entry.state !== REFUSED) for (const name of PERSONAL) delete entry[name];
}
