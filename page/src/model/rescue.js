// The hour that decides: how many hours earlier or later the same treatment saves or loses the patient. Whole hours, by
// scanning and then bisection, one trajectory at a time, so that the search can be ended between two of them.

import { scanHours } from "../generated/model.js";
import { followed } from "./shown.js";
import { DRUGS, firstStart, isTreated } from "./state.js";

/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/** @typedef {import("./state.js").State} State */
/**
 * What the search found. "later": `hours` is the smallest delay with which the treatment fails; "earlier": the smallest
 * advance with which it saves; "always" or "never": 0.
 * @typedef {{kind: "later" | "earlier" | "always" | "never", hours: number}} Found
 */

/**
 * The state with all its treatments moved by some hours.
 * @param {State} state @param {number} hours
 * @returns {State}
 */
function moved(state, hours) {
  const given = DRUGS.flatMap(drug => {
    const one = state.given[drug];
    return one ? [[drug, { ...one, start: Math.max(0, one.start + hours) }]] : [];
  });
  return { ...state, given: Object.fromEntries(given) };
}

/** @param {State} state @param {number} hours */
const saves = (state, hours) => followed(moved(state, hours)).died === null;

/**
 * Whether there is something to find: the treatment decides between survival and death.
 * @param {State} state @param {Trajectory} untreated
 */
export const isSearchable = (state, untreated) =>
  isTreated(state) && untreated.outcome === "death";

/**
 * Search, and yield after every trajectory solved. Hours are tried one after the other, `scanHours` apart, because a
 * treatment that comes too early can fail as well.
 * @param {State} state @param {Trajectory} trajectory @param {Trajectory} untreated
 * @returns {Generator<void, Found>}
 */
export function* search(state, trajectory, untreated) {
  const start = firstStart(state), latest = Math.max(1, Math.ceil((untreated.died ?? 0) - start));
  if (trajectory.died === null) {
    for (let works = 0; works < latest;) {
      const next = Math.min(works + scanHours, latest);
      yield;
      if (!saves(state, next)) return { kind: "later", hours: (yield* bisect(state, works, next)).fails };
      works = next;
    }
    return { kind: "always", hours: 0 };
  }
  for (let fails = 0; fails > -start;) {
    const next = Math.max(fails - scanHours, -start);
    yield;
    if (saves(state, next)) return { kind: "earlier", hours: -(yield* bisect(state, next, fails)).works };
    fails = next;
  }
  return { kind: "never", hours: 0 };
}

/**
 * Narrow down to neighbouring hours: a shift that works, and one that fails.
 * @param {State} state @param {number} works @param {number} fails
 * @returns {Generator<void, {works: number, fails: number}>}
 */
function* bisect(state, works, fails) {
  while (fails - works > 1) {
    const middle = Math.floor((works + fails) / 2);
    yield;
    if (saves(state, middle)) works = middle; else fails = middle;
  }
  return { works, fails };
}
