// An order of options, best first: moved by buttons, by dragging, or by typing places.

/** Groups from best to worst out of places by option; equal places are a tie. */
export function groupsOf(places) {
  const found = new Map();
  for (const [option, place] of Object.entries(places)) {
    found.set(place, [...(found.get(place) ?? []), option]);
  }
  return [...found].sort(([one], [other]) => one - other).map(([, group]) => group);
}

/** The place of each option, counted from 1. */
export function placesOf(groups) {
  return Object.fromEntries(groups.flatMap((group, at) => group.map((option) => [option, at + 1])));
}

/** One better: out of its tie, or past the group above. */
export function up(groups, option) {
  const at = find(groups, option);
  if (groups[at].length > 1) return placed(without(groups, option), at, option);
  return at === 0 ? groups : swapped(groups, at - 1);
}

/** One worse: out of its tie, or past the group below. */
export function down(groups, option) {
  const at = find(groups, option);
  if (groups[at].length > 1) return placed(without(groups, option), at + 1, option);
  return at === groups.length - 1 ? groups : swapped(groups, at);
}

/** As good as the one above; in a tie already, next below it. */
export function level(groups, option) {
  const at = find(groups, option);
  if (groups[at].length > 1) return down(groups, option);
  if (at === 0) return groups;
  const others = groups.filter((_, each) => each !== at);
  return others.map((group, each) => (each === at - 1 ? [...group, option] : group));
}

/** Alone before the group of another option; `before` is null for the last place. */
export function moveTo(groups, option, before) {
  if (before === option) return groups;
  const rest = without(groups, option).filter((group) => group.length > 0);
  return placed(rest, before === null ? rest.length : find(rest, before), option);
}

const find = (groups, option) => groups.findIndex((group) => group.includes(option));
const without = (groups, option) => groups.map((group) => group.filter((each) => each !== option));
const placed = (groups, at, option) => [...groups.slice(0, at), [option], ...groups.slice(at)];
const swapped = (groups, at) => [...groups.slice(0, at), groups[at + 1], groups[at], ...groups.slice(at + 2)];

/** The list on the page: its fields hold the places, and its lines stand in their order. */
export function ranking() {
  return {
    better(event) {
      this.move(event, up);
    },
    worse(event) {
      this.move(event, down);
    },
    tie(event) {
      this.move(event, level);
    },
    typed() {
      this.sort();
    },
    move(event, by) {
      const line = event.target.closest("li");
      const button = event.target.closest("button");
      this.show(by(this.groups(), line.dataset.option), line);
      button?.focus();
    },
    grab(event) {
      const line = event.target.closest("li");
      event.preventDefault();
      line.classList.add("held");
      const follow = (moved) => {
        const others = this.lines().filter((each) => each !== line);
        const next = others.find((each) => middle(each) > moved.clientY) ?? null;
        if (line.nextElementSibling !== next) line.parentNode.insertBefore(line, next);
      };
      const drop = () => {
        removeEventListener("pointermove", follow);
        removeEventListener("pointerup", drop);
        removeEventListener("pointercancel", drop);
        line.classList.remove("held");
        const next = line.nextElementSibling;
        this.show(moveTo(this.groups(), line.dataset.option, next ? next.dataset.option : null), line);
      };
      // On the window: a line that is moved within the document loses a pointer that it captured.
      addEventListener("pointermove", follow);
      addEventListener("pointerup", drop);
      addEventListener("pointercancel", drop);
    },
    lines() {
      return [...this.$root.querySelectorAll("li")];
    },
    groups() {
      return groupsOf(Object.fromEntries(this.lines().map((line) => [line.dataset.option, Number(field(line).value)])));
    },
    show(groups, line) {
      const places = placesOf(groups);
      for (const each of this.lines()) field(each).value = places[each.dataset.option];
      this.sort();
      this.$refs.said.textContent = `${line.dataset.title}: ${places[line.dataset.option]}`;
    },
    sort() {
      const sorted = this.lines().sort((one, other) => field(one).value - field(other).value);
      const list = this.$root.querySelector("ol");
      for (const line of sorted) list.append(line);
    },
  };
}

const field = (line) => line.querySelector("input");
const middle = (line) => line.getBoundingClientRect().top + line.offsetHeight / 2;
