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
    await navigator.clipboard.writeText(text);
    words.textContent = element.dataset.copied;
    setTimeout(() => (words.textContent = before), 2500);
  });
}
