// What a lever says of itself.

import assert from "node:assert/strict";
import test from "node:test";

import { reading } from "../../src/holdfast/web/static/app/levers.js";

test("a lever where the dossier has it is not moved, however it is written", () => {
  assert.deepEqual(reading("0.50", "0.5"), { text: "0.50", isMoved: false });
});

test("a lever elsewhere is moved, and a minus is a minus", () => {
  assert.deepEqual(reading("-2", "3"), { text: "\u22122", isMoved: true });
});
