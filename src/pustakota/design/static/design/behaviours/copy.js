/** Copies data-copy (or this page's address) and says data-copied for a moment. On phones it offers to share instead. */
export default function copy(element) {
  const words = element.querySelector("span") ?? element;
  const before = words.textContent;
  element.hidden = false;
  element.addEventListener("click", async () => {
    const text = element.dataset.copy || location.href;
    if (element.dataset.share !== undefined && navigator.share) {
      await navigator.share({ title: document.title, url: text }).catch(() => undefined);
      return;
    }
    await write(text, element);
    words.textContent = element.dataset.copied;
    setTimeout(() => (words.textContent = before), 2500);
  });
}

/** Without https a browser has no clipboard of its own for pages: then the words are selected and copied as by hand. */
async function write(text, element) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  element.after(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  element.focus();
}
