// Oxygen and organs at the hour shown, each with a word beside its bar, and a tick where the untreated course stands.

import { amount, say, words } from "./words.js";

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
      return { ...gauge, row, meter: row.querySelector("[role=meter]"), value: row.querySelector(".gauge-value"), word: row.querySelector(".gauge-word") };
    });
  }

  show(course, ghost, hour) {
    for (const { name, empty, strained, failing, row, meter, value, word } of this.rows) {
      const now = course.at(name, hour), share = x => Math.max(0, (x - empty) / (100 - empty));
      const state = now < failing ? "failing" : now < strained ? "strained" : "well";
      row.dataset.state = state;
      row.style.setProperty("--share", share(now).toFixed(3));
      row.style.setProperty("--ghost", ghost ? share(ghost.at(name, Math.min(hour, ghost.end))).toFixed(3) : -1);
      value.textContent = say(words.say.percent, { n: amount(now) });
      word.textContent = words.say.gauges[state];
      meter.setAttribute("aria-valuenow", Math.round(now));
      meter.setAttribute("aria-valuetext", `${value.textContent}, ${word.textContent}`);
    }
  }
}
