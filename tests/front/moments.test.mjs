// Moments by the clock of the room.
import assert from "node:assert/strict";
import { test } from "node:test";
import { here, offset } from "../../src/holdfast/web/static/app/moments.js";

test("a clock's offset is written as in an entry", () => {
  assert.equal(offset(0), "+00:00");
  assert.equal(offset(-240), "+04:00");
  assert.equal(offset(-330), "+05:30");
  assert.equal(offset(300), "-05:00");
});

test("the hour is told by the clock of the room, with the day where it is another", () => {
  const moment = new Date("2026-01-31T22:30:00Z");
  assert.equal(here(moment, 0), "22:30");
  assert.equal(here(moment, 60), "21:30");
  assert.equal(here(moment, -240), "1 Feb, 02:30");
});
