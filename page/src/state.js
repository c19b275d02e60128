// The state of the figure: a plain object, its link, and the scenario that it means.
//   {trigger, size, feedback, brake, hour, given: {antiviral: {start, dose, hours} | undefined, …}}

import { parameters, position, scenarios, triggers } from "./model.js";
import { SHOWN } from "./course.js";

const standard = name => parameters[position[name]].value;

// What can start it: a scenario of the model, and which of its amounts the slider sets, within which bounds.
export const CASES = {
  virus: { scenario: "storm", amount: "pathogen", low: 0.002, high: 0.5 },
  sepsis: { scenario: "sepsis", amount: "pathogen", low: 0.002, high: 0.5 },
  covid: { scenario: "covid", amount: "pathogen", low: 0.002, high: 0.5 },
  cart: { scenario: "cart", amount: "tumour", low: 0.05, high: triggers.tumour.max },
};

export const DRUGS = ["antiviral", "steroid", "tocilizumab"];
export const FEEDBACK = { low: 0, high: 1.5, step: 0.05 };
export const BRAKE = { low: 0, high: 1.5, step: 0.05 };
export const DOSE = { low: 0.25, high: 3, step: 0.25 };
export const DAY = 24;
const SHORTEST = 12, LONGEST = 30 * DAY;                           // h, of a course
const COURSE = scenarios.steroid.interventions[0];                 // the usual steroid: how long
const BLOCKER = scenarios.tocilizumab.interventions[0].dose;       // the licensed dose, mg/kg

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
const rounded = (x, step) => Number((Math.round(x / step) * step).toFixed(4));

/** The state in which a case starts, untreated. */
export function fresh(trigger = "virus") {
  const { scenario, amount } = CASES[trigger], { parameters: host, trigger: start } = scenarios[scenario];
  return { trigger, size: start[amount], feedback: 1, brake: host.brake ?? standard("brake"), hour: 0, given: {} };
}

/** `drug` as it is given when dropped at `hour`: the standard dose, for its usual time. */
export function usual(drug, hour) {
  const hours = drug === "steroid" ? COURSE.stop - COURSE.start : null;
  return { start: clamp(Math.round(hour), 0, SHOWN), dose: 1, hours };
}

/** `given` within its bounds, hours and doses on their grids. */
export function bounded(given) {
  return {
    start: clamp(Math.round(given.start), 0, SHOWN),
    dose: clamp(rounded(given.dose, DOSE.step), DOSE.low, DOSE.high),
    hours: given.hours === null ? null : clamp(Math.round(given.hours), SHORTEST, LONGEST),
  };
}

export const treated = state => Object.values(state.given).some(Boolean);

/** All of a state but its treatments and the hour shown, as a key: one untreated course belongs to it. */
export const hostOf = ({ trigger, size, feedback, brake }) => JSON.stringify([trigger, size, feedback, brake]);

/** The model's scenario for a state; `treated` false leaves the treatments out. */
export function scenarioOf(state, treated = true) {
  const { scenario, amount } = CASES[state.trigger], base = scenarios[scenario];
  const interventions = !treated ? [] : DRUGS.filter(drug => state.given[drug]).map(drug => {
    const { start, dose, hours } = state.given[drug];
    const stop = hours === null ? null : start + hours;
    return { drug, start, dose: drug === "tocilizumab" ? dose * BLOCKER : dose, stop };
  });
  return {
    trigger: { ...base.trigger, [amount]: state.size },
    parameters: { ...base.parameters, w_F: state.feedback * standard("w_F"), brake: state.brake },
    interventions,
  };
}

/** The state that a scenario of the model means, for the pitfalls: treatments as the model names them. */
export function fromScenario(name) {
  const state = fresh("virus");
  for (const { drug, start, dose, stop } of scenarios[name].interventions) {
    state.given[drug] = {
      start, dose: drug === "tocilizumab" ? dose / BLOCKER : dose, hours: stop === null ? null : stop - start,
    };
  }
  return state;
}

/** A state as the fragment of a link, readable by people. */
export function toLink(state) {
  const { trigger: start, size, feedback, brake } = state;
  const query = new URLSearchParams({ start, size, feedback, brake });
  for (const drug of DRUGS) {
    const given = state.given[drug];
    if (given) query.set(drug, [given.start, given.dose, ...(given.hours === null ? [] : [given.hours])].join("_"));
  }
  query.set("hour", Math.round(state.hour));
  return `#${query}`;
}

/** The state in a fragment, or null where it holds none; nonsense in it falls back to what a case starts with. */
export function fromLink(fragment) {
  const query = new URLSearchParams(fragment.replace(/^#/, "")), trigger = query.get("start");
  if (!Object.hasOwn(CASES, trigger ?? "")) return null;
  const state = fresh(trigger), { low, high } = CASES[trigger];
  const number = (text, usually, least, most) => {
    const x = text === null || text === "" ? NaN : Number(text);
    return Number.isFinite(x) ? clamp(x, least, most) : usually;
  };
  state.size = number(query.get("size"), state.size, low, high);
  state.feedback = number(query.get("feedback"), state.feedback, FEEDBACK.low, FEEDBACK.high);
  state.brake = number(query.get("brake"), state.brake, BRAKE.low, BRAKE.high);
  state.hour = number(query.get("hour"), 0, 0, SHOWN);
  for (const drug of DRUGS) {
    if (!query.get(drug)) continue;
    const [start, dose, hours] = query.get(drug).split("_"), base = usual(drug, 0);
    state.given[drug] = bounded({
      start: number(start ?? null, 0, 0, SHOWN), dose: number(dose ?? null, 1, DOSE.low, DOSE.high),
      hours: drug === "tocilizumab" ? null : number(hours ?? null, base.hours, SHORTEST, LONGEST),
    });
  }
  return state;
}
