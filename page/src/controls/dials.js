// The sliders of the patient: where each of them is within its range, and the number beside it. They are pressed
// and read on the page (setup.js) and drawn by the painter (draw/dials.js).

import { cases, sliders } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { amount, exact, say } from "../words/say.js";

/** @typedef {"size" | "feedback" | "brake"} Name */
/** @typedef {{low: number, high: number, step: number}} Range */

const STEPS = 100;           // of the slider of the size, which is logarithmic

/** @type {readonly (readonly [Name, Range])[]} */
export const RANGES = [
  ["size", { low: 0, high: STEPS, step: 1 }], ["feedback", sliders.feedback], ["brake", sliders.brake],
];

/**
 * Where each slider is in a state, and the text beside it.
 * @param {import("../model/state.js").State} state
 */
export function dials({ trigger, size, feedback, brake }) {
  const { low, high } = cases[trigger], fine = Number((100 * size).toPrecision(2));
  const percent = (/** @type {string} */ n) => say(words.say.percent, { n });
  return {
    size: {
      value: STEPS * Math.log(size / low) / Math.log(high / low),
      text: percent(fine < 10 ? exact(fine) : amount(100 * size)),
    },
    feedback: { value: feedback, text: percent(amount(100 * feedback)) },
    brake: { value: brake, text: percent(amount(100 * brake)) },
  };
}

/** The size that a position of its slider means. @param {string} trigger @param {number} position */
export function sizeAt(trigger, position) {
  const { low, high } = cases[trigger];
  return Number((low * (high / low) ** (position / STEPS)).toPrecision(3));
}
