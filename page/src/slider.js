// A slider that follows the hand within the frame. A browser lays its own out and paints it anew at every move, which
// costs a frame on a slow machine; here the painter draws the thumb. The browser's slider lies over it unseen and takes
// no press: it keeps the keyboard, the name and the value for those who read.

import { hold } from "./hand.js";
import { RADIUS } from "./track.js";
import { mark } from "./write.js";

export class Slider {
  /** `track` holds the input; `moved(value)` with every move by hand or key, `rest()` after it. */
  constructor(track, { low, high, step }, { moved, rest = () => {} }) {
    const input = track.querySelector("input");
    Object.assign(input, { min: low, max: high, step });
    Object.assign(this, { track, input, low, high, step, moved, rest });
    track.addEventListener("pointerdown", event => this.grab(event));
    input.addEventListener("input", () => this.go(Number(input.value)));
    input.addEventListener("change", rest);
  }

  /** Tell keyboard and readers where it stands, the latter as `text`. */
  tell(value, text) {
    const { input } = this;
    this.value = value;
    if (Math.abs(input.value - value) > this.step / 2) input.value = value;
    mark(input, "aria-valuetext", text);
  }

  go(value) {
    if (value === this.value) return;
    this.value = value;
    this.moved(value);
  }

  grab(event) {
    if (event.button !== 0) return;
    const { left, width } = this.track.getBoundingClientRect(), turned = this.track.matches(":dir(rtl)");
    const { low, high, step, value: from } = this;
    const follow = ({ clientX }) => {
      const share = Math.min(1, Math.max(0, (clientX - left - RADIUS) / (width - 2 * RADIUS)));
      const steps = Math.round((turned ? 1 - share : share) * (high - low) / step);
      this.go(Number((low + steps * step).toFixed(4)));
    };
    const drop = cancelled => {
      if (cancelled) this.go(from);       // it was the start of a scroll
      this.rest();
    };
    this.input.focus({ preventScroll: true });
    this.value = null;                    // wherever it stands by now, this press is a move
    hold(event, { move: follow, drop });
    follow(event);
  }
}
