// What was typed and not sent: the browser asks before it is left behind.

/** Knows the form of ours that holds words which were not sent. `isShut` tells of the door. */
export class Unsent {
  constructor(isShut) {
    this.isShut = isShut;
    this.form = null;
  }

  typed({ form, type }) {
    if (form?.matches("form.correct") && type !== "hidden") this.form = form;
  }

  sent(form) {
    if (this.form === form) this.form = null;
  }

  came(form, isFine) {
    if (!isFine && form?.matches?.("form.correct")) this.form = form;
  }

  get isThere() {
    return this.form !== null && (this.form.isConnected || this.isShut());
  }
}
