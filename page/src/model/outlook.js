// What becomes of the patient: the trajectory to its end, the untreated one, and the hour that decides. A worker
// (follower.js) computes them.

import { shownHours } from "../generated/controls.js";
import { Trajectory } from "../generated/model.js";
import { firstAnswer, startWorker } from "../document.js";
import { lastShown } from "./shown.js";
import { scenarioOf } from "./state.js";

/** @typedef {import("./follower.js").Answer} Answer */
/** @typedef {import("./rescue.js").Found} Found */
/** @typedef {import("./state.js").State} State */
/**
 * What is known of a patient. `found` is null while the hour that decides is searched for, and where there is none.
 * @typedef {{trajectory: Trajectory, untreated: Trajectory, found: Found | null}} Known
 */

export class Outlook {
  /**
   * The newest answers, about the current patient or an earlier one; null until the worker first answers.
   * @type {Known | null}
   */
  known = null;
  /** Whether `known` is about the current patient. */
  isCurrent = false;
  /** Settled when the worker has first answered. */
  started;

  #number = 0;
  #worker = startWorker("./model/follower.js");
  /** @type {State} */
  #state;

  /** @param {() => void} changed called when the trajectories are there, and again when the search has ended */
  constructor(changed) {
    this.started = firstAnswer(this.#worker);
    this.#worker.addEventListener("message", ({ data }) => { if (this.#take(data)) changed(); });
  }

  /** Make another patient the current one; nothing is known until `ask` is answered. @param {State} state */
  setPatient(state) {
    this.#state = state;
    this.#number += 1;
    this.isCurrent = false;
  }

  /** Ask the worker about the current patient. */
  ask() {
    /** @type {import("./follower.js").Question} */
    const question = { number: this.#number, state: this.#state };
    this.#worker.postMessage(question);
  }

  /** What is known of the current patient, or null. */
  get current() { return this.isCurrent ? this.known : null; }

  /** The last hour that can be shown. */
  get end() { return this.current ? lastShown(this.current.trajectory) : shownHours; }

  /** Take an answer; returns whether it is about the newest patient. @param {Answer} answer */
  #take({ number, treated, untreated, found }) {
    if (number !== this.#number) return false;
    if (treated) {
      const trajectory = new Trajectory(scenarioOf(this.#state), treated);
      const without = untreated ? new Trajectory(scenarioOf(this.#state, false), untreated) : trajectory;
      this.known = { trajectory, untreated: without, found: null };
    } else if (this.known && found) {
      this.known = { ...this.known, found };
    }
    this.isCurrent = true;
    return true;
  }
}
