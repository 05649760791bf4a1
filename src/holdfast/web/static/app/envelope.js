// Sealed envelopes: one is open at a time, and nothing stays open when somebody turns away.

/** Which envelope is open; `hide` seals one again. */
export class Sealed {
  constructor(hide) {
    this.hide = hide;
    this.opened = null;
  }

  /** Somebody wants to read this one; any other is sealed first. */
  open(one) {
    if (this.opened !== one) this.close();
    this.opened = one;
  }

  /** Whether what was fetched may be shown: no, once the envelope was sealed again meanwhile. */
  mayShow(one) {
    return this.opened !== null && this.opened === one;
  }

  close() {
    const one = this.opened;
    this.opened = null;
    if (one) this.hide(one);
  }

  /** Attention went elsewhere; within the same envelope it may wander. */
  left(to) {
    if (this.opened && !(to && this.opened.contains(to))) this.close();
  }
}
