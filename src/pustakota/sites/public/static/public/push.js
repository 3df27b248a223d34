/** Lets this browser take push messages, or no longer: the buttons of [data-push], which stays hidden where it cannot. */
const card = document.querySelector("[data-push]");
const state = card?.querySelector("[data-push-state]");
const on = card?.querySelector("[data-push-on]");
const off = card?.querySelector("[data-push-off]");

function keyBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function show(name) {
  state.textContent = state.dataset[name];
  on.hidden = name === "on";
  off.hidden = name !== "on";
}

async function tell(subscription, wanted) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(card.dataset.address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ ...subscription.toJSON(), wanted }),
  });
  if (answer.ok) return;
  const reasons = answer.status === 422 ? (await answer.json()).reasons : [];
  throw new Error(reasons.join(" ") || state.dataset.failed);
}

async function subscribe(registration) {
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  const key = keyBytes(card.dataset.key);
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await tell(subscription, true);
  show("on");
}

async function unsubscribe(registration) {
  const subscription = await registration.pushManager.getSubscription();
  if (subscription) {
    await tell(subscription, false);
    await subscription.unsubscribe();
  }
  show("off");
}

async function start() {
  const registration = await navigator.serviceWorker.register(card.dataset.worker, { scope: "/" });
  const attempt = (deed) => () => deed(registration).catch((error) => (state.textContent = error.message || state.dataset.failed));
  on.addEventListener("click", attempt(subscribe));
  off.addEventListener("click", attempt(unsubscribe));
  card.hidden = false;
  if (Notification.permission === "denied") return show("denied");
  show((await registration.pushManager.getSubscription()) ? "on" : "off");
}

if (card && "serviceWorker" in navigator && "PushManager" in window) start();
