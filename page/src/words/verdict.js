// What happened and why, in one to three sentences.

import { words } from "../generated/words.js";
import { followUpHours, levels } from "../generated/model.js";
import { flareOf } from "../model/flare.js";
import { DRUGS, firstStart, isGerm } from "../model/state.js";
import { causeWords, drugName } from "./names.js";
import { amount, capital, count, hoursInWords, inSentence, say, together } from "./say.js";

/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/** @typedef {import("../model/outlook.js").Known} Known */
/** @typedef {import("../model/rescue.js").Found} Found */
/** @typedef {import("../model/state.js").State} State */

const ALIVE = 0.2;           // share of its peak above which an infection is not beaten yet at the time of death
const REBOUND = 100;         // pg/mL of IL-6 after a flare-up that is worth a sentence

/**
 * The sentences about a state, in order, with what the search found once that is known.
 * @param {State} state @param {Known} known
 */
export function verdict(state, known) {
  const given = DRUGS.filter(drug => state.given[drug]);
  return given.length ? treatedSentences(state, given, known) : [untreatedSentence(state, known.trajectory)];
}

/** @param {State} state @param {Trajectory} trajectory */
function untreatedSentence(state, trajectory) {
  const { outcome, died } = trajectory, peak = trajectory.peak("il6").value;
  const values = {
    peak, died: count(died ?? 0), doubling: trajectory.doublingHours("il6") ?? 0,
    end: trajectory.at("il6", followUpHours), hour: count(trajectory.crossing("il6", levels.severeIl6) ?? 0),
  };
  if (outcome === "recovery") {
    const quiet = peak <= levels.healthyIl6;
    return say(quiet ? words.say.verdict.untreated_quiet : words.say.verdict.untreated_recovery, values);
  }
  if (outcome === "ill") return say(words.say.verdict.untreated_ill, values);
  const outgrown = isGerm(state) && trajectory.at("pathogen", died ?? 0) > ALIVE * trajectory.peak("pathogen").value;
  return say(outgrown ? words.say.verdict.untreated_outgrown : causeWords(state).death, values);
}

/** @param {State} state @param {readonly string[]} given @param {Known} known */
function treatedSentences(state, given, { trajectory, untreated, found }) {
  const { outcome } = trajectory, flare = flareOf(state, trajectory, untreated);
  const values = sentenceValues(state, given, trajectory), parts = flare ? flareSentences(flare, outcome) : [];
  if (outcome === "ill") return [...parts, say(words.say.verdict.treated_ill, values)];
  if (outcome === "recovery") {
    if (flare) return parts;
    return untreated.outcome === "recovery" ? [words.say.verdict.needless] : savedSentences(values, found);
  }
  if (untreated.outcome === "recovery") return [...parts, say(words.say.verdict.harmed, values)];
  return [...parts, ...lostSentences(state, given, values, found)];
}

/** @param {State} state @param {readonly string[]} given @param {Trajectory} trajectory */
function sentenceValues(state, given, trajectory) {
  const names = given.map(drug => inSentence(drugName(drug, state.trigger)));
  return {
    drugs: capital(together(names)), drug: names[0], start: count(firstStart(state)),
    died: count(trajectory.died ?? 0), end: amount(trajectory.at("il6", followUpHours)),
  };
}

/** @typedef {ReturnType<typeof sentenceValues>} Values */

/** @param {import("../model/flare.js").Flare} flare @param {string} outcome */
function flareSentences({ times, rebound }, outcome) {
  const parts = [say(words.say.verdict.flare, { times })];
  if (rebound > REBOUND) parts.push(say(words.say.verdict.flare_rebound, { il6: rebound }));
  if (outcome === "recovery") parts.push(words.say.verdict.flare_recovery);
  return parts;
}

/** @param {Values} values @param {Found | null} found */
function savedSentences(values, found) {
  const parts = [say(words.say.verdict.saved, values)];
  if (found?.kind === "later") parts.push(say(words.say.verdict.saved_margin, { hours: hoursInWords(found.hours) }));
  if (found?.kind === "always") parts.push(words.say.verdict.saved_always);
  return parts;
}

/** @param {State} state @param {readonly string[]} given @param {Values} values @param {Found | null} found */
function lostSentences(state, given, values, found) {
  const against = given.length === 1 && given[0] === "antiviral";       // nothing but the germ was fought
  if (found?.kind === "never") {
    const why = against ? causeWords(state).never_antiviral : words.say.verdict.never_margin;
    return [say(words.say.verdict.never, values), say(why, values)];
  }
  const cleared = against && isGerm(state);
  const text = cleared ? words.say.verdict.late_antiviral : found ? words.say.verdict.late : words.say.verdict.never;
  const parts = [say(text, values)];
  if (found?.kind === "earlier") parts.push(say(words.say.verdict.late_margin, { hours: hoursInWords(found.hours) }));
  return parts;
}
