// What is folded or scrolled within a page: a swap leaves it as it was, a link to a fold opens it.

/** The names of the folds that stand open within a part of a page. */
export const openWithin = (root) => [...root.querySelectorAll("details[id][open]")].map((each) => each.id);

/** Open the folds of these names, where they are still there. */
export function reopen(root, names) {
  for (const each of root.querySelectorAll("details[id]")) if (names.includes(each.id)) each.open = true;
}

/** How far each part of a page is scrolled that scrolls by itself. */
export const scrolledWithin = (root) => [...root.querySelectorAll("[data-scrolls]")].map((each) => [each.id, each.scrollTop]);

/** Scroll them as far again. */
export function rescroll(root, known) {
  const far = new Map(known);
  for (const each of root.querySelectorAll("[data-scrolls]")) if (far.has(each.id)) each.scrollTop = far.get(each.id);
}

/** Open the fold that an address names, and show its beginning. */
export function followed(root, hash) {
  const name = hash.slice(1);
  const fold = name && [...root.querySelectorAll("details[id]")].find((each) => each.id === name);
  if (!fold) return;
  fold.open = true;
  fold.scrollIntoView();
}
