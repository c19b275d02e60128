// Trajectories as the page shows them: to the end of the time axis, or of the patient.

import { shownHours } from "../generated/controls.js";
import { followUpHours, simulate } from "../generated/model.js";
import { invaderOf, scenarioOf } from "./state.js";

/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/** @typedef {import("./state.js").State} State */

/**
 * Solve a state as far as it is drawn, without its treatments if `treated` is false.
 * @param {State} state
 */
export const drawn = (state, treated = true) =>
  simulate(scenarioOf(state, treated), { hours: shownHours });

/**
 * Solve a state as long as a patient is followed before the outcome is known, without its treatments if `treated` is
 * false.
 * @param {State} state
 */
export const followed = (state, treated = true) =>
  simulate(scenarioOf(state, treated), { hours: followUpHours });

/** The last hour that is shown of a trajectory. @param {Trajectory} trajectory */
export const lastShown = ({ died }) => Math.min(shownHours, died ?? shownHours);

/**
 * The greatest amount of the invader that is shown, treated or not: what is drawn and written is relative to it.
 * @param {State} state @param {readonly Trajectory[]} trajectories
 */
export function invaderPeak(state, trajectories) {
  const invader = invaderOf(state);
  return Math.max(1e-6, ...trajectories.map(one => one.peak(invader, 0, lastShown(one)).value));
}
