// What becomes of the patient: the course to its end, the untreated one, and what the search for the hour that decides
// has found. A worker (follower.js) does the sums; `course` is null until it first answers.

import { Course, SHOWN, WATCHED } from "./course.js";
import { scenarioOf } from "./state.js";

export class Outlook {
  course = null;
  untreated = null;
  found = null;
  number = 0;
  known = false;

  /** `told()` is called when the course is there, and again when the search has ended. */
  constructor(told) {
    this.told = told;
    this.follower = new Worker(new URL("./follower.js", import.meta.url), { type: "module" });
    this.follower.addEventListener("message", ({ data }) => this.hear(data));
  }

  /** From now on nothing is known of the patient; `ask` when the hand pauses. */
  forget(state) {
    Object.assign(this, { state, known: false, found: null });
    this.number += 1;
  }

  ask() { this.follower.postMessage({ number: this.number, state: this.state }); }

  hear({ number, solved, untreated, found = null }) {
    if (number !== this.number) return;
    if (solved) {
      this.course = new Course(scenarioOf(this.state), WATCHED, solved);
      this.untreated = untreated ? new Course(scenarioOf(this.state, false), WATCHED, untreated) : this.course;
    }
    Object.assign(this, { known: true, found });
    this.told();
  }

  /** The last hour that can be shown. */
  get end() { return this.known ? this.course.end : SHOWN; }
}
