// The sliders of the patient, drawn by the painter: thumb and number.

import { RANGES, dials } from "../controls/dials.js";
import { writeText } from "./part.js";
import { drawTrack } from "./track.js";

/** @typedef {import("../controls/dials.js").Name} Name */
/**
 * The tracks by name, and whether they run from right to left.
 * @typedef {{tracks: Readonly<Record<Name, import("./part.js").Box>>, turned: boolean}} Place
 */

const SIZE = 15, ABOVE = 7;              // px: of the numbers, and from a track up to their feet

export class Dials {
  /** Whether what was drawn last still holds, as it does while hours pass or a treatment is dragged. */
  isDrawn = false;
  /** @type {import("./part.js").Paint} */
  #paint;
  /** @type {Place} */
  #place;
  /** @type {ReturnType<typeof dials>} */
  #values;

  /** @param {import("./part.js").Pen} pen */
  constructor(pen) { this.pen = pen; }

  /** @param {import("./part.js").Paint} paint */
  setPaint(paint) {
    this.#paint = paint;
    this.isDrawn = false;
  }

  /** @param {Place} place */
  setPlace(place) {
    this.#place = place;
    this.isDrawn = false;
  }

  /** @param {import("../model/state.js").State} state */
  setState(state) {
    const values = dials(state);
    if (JSON.stringify(values) === JSON.stringify(this.#values)) return;
    this.#values = values;
    this.isDrawn = false;
  }

  draw() {
    const { pen } = this, { colours, font } = this.#paint, { tracks, turned } = this.#place;
    pen.font = `700 ${SIZE}px ${font}`;
    for (const [name, { low, high }] of RANGES) {
      const { value, text } = this.#values[name], track = tracks[name];
      drawTrack(pen, track, (value - low) / (high - low), { colour: colours.oxygen, filled: true, turned });
      const align = turned ? "left" : "right", x = turned ? track.x : track.x + track.width;
      writeText(pen, text, x, track.y - ABOVE, { colour: colours.text, align });
    }
    this.isDrawn = true;
  }
}
