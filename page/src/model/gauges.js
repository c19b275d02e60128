// How well an organ or the oxygen is, by the bounds of its gauge.

import { gauges } from "../generated/controls.js";

/** @typedef {"well" | "strained" | "failing"} Condition */

/** @param {string} key @param {number} value @returns {Condition} */
export function conditionOf(key, value) {
  const { strained, failing } = gauges[key];
  return value < failing ? "failing" : value < strained ? "strained" : "well";
}
