// What happens to a patient, in order.

import { levels } from "../generated/model.js";
import { lastShown } from "./shown.js";
import { invaderOf } from "./state.js";

/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/** @typedef {import("./state.js").State} State */
/**
 * @typedef {"healthy" | "severe" | "peak" | "oxygen" | "lung" | "heart" | "kidney" | "cleared" | "calm" | "start"
 *   | "stop" | "lost"} EventKey
 */
/** @typedef {{hour: number, key: EventKey, drug?: string}} Event  what happens, at which hour, of which drug */

/** Lists that were made before. @type {WeakMap<Trajectory, Event[]>} */
const listed = new WeakMap();
const ORGANS = /** @type {const} */ (["lung", "heart", "kidney"]);

/**
 * List what happens in the trajectory of a state, as far as it is shown, in order.
 * @param {State} state @param {Trajectory} trajectory
 */
export function eventsOf(state, trajectory) {
  const before = listed.get(trajectory);
  if (before) return before;
  const end = lastShown(trajectory), top = trajectory.peak("il6"), ill = top.value > levels.healthyIl6;
  /** @type {Event[]} */
  const found = [];
  /** @param {EventKey} key @param {number | null} hour @param {string} [drug] */
  const add = (key, hour, drug) => {
    if (hour !== null && hour <= end + 1e-9) found.push({ key, hour, drug });
  };
  add("healthy", trajectory.crossing("il6", levels.healthyIl6));
  add("severe", trajectory.crossing("il6", levels.severeIl6));
  if (ill && top.hour < end - 1) add("peak", top.hour);
  add("oxygen", trajectory.crossing("spo2", levels.lowSpo2, false));
  for (const organ of ORGANS) add(organ, trajectory.crossing(organ, levels.halfInjured));
  add("cleared", trajectory.crossing(invaderOf(state), levels.cleared, false));
  if (ill) add("calm", trajectory.crossing("il6", levels.healthyIl6, false, top.hour));
  for (const { drug, start, stop } of trajectory.scenario.interventions) {
    add("start", start, drug);
    add("stop", stop, drug);
  }
  add("lost", trajectory.died);
  found.sort((a, b) => a.hour - b.hour);
  listed.set(trajectory, found);
  return found;
}
