// Oxygen and organs at the hour shown, for screen readers; the painter draws them, see draw/gauges.js.

import { gauges } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { mark, part } from "../document.js";
import { conditionOf } from "../model/gauges.js";
import { CONDITIONS, amount, say } from "../words/say.js";

export class Gauges {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.meters = Object.entries(gauges).map(([key, { series }]) =>
      ({ key, series, meter: part(host, `[data-gauge="${key}"] [role=meter]`) }));
  }

  /** @param {import("../generated/model.js").Trajectory} trajectory @param {number} hour */
  write(trajectory, hour) {
    for (const { key, series, meter } of this.meters) {
      const value = trajectory.at(series, hour), percent = say(words.say.percent, { n: amount(value) });
      mark(meter, "aria-valuenow", Math.round(value));
      mark(meter, "aria-valuetext", `${percent}, ${CONDITIONS[conditionOf(key, value)]}`);
    }
  }
}
