// What is only asked: in which order, how often, and with what.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Questions } from "../../src/holdfast/web/static/app/asking.js";

const choice = (name, value) => ({ address: "/choice", choice: [[name, value]], fields: {} });
const moved = (fields, address = "/levers") => ({ address, choice: [], fields });

/** Questions, what was put of them, and how the one that is out is answered. */
function asked() {
  const put = [];
  const shown = [];
  let answer;
  const out = (question) => {
    put.push(structuredClone(question));
    return new Promise((settled) => (answer = settled));
  };
  const questions = new Questions(out, (question) => shown.push(question.fields), async () => {});
  const answered = async (is = true) => {
    answer(is);
    await new Promise((settled) => setImmediate(settled));
  };
  return { questions, put, shown, answered };
}

test("a choice waits for the one before, and both are put", async () => {
  const { questions, put, shown, answered } = asked();
  questions.ask(choice("take", "menu:troops"));
  questions.ask({ ...choice("", ""), choice: [], fields: { course: "gone" } });
  assert.equal(put.length, 1);
  await answered();
  assert.deepEqual(shown, [{ course: "gone" }]);
  assert.equal(put.length, 2);
  await answered();
  assert.equal(put.length, 2);
  assert.equal(questions.isAsking, false);
});

test("a lever that is dragged on takes the place of where it waits", async () => {
  const { questions, put, answered } = asked();
  questions.ask(choice("take", "menu:troops"));
  questions.ask(moved({ "lever-a": "1" }));
  questions.ask(moved({ "lever-a": "2", "lever-b": "3" }));
  await answered();
  await answered();
  assert.deepEqual(put.slice(1), [moved({ "lever-a": "2", "lever-b": "3" })]);
});

test("what got no answer is put again, before what was asked after it", async () => {
  const { questions, put, answered } = asked();
  questions.ask(choice("take", "menu:troops"));
  await answered(false);
  assert.equal(questions.isAsking, false);
  questions.ask(choice("own", "yes"));
  await answered();
  await answered();
  assert.deepEqual(put.map((each) => each.choice[0][0]), ["take", "take", "own"]);
});
