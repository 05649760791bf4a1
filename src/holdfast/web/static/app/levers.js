// Levers: each says where it stands while it moves, and whether that is where the dossier has it.

/** What is shown beside a lever, and whether it was moved. */
export function reading(value, own) {
  return { text: value.replace("-", "\u2212"), isMoved: Number(value) !== Number(own) };
}

function show(lever) {
  const { text, isMoved } = reading(lever.value, lever.dataset.own);
  const row = lever.closest(".lever");
  row.querySelector("output").textContent = text;
  row.classList.toggle("moved", isMoved);
}

if (typeof document !== "undefined") {
  document.addEventListener("input", (event) => {
    const lever = event.target;
    if (!(lever instanceof HTMLInputElement) || lever.type !== "range" || !lever.closest(".levers")) return;
    show(lever);
  });
  document.addEventListener("holdfast:put-back", () => document.querySelectorAll(".levers input[type=range]").forEach(show));

  // What was open stays open when the work is drawn anew, and who was at a field stays there.
  let open = [];
  let focused = "";
  let isTurn = false; // whoever tries a change sees the verdict and what is asked now
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "day") return;
    open = [...document.querySelectorAll("#day details[id][open]")].map((each) => each.id);
    const turn = document.activeElement?.closest("[data-focus]")?.dataset.focus;
    focused = turn ?? document.activeElement?.id ?? "";
    isTurn = Boolean(turn);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused && document.activeElement === document.body) {
      document.getElementById(focused)?.focus({ preventScroll: isTurn });
    }
    if (isTurn) document.getElementById("day")?.scrollIntoView();
    open = [];
    focused = "";
    isTurn = false;
  });
}
