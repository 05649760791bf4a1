// Who looks as a delegation has its forms before them, as it does, and cannot keep anything: told
// before the typing. The page that came is the delegation's to the byte; only the ribbon differs.

/** Close every form that would keep something, saying why. */
export function closeForms(page, why) {
  for (const form of page.querySelectorAll("form.correct, form.undo")) {
    for (const field of form.elements) {
      field.disabled = true;
      field.title = why;
    }
  }
}

const said = globalThis.document?.querySelector(".ribbon.masked strong");
if (said) {
  const page = document.getElementById("page");
  const close = () => closeForms(page, said.textContent);
  document.addEventListener("htmx:afterSettle", close);
  document.addEventListener("alpine:initialized", close);
  close();
}
