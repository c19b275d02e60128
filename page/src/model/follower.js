// A worker that follows a patient to the end, treated and untreated, and then searches for the hour that decides. These
// are long trajectories, which would delay input if the page's own thread solved them. outlook.js asks the questions.

import { isSearchable, search } from "./rescue.js";
import { followed } from "./shown.js";
import { hostOf, isTreated } from "./state.js";

/** @typedef {import("../generated/model.js").Solution} Solution */
/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/** @typedef {import("./rescue.js").Found} Found */
/** @typedef {import("./state.js").State} State */
/** @typedef {{number: number, state: State}} Question */
/**
 * The first answer to a question holds the solutions (`untreated` null: it is the same), the second what the search
 * found.
 * @typedef {{number: number, treated?: Solution, untreated?: Solution | null, found?: Found}} Answer
 */

let newest = 0;
/** @type {{host: string, trajectory: Trajectory} | null} */
let untreated = null;

addEventListener("message", (/** @type {MessageEvent<Question>} */ { data: { number, state } }) => {
  newest = number;
  const host = hostOf(state);
  if (untreated?.host !== host) untreated = { host, trajectory: followed(state, false) };
  const without = untreated.trajectory, trajectory = isTreated(state) ? followed(state) : without;
  answer({ number, treated: trajectory.solution, untreated: trajectory === without ? null : without.solution });
  if (isSearchable(state, without)) searchOn(number, search(state, trajectory, without));
});

/** @param {Answer} found */
function answer(found) { postMessage(found); }

/**
 * Take one step of the search at a time, so that the next question is heard.
 * @param {number} number @param {Generator<void, Found>} steps
 */
function searchOn(number, steps) {
  if (number !== newest) return;
  const { done, value } = steps.next();
  if (done) answer({ number, found: value });
  else setTimeout(() => searchOn(number, steps));
}
