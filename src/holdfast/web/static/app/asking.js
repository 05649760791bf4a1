// What is only asked, and kept nowhere: one question after another, each put until it is answered.
//
// A form that asks names in `data-asks` the forms whose fields are the whole state of the page, its
// own among them where it has such fields. All of them go with every question, so that an answer is
// one to what the page shows, whatever became of the questions before.

import { isShut } from "./door.js";

/** Questions in the order in which they were asked; one is out at a time. */
export class Questions {
  /**
   * `put` puts a question and says whether it was answered; `putBack` shows again what one that
   * waits asks, where an answer drew its fields anew; `pause` waits for a hand that still moves.
   */
  constructor(put, putBack, pause) {
    this.put = put;
    this.putBack = putBack;
    this.pause = pause;
    this.waiting = [];
    this.isAsking = false;
  }

  /** Fields that are moved while others of their form still wait go with them. */
  ask(question) {
    const last = this.waiting.at(-1);
    if (last && last.address === question.address && !last.choice.length && !question.choice.length) {
      last.fields = { ...last.fields, ...question.fields };
    } else {
      this.waiting.push(question);
    }
    return this.goOn();
  }

  async goOn() {
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.waiting.length) {
      if (!this.waiting[0].choice.length) await this.pause();
      const question = this.waiting.shift();
      if (!(await this.put(question))) {
        this.waiting.unshift(question);
        break;
      }
      for (const each of this.waiting) this.putBack(each);
    }
    this.isAsking = false;
  }
}

async function put({ address, target, of, choice }) {
  const place = document.querySelector(target);
  if (isShut() || !place) return false;
  const values = new FormData();
  for (const id of of) {
    for (const [name, value] of new FormData(document.getElementById(id))) values.set(name, value);
  }
  for (const [name, value] of choice) values.set(name, value);
  // What stands there is the answer to something else, until this one is answered.
  place.setAttribute("aria-busy", "true");
  try {
    await window.htmx.ajax("POST", address, { source: target, target, swap: "outerHTML", values });
  } catch {
    return false;
  }
  if (isShut()) return false;
  place.removeAttribute("aria-busy");
  return true;
}

function putBack({ form, fields }) {
  const { elements } = document.getElementById(form) ?? {};
  for (const [name, value] of Object.entries(fields)) if (elements?.[name]) elements[name].value = value;
  document.dispatchEvent(new Event("holdfast:put-back"));
}

const questions = new Questions(put, putBack, () => new Promise((go) => setTimeout(go, 120)));

/** Ask for what no form has: a point of a picture. */
export const ask = (address, target, of, choice) =>
  questions.ask({ address, target, of, choice: Object.entries(choice), form: "", fields: {} });

/** There is a connection, and the door is open: what got no answer is asked again. */
export function goOn() {
  if (isShut()) return;
  questions.goOn();
  const pieces = lost.filter(({ elt }) => elt.isConnected);
  lost = [];
  for (const { elt, verb, path } of pieces) window.htmx.ajax(verb, path, { source: elt }).catch(() => {});
}

let lost = []; // pieces of the page that asked for themselves, and got no answer

if (typeof document !== "undefined") {
  for (const kind of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(kind, ({ detail: { elt, requestConfig } }) => {
      const { verb, path } = requestConfig;
      if (/^(load|intersect)/.test(elt.getAttribute("hx-trigger") ?? "")) lost.push({ elt, verb, path });
    });
  }

  const moved = new Map(); // fields since their form was asked last, by name
  document.addEventListener("input", ({ target }) => {
    if (target.form?.dataset.asks) moved.set(target.name, target.form);
  });

  document.addEventListener("htmx:confirm", (event) => {
    const { elt: form, path, target, triggeringEvent } = event.detail;
    if (!form.dataset.asks) return;
    event.preventDefault();
    const of = form.dataset.asks.split(" ");
    const names = [...moved.keys()].filter((name) => moved.get(name) === form);
    for (const name of names) moved.delete(name);
    questions.ask({
      address: path,
      target: `#${target.id}`,
      of,
      choice: chosen(form, of.includes(form.id), triggeringEvent.submitter),
      form: form.id,
      fields: Object.fromEntries(names.map((name) => [name, form.elements[name].value])),
    });
  });
}

/** What a form asks for beyond its fields, or, where those are not the page's state, by them too. */
function chosen(form, isState, submitter) {
  if (isState) return submitter?.name ? [[submitter.name, submitter.value]] : [];
  return [...new FormData(form, submitter)].filter(([name]) => name !== "token");
}
