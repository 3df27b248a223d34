/** Hands the picture at data-file to another program, where the browser can; elsewhere the link beside it downloads it. */
export default function share(element) {
  const probe = { files: [new File([""], element.dataset.name, { type: "image/png" })] };
  if (!navigator.share || !navigator.canShare?.(probe)) return;
  element.hidden = false;
  element.addEventListener("click", async () => {
    const answer = await fetch(element.dataset.file);
    const files = [new File([await answer.blob()], element.dataset.name, { type: "image/png" })];
    await navigator.share({ files, title: element.dataset.title, text: element.dataset.link }).catch(() => undefined);
  });
}
