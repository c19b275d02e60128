// The place of the curves: three panels, one above the other on one time axis. Axes (axes.js, in the document) and
// curves (chart.js, in the painter) must agree about it.

import { shownHours } from "../generated/controls.js";
import { levels } from "../generated/model.js";

/**
 * The ends of the axes and the foot of the drawing, in px.
 * @typedef {{left: number, right: number, foot: number}} Frame
 */
/**
 * A panel: its `top` and `foot` in px, and y(value). `colour` is that of its curve, `ink` that of its number.
 * @typedef {object} Panel
 * @property {"il6" | "spo2" | "invader"} name
 * @property {string} colour
 * @property {string} ink
 * @property {readonly number[]} ticks
 * @property {number} top
 * @property {number} foot
 * @property {(value: number) => number} y
 */

export const ABOVE = 9;                          // px from a panel up to the feet of its name and its number
const HEAD = 26, FOOT = 24;                      // px above a panel for its name, below the last for the days
const DECADES = 4;                               // of IL-6, from 1 pg/mL
const ROOMY = 40;                                // px, the height of a band that its name fits into

/** The bands of IL-6 in health and in severe storms, in pg/mL. */
export const BANDS = {
  healthy: { low: 1, high: levels.healthyIl6 },
  severe: { low: levels.severeIl6, high: 10 ** DECADES },
};

/** @param {number} x */
const logarithmic = x => Math.log10(Math.max(x, 1)) / DECADES;
/** @param {number} low @param {number} high */
const linear = (low, high) => (/** @type {number} */ x) => (Math.min(Math.max(x, low), high) - low) / (high - low);

const PANELS = /** @type {const} */ ([
  { name: "il6", colour: "il6", ink: "il6", scale: logarithmic, ticks: [1, 10, 100, 1000, 10000], share: 0.6 },
  { name: "spo2", colour: "oxygen", ink: "oxygen", scale: linear(50, 100), ticks: [70, 100], share: 0.2 },
  { name: "invader", colour: "invader", ink: "invader-text", scale: linear(0, 1), ticks: [], share: 0.2 },
]);

/** The horizontal position of an hour. @param {Pick<Frame, "left" | "right">} frame @param {number} hour */
export const across = ({ left, right }, hour) => left + (right - left) * hour / shownHours;

/** The hour at a horizontal position. @param {Pick<Frame, "left" | "right">} frame @param {number} x */
export const hourAt = ({ left, right }, x) =>
  Math.min(shownHours, Math.max(0, (x - left) / (right - left) * shownHours));

/**
 * Where the bands of IL-6 are named: the right end of both names, and a foot each. Storms run through the middle.
 * @param {Pick<Frame, "right">} frame @param {Pick<Panel, "y">} panel
 */
export function bandNames({ right }, { y }) {
  const { healthy, severe } = BANDS, isRoomy = y(severe.low) - y(severe.high) > ROOMY;
  return { right: right - 6, healthy: y(healthy.low) - 7, severe: isRoomy ? y(severe.high) + 15 : y(severe.low) - 5 };
}

/** The panels of a chart whose drawing ends at `foot`. @param {Pick<Frame, "foot">} frame @returns {Panel[]} */
export function panels({ foot: end }) {
  let bottom = 0;
  return PANELS.map(({ scale, share, ...panel }) => {
    const top = bottom + HEAD, foot = bottom += share * (end - FOOT);
    return { ...panel, top, foot, y: (/** @type {number} */ value) => foot - scale(value) * (foot - top) };
  });
}
