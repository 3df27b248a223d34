/**
 * A form whose button asks the device for a passkey: data-wish="create" or "get", data-question (where the question comes from),
 * data-failed (what to say when the device or its owner said no). The answer goes to the form's own address, with its other
 * fields, as JSON; what comes back names the next page ({to}) or says why not ({reasons}). Hidden where a browser has no passkeys.
 */
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const isNumber = /^[\d.]+$|^\[/; // a passkey is bound to a name; an address of numbers has none

function readable(options) {
  const known = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));
  const read = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) read.allowCredentials = known(options.allowCredentials);
  return read;
}

function sendable(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response };
}

export default function passkey(form) {
  if (!window.PublicKeyCredential || !navigator.credentials || isNumber.test(location.hostname)) return;
  const place = form.querySelector("[role=status]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

  async function post(address, given) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(given) });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error((said.reasons ?? []).join(" ") || form.dataset.failed);
    return said;
  }

  async function ask() {
    const publicKey = readable(await post(form.dataset.question, {}));
    const asked = form.dataset.wish === "create" ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
    const credential = await asked.catch(() => {
      throw new Error(form.dataset.failed);
    });
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    const { to } = await post(form.action, { ...fields, answer: sendable(credential) });
    location.assign(to);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    place.textContent = "";
    ask().catch((error) => (place.textContent = error.message || form.dataset.failed));
  });
  form.hidden = false;
}
