// The state of the figure: a patient, the treatments given, and the hour shown; its link, and the scenario it
// means.

import { cases, doses, shownHours, sliders, treatmentHours, treatments as lanes } from "../generated/controls.js";
import { drugs, parameters, position, scenarios, triggers } from "../generated/model.js";

/**
 * A treatment: from which hour, how many standard doses, and for how many hours (null: to the end, or in one infusion).
 * @typedef {{start: number, dose: number, hours: number | null}} Treatment
 */
/**
 * @typedef {object} State
 * @property {string} trigger what starts the illness, a key of `cases`
 * @property {number} size the amount that the case starts with, in the model's unit
 * @property {number} feedback share of the usual strength
 * @property {number} brake share of the usual strength
 * @property {number} hour the hour shown
 * @property {Readonly<Record<string, Treatment | undefined>>} given treatments by drug
 */
/** @typedef {import("../generated/model.js").Scenario} Scenario */

export const DRUGS = lanes;
export const FIRST_CASE = Object.keys(cases)[0];

/** @param {string} name */
const standard = name => parameters[position[name]].value;
/** @param {number} x @param {number} low @param {number} high */
const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
/** @param {number} x @param {number} step */
const rounded = (x, step) => Number((Math.round(x / step) * step).toFixed(4));

/**
 * The state in which a case starts, untreated.
 * @returns {State}
 */
export function fresh(trigger = FIRST_CASE) {
  const { scenario, amount } = cases[trigger], { parameters: host, trigger: start } = scenarios[scenario];
  /** @param {{parameter: string}} slider */
  const share = ({ parameter }) => (host[parameter] ?? standard(parameter)) / standard(parameter);
  const { feedback, brake } = sliders;
  return { trigger, size: start[amount], feedback: share(feedback), brake: share(brake), hour: 0, given: {} };
}

/** The kind of trigger that the case starts with, and that the host fights. @param {State} state */
export const causeOf = ({ trigger }) => cases[trigger].amount;

/** The compartment that the cause raises. @param {State} state */
export const invaderOf = state => triggers[causeOf(state)].compartment;

/** Whether the invader is a germ, which grows and which an antiviral kills. @param {State} state */
export const isGerm = state => invaderOf(state) === "pathogen";

/**
 * A drug as it is given when it is placed at an hour: a standard dose, for its usual time.
 * @param {string} drug @param {number} hour
 * @returns {Treatment}
 */
export function usual(drug, hour) {
  return { start: clamp(Math.round(hour), 0, shownHours), dose: 1, hours: drugs[drug].hours };
}

/**
 * A treatment within its bounds, hours and doses on their grids.
 * @param {Treatment} given
 * @returns {Treatment}
 */
export function bounded({ start, dose, hours }) {
  return {
    start: clamp(Math.round(start), 0, shownHours),
    dose: clamp(rounded(dose, doses.step), doses.low, doses.high),
    hours: hours === null ? null : clamp(Math.round(hours), treatmentHours.low, treatmentHours.high),
  };
}

/** The treatments of a state. @param {State} state */
export const treatments = ({ given }) => Object.values(given).filter(one => one !== undefined);

/** @param {State} state */
export const isTreated = state => treatments(state).length > 0;

/** The hour of the first treatment. @param {State} state */
export const firstStart = state => Math.min(...treatments(state).map(({ start }) => start));

/**
 * All of a state but its treatments and the hour, as a key: one untreated trajectory belongs to it.
 * @param {State} state
 */
export const hostOf = ({ trigger, size, feedback, brake }) => JSON.stringify([trigger, size, feedback, brake]);

/**
 * The model's scenario for a state, without its treatments if `treated` is false.
 * @param {State} state
 * @returns {Scenario}
 */
export function scenarioOf(state, treated = true) {
  const { scenario, amount } = cases[state.trigger], base = scenarios[scenario];
  const interventions = DRUGS.flatMap(drug => {
    const given = state.given[drug];
    if (!treated || !given) return [];
    const { start, dose, hours } = given;
    return [{ drug, start, dose: dose * drugs[drug].dose, stop: hours === null ? null : start + hours }];
  });
  const { feedback, brake } = sliders;
  return {
    trigger: { ...base.trigger, [amount]: state.size },
    parameters: {
      ...base.parameters,
      [feedback.parameter]: state.feedback * standard(feedback.parameter),
      [brake.parameter]: state.brake * standard(brake.parameter),
    },
    interventions,
  };
}

/**
 * The state of a scenario of the model: the first case, with the scenario's treatments.
 * @param {string} name
 * @returns {State}
 */
export function fromScenario(name) {
  const given = scenarios[name].interventions.map(({ drug, start, dose, stop }) =>
    [drug, { start, dose: dose / drugs[drug].dose, hours: stop === null ? null : stop - start }]);
  return { ...fresh(), given: Object.fromEntries(given) };
}

/** A state as the fragment of a link that people can read. @param {State} state */
export function toLink(state) {
  const { trigger: start, size, feedback, brake } = state;
  const query = new URLSearchParams({ start, size: `${size}`, feedback: `${feedback}`, brake: `${brake}` });
  for (const drug of DRUGS) {
    const given = state.given[drug];
    if (given) query.set(drug, [given.start, given.dose, ...(given.hours === null ? [] : [given.hours])].join("_"));
  }
  query.set("hour", `${Math.round(state.hour)}`);
  return `#${query}`;
}

/**
 * The state in a fragment, null if it holds none; what can't be read in it is set as when the case starts.
 * @param {string} fragment
 * @returns {State | null}
 */
export function fromLink(fragment) {
  const query = new URLSearchParams(fragment.replace(/^#/, "")), trigger = query.get("start");
  if (trigger === null || !Object.hasOwn(cases, trigger)) return null;
  const state = fresh(trigger), { size, feedback, brake } = state;
  const given = DRUGS.flatMap(drug => {
    const text = query.get(drug);
    return text ? [[drug, treatmentOf(drug, text)]] : [];
  });
  return {
    trigger,
    size: number(query.get("size"), size, cases[trigger]),
    feedback: number(query.get("feedback"), feedback, sliders.feedback),
    brake: number(query.get("brake"), brake, sliders.brake),
    hour: number(query.get("hour"), 0, { low: 0, high: shownHours }),
    given: Object.fromEntries(given),
  };
}

/** @param {string} drug @param {string} text */
function treatmentOf(drug, text) {
  const [start, dose, hours] = text.split("_"), base = usual(drug, 0);
  return bounded({
    start: number(start, 0, { low: 0, high: shownHours }),
    dose: number(dose, 1, doses),
    hours: drugs[drug].infusionHours === null ? number(hours, base.hours, treatmentHours) : null,
  });
}

/**
 * The number that a text means, within bounds; `instead` if it is not a number.
 * @template {number | null} T
 * @param {string | null | undefined} text @param {T} instead @param {{low: number, high: number}} bounds
 */
function number(text, instead, { low, high }) {
  const x = text ? Number(text) : NaN;
  return Number.isFinite(x) ? clamp(x, low, high) : instead;
}
