// What every page runs: the idle watch, the door, what is said when a request fails.

import { goOn } from "./asking.js";
import { isShut, shut, token } from "./door.js";
import { followed, openWithin, reopen, rescroll, scrolledWithin } from "./folds.js";
import { Watch } from "./idle.js";
import "./mask.js";
import { ranking } from "./order.js";
import { correction, plainForm, rangeField } from "./range.js";
import { Unsent } from "./unsent.js";

document.addEventListener("alpine:init", () => {
  window.Alpine.data("range", rangeField);
  window.Alpine.data("correction", correction);
  window.Alpine.data("plain", plainForm);
  window.Alpine.data("ranking", ranking);
});

const post = (address) =>
  fetch(address, { method: "POST", headers: { "x-holdfast-piece": "1", "x-holdfast-token": token() } });

const watch = new Watch({
  seconds: Number(document.body.dataset.idle),
  lock: () => {
    shut("locked", opened);
    post("/lock").catch(() => {});
  },
  call: () => post("/here").then((answer) => answer.status === 401 && atTheDoor(answer.headers)).catch(() => {}),
});

for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
  addEventListener(kind, () => watch.attend(), { passive: true, capture: true });
}
setInterval(() => watch.tick(), 1000);
// A laptop that slept wakes with the time gone.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  watch.tick();
  askForNews();
});

// A page that stands says what others wrote since; it stays as it is until somebody asks for more.
const news = document.getElementById("news");
setInterval(askForNews, 30_000);

async function askForNews() {
  if (!news || isShut() || document.hidden) return;
  const headers = { "x-holdfast-piece": "1", "x-holdfast-seen": news.dataset.seen };
  const answer = await fetch("/news", { headers }).catch(() => null);
  if (!answer) offline(true);
  else if (answer.status === 401) atTheDoor(answer.headers);
  else if (answer.ok) tell(await answer.text());
}

let told = "";

/** Put the words in, unless they stand there already: what is said again is read out again. */
function tell(words) {
  if (told === words) return;
  told = words;
  news.replaceChildren(...new DOMParser().parseFromString(words, "text/html").body.childNodes);
}

document.addEventListener("submit", (event) => {
  if (event.target.id === "lock-now") {
    event.preventDefault();
    watch.isLocked = true;
    watch.lock();
  }
});

function atTheDoor(headers) {
  watch.isLocked = true;
  shut(headers.get("x-holdfast-door") || "gone", opened);
}

function opened() {
  watch.unlocked();
  goOn();
}

// htmx: a refused piece must not take the place of what was typed.
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 401) {
    atTheDoor({ get: (name) => xhr.getResponseHeader(name) });
    return;
  }
  say(xhr.responseText);
});
document.addEventListener("htmx:sendError", () => offline(true));
document.addEventListener("htmx:timeout", () => offline(true));
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && offline(false));
addEventListener("offline", () => offline(true));
addEventListener("online", () => offline(false));

// Nobody leaves typed words behind without being asked.
const unsent = new Unsent(isShut);
document.addEventListener("input", ({ target }) => unsent.typed(target));
document.addEventListener("submit", ({ target }) => unsent.sent(target));
document.addEventListener("htmx:afterRequest", ({ detail }) => unsent.came(detail.elt, detail.successful));
addEventListener("beforeunload", (event) => unsent.isThere && event.preventDefault());

let trying = 0;

/** Say that there is no connection, and try it again until there is; then what was asked is asked again. */
function offline(is) {
  document.getElementById("offline").hidden = !is;
  clearInterval(trying);
  if (is) trying = setInterval(tryAgain, 3000);
  else goOn();
}

async function tryAgain() {
  if (isShut()) return;
  const answer = await post("/here").catch(() => null);
  if (!answer) return;
  if (answer.status === 401) atTheDoor(answer.headers);
  offline(false);
}

/** Show a sentence of the workbench's own; it comes as a piece of a page, escaped by the server. */
function say(piece) {
  const notice = document.getElementById("notice");
  const text = new DOMParser().parseFromString(piece, "text/html").body.textContent.trim();
  notice.textContent = text;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => (notice.textContent = ""), 12_000);
}

// What somebody unfolded or scrolled stays so when the part of the page around it is brought anew.
let unfolded = [];
let scrolled = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  unfolded = openWithin(event.detail.target);
  scrolled = scrolledWithin(event.detail.target);
});
document.addEventListener("htmx:afterSwap", () => {
  reopen(document, unfolded);
  rescroll(document, scrolled);
});
addEventListener("hashchange", () => followed(document, location.hash));
followed(document, location.hash);

// A picker shows the whole title of its option in a line of its own.
document.addEventListener("change", ({ target }) => {
  const chosen = target.parentElement?.querySelector(":scope > .chosen");
  if (chosen) chosen.textContent = target.selectedOptions[0].text;
});

// An open menu closes by Escape and by a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || isShut()) return;
  for (const menu of document.querySelectorAll("details.menu[open], details.because[open]")) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open], details.because[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
