// A number or a range, typed and slid.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readRange, writeRange } from "../../src/holdfast/web/static/app/range.js";

test("what is typed is read as its two ends", () => {
  assert.deepEqual(readRange("20..30"), { low: 20, high: 30 });
  assert.deepEqual(readRange(" 20 – 30 "), { low: 20, high: 30 });
  assert.deepEqual(readRange("7.5"), { low: 7.5, high: 7.5 });
  assert.deepEqual(readRange("−4..3"), { low: -4, high: 3 });
  assert.deepEqual(readRange(""), { low: 0, high: 0 });
});

test("what is no number or range is nothing", () => {
  for (const text of ["abc", "30..20", "1,5", "1e3", "5..", "--3"]) assert.equal(readRange(text), null, text);
});

test("two ends are written the smaller first, equal ones once", () => {
  assert.equal(writeRange(30, 20), "20..30");
  assert.equal(writeRange(40, 40), "40");
});
