// How much earlier or later the same treatment decides about life and death: whole hours, by bisection, a course
// at a time, so that whoever searches can be called off.

import { Course } from "./course.js";
import { DRUGS, scenarioOf, treated } from "./state.js";

const SHARES = [0.25, 0.4, 0.1, 0.6, 0];

/** `state` with all its treatments moved by `hours`. */
function moved(state, hours) {
  const given = {};
  for (const drug of DRUGS) {
    if (state.given[drug]) given[drug] = { ...state.given[drug], start: Math.max(0, state.given[drug].start + hours) };
  }
  return { ...state, given };
}

export const firstStart = state => Math.min(...Object.values(state.given).filter(Boolean).map(({ start }) => start));

/** Whether there is something to find: the treatment decides between recovery and death. */
export const searchable = (state, course, untreated) =>
  treated(state) && untreated.outcome === "death" && course.outcome !== "ill";

/**
 * A generator that yields after every course solved and returns {kind, hours}: "later" and the least delay that
 * fails, "earlier" and the least advance that saves, "always" or "never".
 */
export function* search(state, course, untreated) {
  const saves = shift => new Course(scenarioOf(moved(state, shift))).outcome === "recovery";
  const start = firstStart(state);
  let works = 0, fails = 0;
  if (course.outcome === "recovery") {
    fails = Math.max(1, Math.ceil(untreated.died - start));
    yield;
    if (saves(fails)) return { kind: "always", hours: 0 };
  } else {
    const tries = SHARES.map(share => Math.round(untreated.died * share) - start).filter(shift => shift < 0);
    works = null;
    for (const shift of tries) {
      yield;
      if (saves(shift)) { works = shift; break; }
    }
    if (works === null) return { kind: "never", hours: 0 };
  }
  while (fails - works > 1) {
    const middle = Math.floor((works + fails) / 2);
    yield;
    if (saves(middle)) works = middle; else fails = middle;
  }
  return course.outcome === "recovery" ? { kind: "later", hours: fails } : { kind: "earlier", hours: -works };
}
