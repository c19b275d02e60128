// Scenarios and trajectories. The equations, the tables and the levels stand above, generated from Python.
// What is computed here is what scenarios.py and simulate.py compute; tests compare the two.

/**
 * A state variable. `initial` is its value in health: a number, or the name of the parameter that holds it.
 * @typedef {{name: string, symbol: string, unit: string, label: string, initial: string}} Compartment
 */
/** @typedef {{name: string, value: number, unit: string, label: string, source: string}} Parameter */
/**
 * A drug: the parameter that it sets, how long an infusion takes (null: it acts until it is stopped), and what is
 * usually given: one standard dose, for so many hours (null: to the end, or as long as the infusion takes).
 * @typedef {{input: string, unit: string, infusionHours: number | null, dose: number, hours: number | null}} Drug
 */
/** @typedef {{compartment: string, unit: string, greatest: number}} Trigger */
/** @typedef {{drug: string, start: number, dose: number, stop: number | null}} Intervention */
/**
 * @typedef {object} Scenario
 * @property {Readonly<Record<string, number>>} trigger amounts by kind
 * @property {Readonly<Record<string, number>>} parameters values that differ from the usual ones
 * @property {readonly Intervention[]} interventions
 * @property {number} [hours]
 * @property {string} [title]
 */
/** @typedef {{from: string, unit: string, of: (injury: number) => number}} ReadOut */
/**
 * A solved scenario as plain data: one value every `stride` hours from 0 to `hours`, by compartment.
 * @typedef {{stride: number, hours: number, series: Readonly<Record<string, Float64Array>>}} Solution
 */

const STRIDE = 0.5;          // h between stored points
const HOURS = 240;           // h over which a scenario is solved that does not say how long it lasts

// --- scenarios -------------------------------------------------------------------------------------------------------

/**
 * Return the state at hour 0: health, with the trigger's amounts added. `p` is as from `defaults`.
 * @param {Readonly<Record<string, number>>} [trigger]
 */
export function initialState(trigger = {}, p = defaults()) {
  const y = Float64Array.from(compartments, c => c.initial in position ? p[position[c.initial]] : Number(c.initial));
  for (const [kind, amount] of Object.entries(trigger)) {
    if (!(kind in triggers)) throw new Error(`unknown trigger ${kind}; known: ${Object.keys(triggers).join(", ")}`);
    y[index[triggers[kind].compartment]] += amount;
  }
  return y;
}

/**
 * Return all parameters in order, with `overrides` put in.
 * @param {Readonly<Record<string, number>>} [overrides]
 */
export function defaults(overrides = {}) {
  const p = Float64Array.from(parameters, ({ value }) => value);
  for (const [name, value] of Object.entries(overrides)) {
    if (!(name in position)) throw new Error(`unknown parameter ${name}`);
    p[position[name]] = value;
  }
  return p;
}

/**
 * Return the hour at which a treatment ends, Infinity if it never does.
 * @param {Pick<Intervention, "drug" | "start"> & {stop?: number | null}} intervention
 */
export function end({ drug, start, stop = null }) {
  return stop ?? start + (drugs[drug].infusionHours ?? Infinity);
}

/**
 * Set the treatment inputs of `p` that hold from `hour` until the next restart; several treatments add up.
 * @param {Float64Array} p @param {readonly Intervention[]} interventions @param {number} hour
 */
export function setInputs(p, interventions, hour) {
  for (const { input } of Object.values(drugs)) p[position[input]] = 0;
  for (const given of interventions) {
    const { input, infusionHours } = drugs[given.drug], stop = end(given);
    const level = infusionHours === null ? given.dose : given.dose / (stop - given.start);
    if (given.start <= hour && hour < stop) p[position[input]] += level;
  }
}

/**
 * Return 0, every start and stop of a treatment before `hours`, and `hours`, in order.
 * @param {readonly Intervention[]} interventions @param {number} hours
 */
export function restarts(interventions, hours) {
  const changes = interventions.flatMap(given => [given.start, end(given)]);
  return [...new Set([0, hours, ...changes.filter(hour => hour > 0 && hour < hours)])].sort((a, b) => a - b);
}

// --- trajectories ----------------------------------------------------------------------------------------------------

/** Return a function for `solve` that finds the patient dead, since nothing after that means anything for a patient. */
function dead() {
  const { from, of } = readouts.spo2;
  let hours = 0;
  return (/** @type {Solution["series"]} */ series, /** @type {number} */ row) => {
    hours = of(series[from][row]) < death.spo2 ? hours + STRIDE : 0;
    return hours > death.hours;
  };
}

