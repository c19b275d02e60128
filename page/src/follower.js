// A worker that follows a patient to the end, treated and untreated, and then searches for the hour that decides: long
// courses, for which a hand on the page would have to wait. It is asked by outlook.js.

import { Course } from "./course.js";
import { search, searchable } from "./rescue.js";
import { hostOf, scenarioOf, treated } from "./state.js";

let newest, untreated = null;

addEventListener("message", ({ data: { number, state } }) => {
  newest = number;
  const host = hostOf(state);
  if (untreated?.host !== host) untreated = Object.assign(new Course(scenarioOf(state, false)), { host });
  const course = treated(state) ? new Course(scenarioOf(state)) : untreated;
  postMessage({ number, solved: course.solved, untreated: course === untreated ? null : untreated.solved });
  if (searchable(state, course, untreated)) find(number, search(state, course, untreated));
});

/** A step of the search at a time, so that the next question is heard. */
function find(number, steps) {
  if (number !== newest) return;
  const { done, value } = steps.next();
  if (done) postMessage({ number, found: value });
  else setTimeout(() => find(number, steps));
}
