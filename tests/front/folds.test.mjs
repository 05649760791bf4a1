// What is unfolded stays unfolded when a part of a page is brought anew.

import assert from "node:assert/strict";
import test from "node:test";

import { followed, openWithin, reopen, rescroll, scrolledWithin } from "../../src/holdfast/web/static/app/folds.js";

const fold = (id, open) => ({ id, open, scrolled: 0, scrollIntoView() { this.scrolled += 1; } });
const page = (...folds) => ({
  querySelectorAll: (what) => (what.endsWith("[open]") ? folds.filter((each) => each.open) : folds),
});

test("what stood open is opened again, and nothing else", () => {
  const names = openWithin(page(fold("one", true), fold("two", false)));
  const [one, two] = [fold("one", false), fold("two", false)];
  reopen(page(one, two), names);
  assert.deepEqual([one.open, two.open], [true, false]);
});

test("a link opens the fold that it names; one that names nothing opens none", () => {
  const [one, two] = [fold("one", false), fold("two", false)];
  followed(page(one, two), "#two");
  followed(page(one, two), "");
  assert.deepEqual([one.open, two.open, two.scrolled], [false, true, 1]);
});

test("what scrolls by itself is scrolled as far again", () => {
  const part = (id, scrollTop) => ({ id, scrollTop });
  const known = scrolledWithin(page(part("pickers", 300)));
  const [pickers, other] = [part("pickers", 0), part("other", 7)];
  rescroll(page(pickers, other), known);
  assert.deepEqual([pickers.scrollTop, other.scrollTop], [300, 7]);
});
