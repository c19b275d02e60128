// A solved course and what can be read off it: values at any hour, crossings, peaks, events, outcome.
// The rule for death and the one for recovery are those of model/simulate.py; a test holds both to each other.

import { death as deadly, readouts } from "./model.js";
import { solve } from "./solver.js";

export const SHOWN = 240;    // h, the time axis
export const WATCHED = 720;  // h, followed before "recovery" is said
export const STRIDE = 0.5;   // h, between stored points
const CLEARED = 1e-3;        // pathogen or tumour, of the greatest
const HEALTHY = 10;          // pg/mL of IL-6

/** For `solve`: when a patient is dead, since nothing that comes after is shown. */
function death() {
  const { from, of } = readouts.spo2;
  let low = 0;
  return (series, row) => {
    low = of(series[from][row]) < deadly.spo2 ? low + STRIDE : 0;
    return low > deadly.hours;
  };
}

export class Course {
  /**
   * `hours`: all that is needed to judge, or less where it is only drawn, such as while a handle is dragged; a course
   * ends with the patient. `solved`: the solution, where it is known.
   */
  constructor(scenario, hours = WATCHED, solved = solve(scenario, { hours, stride: STRIDE, over: death() })) {
    Object.assign(this, { scenario, hours: solved.hours, solved, found: {} });
    this.invader = scenario.trigger.tumour ? "antigen" : "pathogen";
    this.died = this.findDeath();
    this.end = Math.min(SHOWN, this.died ?? SHOWN);
  }

  /** The values of a compartment or read-out, one every STRIDE hours; those of a read-out are worked out once. */
  values(name) {
    const { found, solved: { series } } = this, readout = readouts[name];
    return readout ? found[name] ??= series[readout.from].map(injury => readout.of(injury)) : series[name];
  }

  at(name, hour) {
    const exact = Math.min(Math.max(hour, 0), this.hours) / STRIDE, values = this.values(name);
    const i = Math.min(Math.floor(exact), this.hours / STRIDE - 1);
    return values[i] + (exact - i) * (values[i + 1] - values[i]);
  }

  /** The first hour from `from` on at which `name` passes `level` upwards (`up`) or downwards, or null. */
  crossing(name, level, up = true, from = 0, to = this.hours) {
    const values = this.values(name);
    for (let i = Math.ceil(from / STRIDE); i < to / STRIDE; i++) {
      const a = values[i] - level, b = values[i + 1] - level;
      if (up ? a < 0 && b >= 0 : a > 0 && b <= 0) return (i + a / (a - b)) * STRIDE;
    }
    return null;
  }

  /** {hour, value} of the greatest value between two hours. */
  peak(name, from = 0, to = this.died ?? this.hours) {
    const values = this.values(name);
    let best = { hour: from, value: this.at(name, from) };
    for (let i = Math.ceil(from / STRIDE); i * STRIDE <= to; i++) {
      if (values[i] > best.value) best = { hour: i * STRIDE, value: values[i] };
    }
    return best;
  }

  findDeath() {
    let from = 0;
    for (;;) {
      const below = this.crossing("spo2", deadly.spo2, false, from);
      if (below === null) return null;
      const back = this.crossing("spo2", deadly.spo2, true, below);
      if (back === null) return below + deadly.hours <= this.hours ? below + deadly.hours : null;
      if (back - below >= deadly.hours) return below + deadly.hours;
      from = back;
    }
  }

  get outcome() {
    if (this.died !== null) return "death";
    const gone = this.at("pathogen", WATCHED) < CLEARED, calm = this.at("il6", WATCHED) < HEALTHY;
    return gone && calm ? "recovery" : "ill";
  }

  /** Hours in which IL-6 doubles, on its rise from the geometric mean of start and peak to half the peak. */
  get doubling() {
    const { hour, value } = this.peak("il6"), low = Math.sqrt(this.values("il6")[0] * value);
    const from = this.crossing("il6", low, true, 0, hour), to = this.crossing("il6", value / 2, true, from ?? 0, hour);
    return from === null || to === null ? null : (to - from) / Math.log2(value / 2 / low);
  }

  /** What happens, as [{hour, key, drug?}], in order, up to the end of the time axis or of the patient. */
  get events() {
    return this.listed ??= this.listEvents();
  }

  listEvents() {
    const found = [];
    const add = (key, hour, drug) => {
      if (hour !== null && hour <= this.end + 1e-9) found.push({ key, hour, drug });
    };
    const top = this.peak("il6"), clear = this.crossing(this.invader, CLEARED, false);
    add("ten", this.crossing("il6", HEALTHY));
    add("thousand", this.crossing("il6", 1000));
    if (top.value > HEALTHY && top.hour < this.end - 1) add("peak", top.hour);
    add("oxygen", this.crossing("spo2", 94, false));
    for (const organ of ["lung", "heart", "kidney"]) add(organ, this.crossing(organ, 0.5));
    add(this.invader === "antigen" ? "cleared_tumour" : "cleared", clear);
    if (top.value > HEALTHY) add("calm", this.crossing("il6", HEALTHY, false, top.hour));
    for (const { drug, start, stop } of this.scenario.interventions) {
      add("start", start, drug);
      add("stop", stop, drug);
    }
    add("lost", this.died);
    return found.sort((a, b) => a.hour - b.hour);
  }
}