/**
 * Solve a scenario over `hours`, to the death of the patient at most if `untilDeath`.
 * @param {Scenario} scenario
 * @param {{hours?: number, untilDeath?: boolean}} [options]
 */
export function simulate(scenario, { hours = scenario.hours ?? HOURS, untilDeath = false } = {}) {
  return new Trajectory(scenario, solve(scenario, { hours, isOver: untilDeath ? dead() : undefined }));
}

/** A solved scenario, and what can be read from it. Series are compartments and read-outs, by name. */
export class Trajectory {
  /** @type {Record<string, Float64Array>} */
  #readouts = {};

  /** @param {Scenario} scenario @param {Solution} solution */
  constructor(scenario, solution) {
    this.scenario = scenario;
    this.solution = solution;
    this.stride = solution.stride;
    this.hours = solution.hours;
    /** The hour of death, or null. */
    this.died = this.#deathHour();
  }

  /**
   * Return the stored values of a series, one every `stride` hours; a read-out is computed once.
   * @param {string} name
   */
  values(name) {
    const { series } = this.solution;
    if (name in series) return series[name];
    const { from, of } = readouts[name];
    return this.#readouts[name] ??= series[from].map(injury => of(injury));
  }

  /**
   * Return the value at an hour; before the first and after the last, the value there.
   * @param {string} name @param {number} hour
   */
  at(name, hour) {
    const exact = Math.min(Math.max(hour, 0), this.hours) / this.stride, values = this.values(name);
    const i = Math.min(Math.floor(exact), this.hours / this.stride - 1);
    return values[i] + (exact - i) * (values[i + 1] - values[i]);
  }

  /**
   * Return the first hour between two hours at which a series passes `level`, upwards or (`up` false) downwards, or
   * null.
   * @param {string} name @param {number} level
   * @returns {number | null}
   */
  crossing(name, level, up = true, from = 0, to = this.hours) {
    const values = this.values(name), { stride } = this;
    for (let i = Math.ceil(from / stride); i < to / stride; i++) {
      const a = values[i] - level, b = values[i + 1] - level;
      if (up ? a < 0 && b >= 0 : a > 0 && b <= 0) return (i + a / (a - b)) * stride;
    }
    return null;
  }

  /**
   * Return the greatest stored value between two hours, and its hour; by default up to the death of the patient.
   * @param {string} name
   */
  peak(name, from = 0, to = this.died ?? this.hours) {
    const values = this.values(name), { stride } = this;
    let best = { hour: from, value: this.at(name, from) };
    for (let i = Math.ceil(from / stride); i * stride <= to; i++) {
      if (values[i] > best.value) best = { hour: i * stride, value: values[i] };
    }
    return best;
  }

  /**
   * Return the doubling time (h) of the rise to the peak, or null where the peak is under four times the start. The
   * rise is measured from the geometric mean of start and peak to half the peak, where the series last passes them.
   * @param {string} name
   */
  doublingHours(name) {
    const { hour, value } = this.peak(name), start = Math.max(this.values(name)[0], 1e-12);
    if (value < 4 * start) return null;
    const low = Math.sqrt(start * value), high = value / 2;
    return (this.#lastRise(name, high, hour) - this.#lastRise(name, low, hour)) / Math.log2(high / low);
  }

  /** How the scenario ends: "death", "recovery" or "ill". */
  get outcome() {
    if (this.died !== null) return "death";
    const last = (/** @type {string} */ name) => this.at(name, this.hours);
    return last("pathogen") < levels.cleared && last("il6") < levels.healthyIl6 ? "recovery" : "ill";
  }

  /** @param {string} name @param {number} level @param {number} before */
  #lastRise(name, level, before) {
    const values = this.values(name);
    let i = Math.round(before / this.stride);
    while (values[i] >= level) i--;
    return (i + (level - values[i]) / (values[i + 1] - values[i])) * this.stride;
  }

  #deathHour() {
    for (let from = 0;;) {
      const below = this.crossing("spo2", death.spo2, false, from);
      if (below === null) return null;
      const back = this.crossing("spo2", death.spo2, true, below) ?? Infinity;
      if (Math.min(back, this.hours) - below >= death.hours) return below + death.hours;
      if (back === Infinity) return null;
      from = back;
    }
  }
}
