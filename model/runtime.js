// Scenarios and trajectories. The equations, the tables and the levels stand above, generated from Python.
// What is computed here is what scenarios.py and simulate.py compute; tests compare the two.

/**
 * A state variable. `initial` is its value in health: a number, or the name of the parameter that holds it.
 * @typedef {{name: string, symbol: string, unit: string, label: string, initial: string}} Compartment
 */
/** @typedef {{name: string, value: number, unit: string}} Parameter */
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
/**
 * A read-out: the compartments that it is computed from, and its value for parameters and values of these.
 * @typedef {{from: readonly string[], unit: string, of: (p: Float64Array, ...values: number[]) => number}} ReadOut
 */
/**
 * A solved scenario as plain data: one value every `stride` hours from 0 to `hours`, by compartment; `died` is the hour
 * of death, or null, and `hours` the last stored one up to it.
 * @typedef {object} Solution
 * @property {number} stride
 * @property {number} hours
 * @property {number | null} died
 * @property {Readonly<Record<string, Float64Array>>} series
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

/**
 * Return a function that `solve` calls with every row of `series`, and that returns the hour of death or null. A
 * patient dies whose oxygen or pressure has been below the levels of `death` for `death.hours` without a break.
 * @param {Solution["series"]} series @param {Float64Array} p @param {number} stride
 * @returns {(row: number) => number | null}
 */
function watch(series, p, stride) {
  const rules = /** @type {const} */ (["spo2", "map"]).map(name => {
    const { from, of } = readouts[name], columns = from.map(key => series[key]);
    return (/** @type {number} */ row) => of(p, ...columns.map(column => column[row])) - death[name];
  });
  const margin = (/** @type {number} */ row) => Math.min(...rules.map(rule => rule(row)));
  let before = margin(0), since = 0;
  return row => {
    const now = margin(row);
    if (now < 0 && before >= 0) since = (row - 1 + before / (before - now)) * stride;
    before = now;
    return now < 0 && row * stride - since >= death.hours ? since + death.hours : null;
  };
}

/**
 * Solve a scenario over `hours`, or until the patient dies.
 * @param {Scenario} scenario
 * @param {{hours?: number}} [options]
 */
export function simulate(scenario, { hours = scenario.hours ?? HOURS } = {}) {
  return new Trajectory(scenario, solve(scenario, { hours }));
}

/** A solved scenario, and what can be read from it. Series are compartments and read-outs, by name. */
export class Trajectory {
  /** @type {Record<string, Float64Array>} */
  #readouts = {};
  /** @type {Float64Array} */
  #parameters;

  /** @param {Scenario} scenario @param {Solution} solution */
  constructor(scenario, solution) {
    this.scenario = scenario;
    this.#parameters = defaults(scenario.parameters);
    this.solution = solution;
    this.stride = solution.stride;
    this.hours = solution.hours;
    /** The hour of death, or null. */
    this.died = solution.died;
  }

  /**
   * Return the stored values of a series, one every `stride` hours; a read-out is computed once.
   * @param {string} name
   */
  values(name) {
    const { series } = this.solution;
    if (name in series) return series[name];
    const { from, of } = readouts[name], columns = from.map(key => series[key]);
    return this.#readouts[name] ??=
      columns[0].map((_, row) => of(this.#parameters, ...columns.map(column => column[row])));
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
}
