// Envelopes seal themselves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Sealed } from "../../src/holdfast/web/static/app/envelope.js";

const envelope = (...inside) => ({ contains: (one) => inside.includes(one) });

function sealing() {
  const hidden = [];
  return { hidden, sealed: new Sealed((one) => hidden.push(one)) };
}

test("one is open at a time", () => {
  const { hidden, sealed } = sealing();
  const [first, second] = [envelope(), envelope()];
  sealed.open(first);
  sealed.open(second);
  assert.deepEqual(hidden, [first]);
  assert.equal(sealed.mayShow(first), false);
  assert.equal(sealed.mayShow(second), true);
});

test("what comes after it was sealed again is not shown", () => {
  const { hidden, sealed } = sealing();
  const one = envelope();
  sealed.open(one);
  sealed.close();
  sealed.close();
  assert.deepEqual(hidden, [one]);
  assert.equal(sealed.mayShow(one), false);
});

test("before anything was opened nothing may be shown", () => {
  assert.equal(sealing().sealed.mayShow(null), false);
});

test("attention may wander inside, and seals it by going elsewhere", () => {
  const { hidden, sealed } = sealing();
  const one = envelope("word");
  sealed.open(one);
  sealed.left("word");
  assert.deepEqual(hidden, []);
  sealed.left("elsewhere");
  assert.deepEqual(hidden, [one]);
  sealed.open(one);
  sealed.left(null);
  assert.deepEqual(hidden, [one, one]);
});
