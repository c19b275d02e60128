// A treatment on the time axis: a bar from its start to its end, as thick as its dose, with its handle and its hour.

import { doses, shownHours } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { exact, hourName, say } from "../words/say.js";
import { disc, writeText } from "./part.js";

/**
 * The width of the canvas, the middle of the lane, and x(hour), in px.
 * @typedef {{width: number, middle: number, x: (hour: number) => number}} Lane
 */

const BAR = 24, HANDLE = 16, RING = 7;   // px: the height of a bar, the radius of a handle, the light around a held one
const NOTE = 13.5;                       // px, the size of the hour and the dose
const THINNEST = 0.25;                   // of the height of a bar, for a dose near 0

/**
 * Draw a treatment; its handle has a ring of light around it if it `isHeld`.
 * @param {{pen: import("./part.js").Pen, labels: import("./labels.js").Labels}} chart
 * @param {import("../model/state.js").Treatment} treatment @param {Lane} lane @param {import("./part.js").Paint} paint
 * @param {boolean} isHeld
 */
export function drawTreatment({ pen, labels }, { start, dose, hours }, lane, { colours, font }, isHeld) {
  const { brake, panel, text } = colours, { width, middle, x } = lane, from = x(start);
  const isEndless = hours === null || start + hours > shownHours, to = x(isEndless ? shownHours : start + hours);
  const thick = BAR * (THINNEST + (1 - THINNEST) * dose / doses.high);
  const fading = pen.createLinearGradient(from, 0, Math.max(to, from + 1), 0);
  fading.addColorStop(0.6, brake);
  fading.addColorStop(1, isEndless ? "transparent" : brake);
  pen.globalAlpha = 0.45;
  pen.fillStyle = fading;
  pen.fillRect(from, middle - thick / 2, to - from, thick);
  if (isHeld) disc(pen, from, middle, HANDLE + RING, brake);
  pen.globalAlpha = 1;
  disc(pen, from, middle, HANDLE + 2, brake);
  disc(pen, from, middle, HANDLE, panel);
  disc(pen, from, middle, HANDLE - 3, brake);
  disc(pen, from, middle, HANDLE - 11, panel);
  const note = `${hourName(start)} · ${say(words.say.times, { n: exact(dose) })}`, aside = HANDLE + 9;
  const isLate = from + aside + labels.width(note, NOTE) > width;
  pen.font = `700 ${NOTE}px ${font}`;
  const align = isLate ? "right" : "left";
  writeText(pen, note, isLate ? from - aside : from + aside, middle + 5, { colour: text, align });
}
