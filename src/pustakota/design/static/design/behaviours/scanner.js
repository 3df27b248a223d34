/** The camera button: fetches the scanner island only when pressed, fills the field it is meant for and sends its form. */
export default function scanner(button) {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const field = document.getElementById(button.dataset.target);
  const dialog = document.getElementById(`scan-${button.dataset.target}`);
  const words = dialog.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const stop = new AbortController();
    dialog.addEventListener("close", () => stop.abort(), { once: true });
    words.textContent = words.dataset.searching;
    dialog.showModal();
    try {
      const { scan } = await import(button.dataset.island);
      const code = await scan({
        video: dialog.querySelector("video"),
        wasmAddress: button.dataset.wasm,
        signal: stop.signal,
      });
      if (code) {
        field.value = code;
        dialog.close();
        field.form?.requestSubmit();
      }
    } catch {
      words.textContent = words.dataset.denied;
    }
  });
}
