// The record: the slider says in words at which moment one stands.

const slider = document.querySelector(".finder input[name=until]");
const output = document.getElementById("moment");

document.addEventListener("htmx:afterSwap", () => {
  const found = document.getElementById("found");
  if (!found || !slider) return;
  const { place, moment } = found.dataset;
  slider.setAttribute("aria-valuetext", moment);
  output.textContent = moment;
  // "Back to now" moves it too; while it is being drawn it is left alone.
  if (document.activeElement !== slider) slider.value = place;
});
