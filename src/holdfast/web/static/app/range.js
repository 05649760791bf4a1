// A number or a range as it is typed, and as two sliders show it.

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d+)?|\.\d+)`;
const RANGE = new RegExp(String.raw`^\s*(${NUMBER})(?:\s*(?:\.\.|–)\s*(${NUMBER}))?\s*$`);

/** The two ends of what was typed; null where it is no number or range. Empty is zero. */
export function readRange(text) {
  if (text.trim() === "") return { low: 0, high: 0 };
  const found = RANGE.exec(text.replace("−", "-"));
  if (!found) return null;
  const low = Number(found[1]);
  const high = found[2] === undefined ? low : Number(found[2]);
  return low <= high ? { low, high } : null;
}

/** Two ends as they are typed, the smaller first. */
export function writeRange(one, other) {
  const low = Math.min(one, other);
  const high = Math.max(one, other);
  return low === high ? `${low}` : `${low}..${high}`;
}

/** A text field with two sliders beside it; either moves the other. */
export function rangeField() {
  return {
    init() {
      this.typed();
    },
    typed() {
      const found = readRange(this.$refs.text.value);
      if (found) {
        this.$refs.low.value = found.low;
        this.$refs.high.value = found.high;
      }
      this.$refs.text.setAttribute("aria-invalid", found ? "false" : "true");
    },
    slid() {
      this.$refs.text.value = writeRange(Number(this.$refs.low.value), Number(this.$refs.high.value));
      this.$refs.text.setAttribute("aria-invalid", "false");
    },
  };
}

/** A correction: by how good each option is, or by their order alone. */
export function correction() {
  return {
    how: "worth",
    init() {
      // Also when the page comes back from behind the door, with what was chosen before.
      this.how = this.$el.querySelector("input[name=how]:checked").value;
      firstField(this.$el)?.focus();
    },
    choose(event) {
      this.how = event.target.value;
    },
    get isWorth() {
      return this.how === "worth";
    },
    get isOrder() {
      return this.how === "order";
    },
  };
}

/** A form that has just come into a page takes the focus. */
export function plainForm() {
  return {
    init() {
      firstField(this.$el)?.focus();
    },
  };
}

/** The field to begin with: the first that is wrong, or else the first. */
export const firstField = (form) =>
  form.querySelector("[aria-describedby^=slip-]") ?? form.querySelector("input:not([type=hidden]), select");
