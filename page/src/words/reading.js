// The curves in sentences: the hour shown, and what happens when.

import { words } from "../generated/words.js";
import { invaderPeak } from "../model/shown.js";
import { invaderOf } from "../model/state.js";
import { causeWords, drugName } from "./names.js";
import { amount, count, say } from "./say.js";

/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/** @typedef {import("../model/state.js").State} State */

/** Sentences for events, by key; for "cleared" it depends on the cause. */
const EVENTS = {
  start: words.say.events.start,
  stop: words.say.events.stop,
  healthy: words.say.events.healthy,
  severe: words.say.events.severe,
  peak: words.say.events.peak,
  oxygen: words.say.events.oxygen,
  lung: words.say.events.lung,
  heart: words.say.events.heart,
  kidney: words.say.events.kidney,
  calm: words.say.events.calm,
  lost: words.say.events.lost,
};
const STEADY = 0.01;         // by which share IL-6 may change in an hour and still count as steady

/**
 * The sentence for an hour of a state. The invader is relative to its peak, treated or not, as in the chart.
 * @param {State} state @param {import("../model/outlook.js").Known} known @param {number} hour
 */
export function reading(state, { trajectory, untreated }, hour) {
  const now = (/** @type {string} */ name) => trajectory.at(name, hour);
  const ratio = now("il6") / trajectory.at("il6", Math.max(0, hour - 1));
  const trend = ratio > 1 + STEADY ? words.say.rising : ratio < 1 - STEADY ? words.say.falling : words.say.steady;
  return say(causeWords(state).reading, {
    hour: count(hour), il6: now("il6"), trend, oxygen: now("spo2"), lung: now("lung_function"),
    heart: now("heart_function"), kidney: now("kidney_function"),
    invader: 100 * Math.max(0, now(invaderOf(state))) / invaderPeak(state, [trajectory, untreated]),
  });
}

/**
 * The sentence for an event.
 * @param {State} state @param {Trajectory} trajectory @param {import("../model/events.js").Event} event
 */
export function eventSentence(state, trajectory, { key, hour, drug }) {
  const text = key === "cleared" ? causeWords(state).cleared : EVENTS[key];
  return say(text, {
    il6: trajectory.at("il6", hour), oxygen: amount(trajectory.at("spo2", hour)),
    drug: drug ? drugName(drug, state.trigger) : "",
  });
}
