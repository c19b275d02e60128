// Oxygen and organs at the hour shown, for those who read; the painter draws them, see meters.js.

import { amount, say, words } from "./words.js";
import { mark } from "./write.js";

// Gauge → read-out, the value at the empty end of the bar, and the values below which it is strained, failing.
export const GAUGES = {
  oxygen: { name: "spo2", empty: 50, strained: 94, failing: 85 },
  lung: { name: "lung_function", empty: 0, strained: 75, failing: 50 },
  heart: { name: "heart_function", empty: 0, strained: 75, failing: 50 },
  kidney: { name: "kidney_function", empty: 0, strained: 75, failing: 50 },
};

/** "well", "strained" or "failing". */
export function stateOf(key, value) {
  const { strained, failing } = GAUGES[key];
  return value < failing ? "failing" : value < strained ? "strained" : "well";
}

export class Gauges {
  constructor(host) {
    this.meters = Object.keys(GAUGES).map(key => [key, host.querySelector(`[data-gauge="${key}"] [role=meter]`)]);
  }

  /** Tell an hour of a course. */
  tell(course, hour) {
    for (const [key, meter] of this.meters) {
      const now = course.at(GAUGES[key].name, hour), percent = say(words.say.percent, { n: amount(now) });
      mark(meter, "aria-valuenow", Math.round(now));
      mark(meter, "aria-valuetext", `${percent}, ${words.say.gauges[stateOf(key, now)]}`);
    }
  }
}
