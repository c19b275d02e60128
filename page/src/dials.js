// The patient's three amounts as their sliders show them. Pressed and read on the page (setup.js), drawn by the painter
// (knobs.js).

import { BRAKE, CASES, FEEDBACK } from "./state.js";
import { amount, exact, say, words } from "./words.js";

const STEPS = 100;           // of the slider of the size, which is logarithmic

export const REACH = { size: { low: 0, high: STEPS, step: 1 }, feedback: FEEDBACK, brake: BRAKE };

/** Where each slider stands within its reach, and the number beside it. */
export function dials({ trigger, size, feedback, brake }) {
  const { low, high } = CASES[trigger], percent = n => say(words.say.percent, { n });
  const fine = Number((100 * size).toPrecision(2));
  return {
    size: {
      value: STEPS * Math.log(size / low) / Math.log(high / low),
      text: percent(fine < 10 ? exact(fine) : amount(100 * size)),
    },
    feedback: { value: feedback, text: percent(amount(100 * feedback)) },
    brake: { value: brake, text: percent(amount(100 * brake)) },
  };
}

/** The size that a position of its slider means. */
export function sizeAt(trigger, position) {
  const { low, high } = CASES[trigger];
  return Number((low * (high / low) ** (position / STEPS)).toPrecision(3));
}
