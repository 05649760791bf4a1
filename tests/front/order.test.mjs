// An order of options, moved by buttons and by dragging.
import assert from "node:assert/strict";
import { test } from "node:test";
import { down, groupsOf, level, moveTo, placesOf, up } from "../../src/holdfast/web/static/app/order.js";

const order = [["a"], ["b", "c"], ["d"]];

test("places make groups and groups make places, whatever gaps were typed", () => {
  assert.deepEqual(groupsOf({ a: 10, b: 2, c: 2, d: 7 }), [["b", "c"], ["d"], ["a"]]);
  assert.deepEqual(placesOf(order), { a: 1, b: 2, c: 2, d: 3 });
  assert.deepEqual(groupsOf(placesOf(order)), order);
});

test("one better and one worse undo each other, and the ends stay where they are", () => {
  assert.deepEqual(up(order, "d"), [["a"], ["d"], ["b", "c"]]);
  assert.deepEqual(down(up(order, "d"), "d"), order);
  assert.deepEqual(up(order, "a"), order);
  assert.deepEqual(down(order, "d"), order);
});

test("out of a tie an option comes to stand next to it", () => {
  assert.deepEqual(up(order, "c"), [["a"], ["c"], ["b"], ["d"]]);
  assert.deepEqual(down(order, "b"), [["a"], ["c"], ["b"], ["d"]]);
});

test("level joins the group above, and leaves a tie again", () => {
  assert.deepEqual(level(order, "d"), [["a"], ["b", "c", "d"]]);
  assert.deepEqual(level([["a"], ["b", "c", "d"]], "d"), order);
  assert.deepEqual(level(order, "a"), order);
});

test("dragged, an option stands alone before another, or last", () => {
  assert.deepEqual(moveTo(order, "d", "a"), [["d"], ["a"], ["b", "c"]]);
  assert.deepEqual(moveTo(order, "a", null), [["b", "c"], ["d"], ["a"]]);
  assert.deepEqual(moveTo(order, "b", "d"), [["a"], ["c"], ["b"], ["d"]]);
  assert.deepEqual(moveTo(order, "c", "c"), order);
  assert.deepEqual(moveTo(order, "b", "c"), [["a"], ["b"], ["c"], ["d"]]);
});
