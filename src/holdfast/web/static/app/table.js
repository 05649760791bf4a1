// The table: envelopes that seal themselves, and moments by the clock of the room.

import { Sealed } from "./envelope.js";
import { here, offset } from "./moments.js";

const envelopeOf = (letter) => letter.closest(".cell") ?? letter.parentElement;
const letterOf = (form) => document.querySelector(form.getAttribute("hx-target"));

const sealed = new Sealed((envelope) => {
  envelope.classList.remove("is-open");
  envelope.querySelector(".letter").replaceChildren();
  envelope.querySelector("[aria-controls^=letter-]").setAttribute("aria-expanded", "false");
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".unseal-form");
  if (!form) return;
  const envelope = envelopeOf(letterOf(form));
  if (sealed.mayShow(envelope)) {
    // Open already: the same button seals it.
    event.preventDefault();
    event.stopPropagation();
    sealed.close();
    return;
  }
  sealed.open(envelope);
}, { capture: true });

document.addEventListener("htmx:beforeSwap", (event) => {
  const letter = event.detail.target;
  if (letter.classList.contains("letter") && !sealed.mayShow(envelopeOf(letter))) {
    event.detail.shouldSwap = false;
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const letter = event.detail.target;
  if (!letter.classList.contains("letter")) return;
  const envelope = envelopeOf(letter);
  envelope.classList.add("is-open");
  envelope.querySelector("[aria-controls^=letter-]").setAttribute("aria-expanded", "true");
  tellHere(letter);
});

// A step of the ceremony that came is where the keyboard goes on.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "ceremony") document.getElementById("ceremony").focus({ preventScroll: true });
});

document.addEventListener("focusout", (event) => event.relatedTarget && sealed.left(event.relatedTarget));
document.addEventListener("pointerdown", (event) => sealed.left(event.target));
document.addEventListener("keydown", (event) => event.key === "Escape" && sealed.close());
document.addEventListener("visibilitychange", () => document.hidden && sealed.close());
addEventListener("blur", () => sealed.close());
addEventListener("pagehide", () => sealed.close());

/** Beside each moment, the hour by this machine's clock, where that is another. */
function tellHere(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([data-told])")) {
    const moment = new Date(time.dateTime);
    const behind = moment.getTimezoneOffset();
    time.dataset.told = "";
    if (behind === 0) continue;
    const said = document.createElement("span");
    said.className = "here";
    said.textContent = ` (${here(moment, behind)} ${offset(behind)})`;
    time.append(said);
  }
}

tellHere(document);
for (const zone of document.querySelectorAll("select[name=zone]")) {
  const own = offset(new Date().getTimezoneOffset());
  if (!zone.dataset.chosen && [...zone.options].some((each) => each.value === own)) zone.value = own;
}
