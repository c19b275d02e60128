// Oxygen and organs at the hour shown, each with a word beside its bar, and a tick where the untreated course stands.

import { amount, say, words } from "./words.js";
import { mark, write } from "./write.js";

// Gauge → read-out, the value at the empty end of the bar, and the values below which it is strained, failing.
const GAUGES = {
  oxygen: { name: "spo2", empty: 50, strained: 94, failing: 85 },
  lung: { name: "lung_function", empty: 0, strained: 75, failing: 50 },
  heart: { name: "heart_function", empty: 0, strained: 75, failing: 50 },
  kidney: { name: "kidney_function", empty: 0, strained: 75, failing: 50 },
};

export class Gauges {
  constructor(host) {
    this.rows = Object.entries(GAUGES).map(([key, gauge]) => {
      const row = host.querySelector(`[data-gauge="${key}"]`);
      const [meter, value, word] = ["[role=meter]", ".gauge-value", ".gauge-word"].map(part => row.querySelector(part));
      return { ...gauge, row, meter, value, word };
    });
  }

  /** Show an hour of a course, and with a tick where the `untreated` one stands, if that is another. */
  show(course, untreated, hour) {
    for (const { name, empty, strained, failing, row, meter, value, word } of this.rows) {
      const now = course.at(name, hour), share = x => Math.max(0, (x - empty) / (100 - empty));
      const state = now < failing ? "failing" : now < strained ? "strained" : "well";
      const ghost = untreated === course ? -1 : share(untreated.at(name, Math.min(hour, untreated.end)));
      mark(row, "data-state", state);
      mark(row, "style", `--share: ${share(now).toFixed(3)}; --ghost: ${ghost.toFixed(3)}`);
      write(value, say(words.say.percent, { n: amount(now) }));
      write(word, words.say.gauges[state]);
      mark(meter, "aria-valuenow", Math.round(now));
      mark(meter, "aria-valuetext", `${value.textContent}, ${word.textContent}`);
    }
  }
}
