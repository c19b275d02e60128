// The three challenges: how each of them starts, and its progress.

import { challenges, pitfalls } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { flareOf } from "../model/flare.js";
import { FIRST_CASE, fresh, fromScenario, treatments } from "../model/state.js";
import { count, entry, say } from "./say.js";

/** @typedef {import("../model/outlook.js").Known} Known */
/** @typedef {import("../model/state.js").State} State */
/** @typedef {{won: boolean, text: string}} Progress  text "" where there is nothing to say yet */
/** @typedef {"pitfall" | "challenge"} Kind */

/** @type {Progress} */
const NOTHING = { won: false, text: "" };

/** @type {Readonly<Record<string, (state: State, known: Known) => Progress>>} */
const JUDGES = { save: judgeSave, latest: judgeLatest, flare: judgeFlare };

/**
 * The state in which a lesson starts.
 * @param {Kind} kind @param {string} key
 * @returns {State}
 */
export function lessonState(kind, key) {
  if (kind === "challenge") return { ...fresh(FIRST_CASE), hour: entry(challenges, key).hour };
  const { scenario, hour } = entry(pitfalls, key);
  return { ...fromScenario(scenario), hour };
}

/**
 * What is said above the figure of a lesson, before anything is achieved.
 * @param {Kind} kind @param {string} key
 */
export function lessonText(kind, key) {
  if (kind === "challenge") return entry(words.challenges, key);
  const { title, watch } = entry(words.pitfalls, key);
  return { title, text: watch };
}

/**
 * The progress of a challenge.
 * @param {string} key @param {State} state @param {Known} known
 */
export function judge(key, state, known) {
  if (!treatments(state).length || known.untreated.outcome !== "death") return NOTHING;
  return JUDGES[key](state, known);
}

/** @param {State} state @param {Known} known @returns {Progress} */
function judgeSave(state, { trajectory }) {
  const { hour } = challenges.save;
  if (treatments(state).some(({ start }) => start < hour)) {
    return { won: false, text: say(words.challenges.save.early, { hour: count(hour) }) };
  }
  return trajectory.died === null ? { won: true, text: words.challenges.save.won } : NOTHING;
}

/** @param {State} state @param {Known} known @returns {Progress} */
function judgeLatest(state, { trajectory, found }) {
  const { drug, near } = challenges.latest, given = state.given[drug];
  if (!given || treatments(state).length > 1) return NOTHING;
  const hour = count(given.start);
  if (trajectory.died !== null) return { won: false, text: say(words.challenges.latest.late, { hour }) };
  if (!found) return NOTHING;
  const isNear = found.kind === "later" && found.hours <= near;
  return { won: isNear, text: say(isNear ? words.challenges.latest.won : words.challenges.latest.early, { hour }) };
}

/** @param {State} state @param {Known} known @returns {Progress} */
function judgeFlare(state, { trajectory, untreated }) {
  const flare = flareOf(state, trajectory, untreated);
  return flare ? { won: true, text: say(words.challenges.flare.won, { times: flare.times }) } : NOTHING;
}
