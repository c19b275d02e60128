// A flare-up: an infection that grows far more under treatment than it would without.

import { challenges } from "../generated/controls.js";
import { invaderOf, isGerm, isTreated } from "./state.js";

const VISIBLE = 0.03;        // share of what the body could hold: the smallest peak that counts as a flare-up

/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/**
 * By how many times the infection exceeds its untreated peak, and how high IL-6 climbs after that.
 * @typedef {{times: number, rebound: number}} Flare
 */

/**
 * The flare-up in a treated state, or null.
 * @param {import("./state.js").State} state @param {Trajectory} trajectory @param {Trajectory} untreated
 * @returns {Flare | null}
 */
export function flareOf(state, trajectory, untreated) {
  if (!isGerm(state) || !isTreated(state)) return null;
  const { hour, value } = trajectory.peak(invaderOf(state)), before = untreated.peak(invaderOf(state)).value;
  if (value < challenges.flare.times * before || value < VISIBLE) return null;
  return { times: value / before, rebound: trajectory.peak("il6", hour).value };
}
