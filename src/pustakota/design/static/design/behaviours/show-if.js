/**
 * Shows a question only while an earlier one has the answer it waits for: data-shown-if="who" data-shown-for="student" on its input.
 * Without this all questions are seen; the server counts only what was asked.
 */
export default function showIf(form) {
  const waiting = [...form.querySelectorAll("[data-shown-if]")];

  function answers(name) {
    const parts = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    return parts.filter((part) => !["radio", "checkbox"].includes(part.type) || part.checked).map((part) => (part.value === "on" ? "yes" : part.value));
  }

  function show() {
    for (const input of waiting) {
      const field = input.closest(".field");
      if (field) field.hidden = !answers(input.dataset.shownIf).includes(input.dataset.shownFor);
    }
  }

  form.addEventListener("change", show);
  show();
}
