// When somebody was last there, and when the keys are to be forgotten.

/**
 * Watches for attention. `lock` is called after `seconds` without any; `call`, at most once a
 * minute, while there is some, so that the workbench knows of typing that sends nothing.
 */
export class Watch {
  constructor({ seconds, lock, call, now = () => Date.now() }) {
    this.seconds = seconds;
    this.lock = lock;
    this.call = call;
    this.now = now;
    this.attended = now();
    this.called = now();
    this.isLocked = false;
  }

  attend() {
    if (this.isLocked) return;
    this.attended = this.now();
    if (this.attended - this.called >= 60_000) {
      this.called = this.attended;
      this.call();
    }
  }

  tick() {
    if (!this.isLocked && this.now() - this.attended >= this.seconds * 1000) {
      this.isLocked = true;
      this.lock();
    }
  }

  unlocked() {
    this.isLocked = false;
    this.attended = this.now();
    this.called = this.attended;
  }
}
