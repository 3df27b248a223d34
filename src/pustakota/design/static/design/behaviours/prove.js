/**
 * Does the work of a challenge (ALTCHA: which number, behind the salt, has this SHA-256?) while people read the page, and puts the
 * answer into the form: <input type="hidden" data-challenge="{…}"> inside it. Sent too early, the form waits for the answer. Where a
 * browser cannot (no JavaScript, no HTTPS) the form goes as it is, and the server takes it the slower way.
 */
const AT_ONCE = 250;
const toHex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ algorithm, challenge, salt, maxNumber, maxnumber }) {
  const words = new TextEncoder();
  for (let first = 0; first <= (maxNumber ?? maxnumber); first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, place) => first + place);
    const hashes = await Promise.all(numbers.map((number) => crypto.subtle.digest(algorithm, words.encode(salt + number))));
    const found = hashes.findIndex((hash) => toHex(hash) === challenge);
    if (found >= 0) return first + found;
  }
  return -1;
}

export default function prove(form) {
  const field = form.querySelector("[data-challenge]");
  if (!globalThis.crypto?.subtle || !field) return;
  const asked = JSON.parse(field.dataset.challenge);
  let isSolved = false;
  const solved = solve(asked)
    .then((number) => (field.value = number < 0 ? "" : btoa(JSON.stringify({ ...asked, number }))))
    .catch(() => (field.value = ""))
    .finally(() => (isSolved = true));
  form.addEventListener("submit", (event) => {
    if (isSolved) return;
    event.preventDefault();
    const { submitter } = event;
    solved.then(() => form.requestSubmit(submitter));
  });
}
