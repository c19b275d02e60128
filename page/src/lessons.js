// What the figure can be set to: the three pitfalls, lived through with one button, and the three challenges.

import { fresh, fromScenario } from "./state.js";
import { flare } from "./verdict.js";
import { count, say, words } from "./words.js";

const QUIET_HOURS = 20;      // where the early climb is watched from
const NEAR = 2;              // h from the latest hour that counts as found
const CALLED = fromScenario("antiviral_only").given.antiviral.start;   // h, where one has to save the patient from on

// Pitfall → the state that shows it, from scenarios of the model.
export const PITFALLS = {
  trend: () => ({ ...fresh("virus"), hour: QUIET_HOURS }),
  antiviral: () => fromScenario("antiviral_only"),
  dampened: () => fromScenario("over_dampened"),
};

// Challenge → the state in which it starts.
export const CHALLENGES = {
  save: () => ({ ...fresh(), hour: CALLED }),
  latest: () => fresh(),
  flare: () => fresh(),
};

/** {won, text} of a challenge: text "" where there is nothing to say yet. */
export function judge(key, state, { course, untreated, found }) {
  const { won, early, late } = words.challenges.find(challenge => challenge.key === key);
  const given = Object.values(state.given).filter(Boolean);
  if (!given.length || untreated.outcome !== "death") return { won: false, text: "" };
  if (key === "save") {
    if (given.some(({ start }) => start < CALLED)) return { won: false, text: say(early, { hour: count(CALLED) }) };
    return { won: course.outcome === "recovery", text: course.outcome === "recovery" ? won : "" };
  }
  if (key === "flare") {
    const flared = flare(course, untreated);
    return { won: Boolean(flared), text: flared ? say(won, { times: flared.times }) : "" };
  }
  const blocker = state.given.tocilizumab;
  if (given.length > 1 || !blocker) return { won: false, text: "" };
  const hour = count(blocker.start);
  if (course.outcome !== "recovery") return { won: false, text: say(late, { hour }) };
  if (!found) return { won: false, text: "" };
  const near = found.kind === "later" && found.hours <= NEAR;
  return { won: near, text: say(near ? won : early, { hour }) };
}
