/** Opens the dialog named by data-dialog instead of following the link that works without scripts. */
export default function dialog(element) {
  const target = document.getElementById(element.dataset.dialog);
  element.setAttribute("aria-haspopup", "dialog");
  element.addEventListener("click", (event) => {
    event.preventDefault();
    target.showModal();
  });
}
