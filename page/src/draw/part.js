// What all parts of the picture have in common: a context to draw with, and the names of what they are given.

/** @typedef {OffscreenCanvasRenderingContext2D} Pen */
/**
 * Colours by their names in the style sheet, and the typeface.
 * @typedef {{colours: Readonly<Record<string, string>>, font: string}} Paint
 */
/** In px. @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {{hour: number, value: number}} Point */
/** @typedef {import("../generated/model.js").Trajectory} Trajectory */
/**
 * A state, and the drug whose handle is held.
 * @typedef {import("../model/state.js").State & {held: string | null}} Shown
 */
/**
 * A part of the picture. It is given its paint, its place and what it shows before it draws an hour.
 * @template Place
 * @typedef {object} Part
 * @property {(paint: Paint) => void} setPaint
 * @property {(place: Place) => void} setPlace
 * @property {(hour: number) => void} draw
 * @property {boolean} [isDrawn] whether what it drew last still holds at every hour
 */

/** Fill a circle. @param {Pen} pen @param {number} x @param {number} y @param {number} radius @param {string} colour */
export function disc(pen, x, y, radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

/**
 * Write a text whose foot is at `y` and which starts, ends or has its middle at `x`.
 * @param {Pen} pen @param {string} text @param {number} x @param {number} y
 * @param {{colour: string, align: CanvasTextAlign}} how
 */
export function writeText(pen, text, x, y, { colour, align }) {
  pen.textAlign = align;
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}
