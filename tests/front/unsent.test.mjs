// Leaving a page with words on it that were not sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Unsent } from "../../src/holdfast/web/static/app/unsent.js";

const aForm = (kind = "form.correct") => ({ isConnected: true, matches: (selector) => selector === kind });

test("what was typed into a form that writes is asked about until it is sent", () => {
  const unsent = new Unsent(() => false);
  assert.equal(unsent.isThere, false);
  const form = aForm();
  unsent.typed({ form, type: "text" });
  assert.equal(unsent.isThere, true);
  unsent.sent(form);
  assert.equal(unsent.isThere, false);
});

test("a form that finds or picks holds nothing to lose", () => {
  const unsent = new Unsent(() => false);
  unsent.typed({ form: aForm("form.finder"), type: "search" });
  unsent.typed({ form: null, type: "text" });
  assert.equal(unsent.isThere, false);
});

test("what could not be sent is still there", () => {
  const unsent = new Unsent(() => false);
  const form = aForm();
  unsent.typed({ form, type: "text" });
  unsent.sent(form);
  unsent.came(form, false);
  assert.equal(unsent.isThere, true);
  unsent.sent(form);
  unsent.came(form, true);
  assert.equal(unsent.isThere, false);
});

test("a form that is gone from the page holds nothing, unless it waits behind the door", () => {
  let isShut = false;
  const unsent = new Unsent(() => isShut);
  const form = aForm();
  unsent.typed({ form, type: "text" });
  form.isConnected = false;
  assert.equal(unsent.isThere, false);
  isShut = true;
  assert.equal(unsent.isThere, true);
});
