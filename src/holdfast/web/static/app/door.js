// The door over a page: while it is shut the page is out of the document, and what was typed into
// it is kept; it comes back when the same person gives the passphrase.

const HIDDEN = ["header.top", ".ribbon", "main"];

let kept = null;

export function isShut() {
  return kept !== null;
}

/** Shut the door; `reason` is `locked`, or `gone` where the workbench no longer knows the visit. */
export function shut(reason, onOpen) {
  if (kept) return;
  const leaf = document.getElementById("door").content.cloneNode(true).firstElementChild;
  for (const part of leaf.querySelectorAll("[data-when]")) {
    part.hidden = part.dataset.when !== (reason === "gone" || reason === "not-signed-in" ? "gone" : "locked");
  }
  const focused = document.activeElement;
  kept = HIDDEN.map((selector) => document.querySelector(selector))
    .filter(Boolean)
    .map((part) => {
      const mark = document.createComment("");
      part.replaceWith(mark);
      return { part, mark };
    });
  kept.title = document.title;
  kept.focus = focused;
  document.title = "Holdfast";
  document.body.append(leaf);
  const form = leaf.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(form, reason, leaf, onOpen);
  });
  form.elements.passphrase.focus();
}

async function open(form, reason, leaf, onOpen) {
  const address = reason === "locked" ? "/unlock" : "/sign-in";
  const said = leaf.querySelector(".refused");
  const headers = { "x-holdfast-piece": "1", "x-holdfast-token": token() };
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)), headers });
  } catch {
    said.textContent = document.getElementById("offline").textContent;
    return;
  }
  if (answer.status === 401) {
    // The visit itself is gone: begin another.
    if (reason === "locked") await open(form, "gone", leaf, onOpen);
    return;
  }
  if (!answer.ok) {
    said.textContent = await answer.text();
    form.elements.passphrase.select();
    return;
  }
  renew(answer.headers.get("x-holdfast-token"));
  const { title, focus } = kept;
  for (const { part, mark } of kept) mark.replaceWith(part);
  kept = null;
  document.title = title;
  leaf.remove();
  focus?.focus({ preventScroll: true });
  onOpen();
}

export function token() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["x-holdfast-token"];
}

/** After another sign-in every form of the page carries the new visit's token. */
function renew(fresh) {
  document.body.setAttribute("hx-headers", JSON.stringify({ "x-holdfast-token": fresh }));
  for (const { part } of kept) {
    for (const field of part.querySelectorAll('input[name="token"]')) field.value = fresh;
  }
}
