// When the keys are forgotten.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Watch } from "../../src/holdfast/web/static/app/idle.js";

function watching(seconds) {
  const said = { locks: 0, calls: 0, now: 1_000_000 };
  const watch = new Watch({
    seconds,
    lock: () => (said.locks += 1),
    call: () => (said.calls += 1),
    now: () => said.now,
  });
  return { said, watch };
}

test("it locks once after so many seconds without attention", () => {
  const { said, watch } = watching(60);
  said.now += 59_999;
  watch.tick();
  assert.equal(said.locks, 0);
  said.now += 1;
  watch.tick();
  watch.tick();
  assert.equal(said.locks, 1);
});

test("attention puts it off, and the workbench is told once a minute", () => {
  const { said, watch } = watching(90);
  for (let second = 0; second < 300; second += 1) {
    said.now += 1000;
    watch.attend();
    watch.tick();
  }
  assert.equal(said.locks, 0);
  assert.equal(said.calls, 5);
});

test("while it is locked attention changes nothing; unlocked, it begins anew", () => {
  const { said, watch } = watching(10);
  said.now += 10_000;
  watch.tick();
  watch.attend();
  assert.equal(watch.isLocked, true);
  watch.unlocked();
  said.now += 9_000;
  watch.tick();
  assert.equal(said.locks, 1);
});
