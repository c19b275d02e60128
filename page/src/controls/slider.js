// A slider that follows the pointer within one frame. A browser lays out and paints its own at every move, which costs
// a frame on a slow machine; here the painter draws the thumb. The browser's slider is over it unseen and takes no
// press: it keeps the keyboard, the name and the value for screen readers.

import { mark, part } from "../document.js";
import { RADIUS } from "../draw/track.js";
import { startDrag } from "./drag.js";

export class Slider {
  /** @type {number | null} */
  #value = null;

  /**
   * @param {HTMLElement} track holds the input
   * @param {import("./dials.js").Range} range
   * @param {{moved: (value: number) => void, rest?: () => void}} listeners `moved` is called with every move by pointer
   *   or key, `rest` after it
   */
  constructor(track, range, { moved, rest = () => {} }) {
    this.track = track;
    this.range = range;
    this.moved = moved;
    this.rest = rest;
    const { low, high, step } = range, input = part(track, "input", HTMLInputElement);
    this.input = Object.assign(input, { min: `${low}`, max: `${high}`, step: `${step}` });
    track.addEventListener("pointerdown", event => this.#grab(event));
    input.addEventListener("input", () => this.#go(input.valueAsNumber));
    input.addEventListener("change", rest);
  }

  /**
   * Set its value for the keyboard, and the text of that for screen readers.
   * @param {number} value @param {string} text
   */
  set(value, text) {
    this.#value = value;
    if (Math.abs(this.input.valueAsNumber - value) > this.range.step / 2) this.input.value = `${value}`;
    mark(this.input, "aria-valuetext", text);
  }

  /** @param {number} value */
  #go(value) {
    if (value === this.#value) return;
    this.#value = value;
    this.moved(value);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (event.button !== 0) return;
    const { left, width } = this.track.getBoundingClientRect(), isTurned = this.track.matches(":dir(rtl)");
    const { low, high, step } = this.range, from = this.#value;
    const move = (/** @type {PointerEvent} */ { clientX }) => {
      const share = Math.min(1, Math.max(0, (clientX - left - RADIUS) / (width - 2 * RADIUS)));
      const steps = Math.round((isTurned ? 1 - share : share) * (high - low) / step);
      this.#go(Number((low + steps * step).toFixed(4)));
    };
    const end = (/** @type {boolean} */ isCancelled) => {
      if (isCancelled && from !== null) this.#go(from);       // it was the start of a scroll
      this.rest();
    };
    this.input.focus({ preventScroll: true });
    this.#value = null;                                       // whatever its value is by now, this press is a move
    startDrag(event, { move, end });
    move(event);
  }
}
