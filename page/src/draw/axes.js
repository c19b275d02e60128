// The parts of the chart that do not move: axes, bands, names. They are SVG; chart.js draws the curves above them.

import { shownHours } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { part, write } from "../document.js";
import { causeWords } from "../words/names.js";
import { count, say } from "../words/say.js";
import { ABOVE, BANDS, across, bandNames, panels } from "./panels.js";

/** @typedef {import("./panels.js").Panel} Panel */
/**
 * The width of the drawing, and the frame of its axes.
 * @typedef {import("./panels.js").Frame & {width: number}} Place
 */

const SVG = "http://www.w3.org/2000/svg";
const DAY = 24;                                  // h
const WIDE = 520;                                // px of a time axis on which every day is named

/** Names of the panels; that of the invader depends on the cause. */
const TITLES = { il6: words.figure.labels.axis_il6, spo2: words.figure.labels.axis_oxygen, invader: "" };
const BAND_NAMES = { healthy: words.figure.labels.healthy, severe: words.figure.labels.severe };

/**
 * @param {string} name @param {Readonly<Record<string, string | number>>} attributes @param {Element} parent
 * @param {string} [text]
 */
function element(name, attributes, parent, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, `${value}`);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

/**
 * Draw the axes for the state's cause.
 * @param {SVGElement} svg @param {Place} place @param {import("../model/state.js").State} state
 */
export function axes(svg, place, state) {
  const { width, foot: end, left, right } = place;
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${end}`);
  days(svg, place);
  for (const panel of panels(place)) {
    const { name, y, top, foot, ticks } = panel, group = element("g", { class: `panel ${name}` }, svg);
    if (name === "il6") bands(group, panel, place);
    for (const tick of ticks) {
      element("line", { class: "grid", x1: left, x2: right, y1: y(tick), y2: y(tick) }, group);
      element("text", { class: "tick", x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, group, count(tick));
    }
    element("line", { class: "base", x1: left, x2: right, y1: foot, y2: foot }, group);
    element("text", { class: "title", x: left, y: top - ABOVE }, group, TITLES[name]);
  }
  nameInvader(svg, state);
}

/** Name what the lowest panel shows. @param {SVGElement} svg @param {import("../model/state.js").State} state */
export function nameInvader(svg, state) {
  write(part(svg, ".invader .title", SVGElement), causeWords(state).axis);
}

/** @param {Element} group @param {Panel} panel @param {Place} place */
function bands(group, panel, place) {
  const { left, right } = place, { y } = panel, names = bandNames(place, panel);
  for (const name of /** @type {const} */ (["healthy", "severe"])) {
    const { low, high } = BANDS[name], box = { x: left, width: right - left, y: y(high), height: y(low) - y(high) };
    element("rect", { class: `band ${name}`, ...box }, group);
    const text = { class: `band-name ${name}`, x: names.right, y: names[name], "text-anchor": "end" };
    element("text", text, group, BAND_NAMES[name]);
  }
}

/**
 * A line at the end of each day, and the day's name centred at its noon, so that the clock and the axis agree.
 * @param {Element} svg @param {Place} place
 */
function days(svg, place) {
  const { foot: end, left, right } = place, every = right - left > WIDE ? 1 : 2, rows = panels(place);
  for (let day = every; day * DAY <= shownHours; day += every) {
    const at = across(place, day * DAY);
    for (const { top, foot } of rows) element("line", { class: "grid", x1: at, x2: at, y1: top, y2: foot }, svg);
    const text = { class: "tick", x: across(place, day * DAY - DAY / 2), y: end - 7, "text-anchor": "middle" };
    element("text", text, svg, day === every ? say(words.figure.labels.day, { n: day }) : count(day));
  }
}
