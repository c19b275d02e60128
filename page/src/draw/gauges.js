// Oxygen and organs at the hour shown, drawn by the painter: how full a bar is, its number, a word, and a tick where
// the untreated trajectory is. controls/gauges.js writes the same for screen readers.

import { gauges } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { conditionOf } from "../model/gauges.js";
import { lastShown } from "../model/shown.js";
import { CONDITIONS, amount, say } from "../words/say.js";
import { writeText } from "./part.js";

/** @typedef {import("./part.js").Box} Box */
/** @typedef {import("./part.js").Trajectory} Trajectory */
/**
 * The bars by gauge, and whether they run from right to left.
 * @typedef {{bars: Readonly<Record<string, Box>>, turned: boolean}} Place
 */

const NUMBER = 14, WORD = 12.5, TICK = 3;          // px: sizes of both texts, width of the tick

/** The colour of a gauge's bar. @param {string} key @param {import("../model/gauges.js").Condition} condition */
const colourOf = (key, condition) =>
  condition === "failing" ? "harm" : condition === "strained" ? "il6" : key === "oxygen" ? "oxygen" : "brake";

export class Gauges {
  /** @type {import("./part.js").Paint} */
  #paint;
  /** @type {Place} */
  #place;
  /** @type {Trajectory} */
  #trajectory;
  /** @type {Trajectory | null} */
  #untreated = null;

  /** @param {import("./part.js").Pen} pen */
  constructor(pen) { this.pen = pen; }

  /** @param {import("./part.js").Paint} paint */
  setPaint(paint) { this.#paint = paint; }

  /** @param {Place} place */
  setPlace(place) { this.#place = place; }

  /** @param {Trajectory} trajectory @param {Trajectory | null} untreated null: it is the same */
  setTrajectory(trajectory, untreated) {
    this.#trajectory = trajectory;
    this.#untreated = untreated;
  }

  /** @param {number} hour */
  draw(hour) {
    const { pen } = this, { colours, font } = this.#paint;
    const all = Object.entries(this.#place.bars).map(([key, box]) => {
      const value = this.#trajectory.at(gauges[key].series, hour), condition = conditionOf(key, value);
      return { key, box, value, condition, colour: colours[colourOf(key, condition)] };
    });
    for (const { key, box, value, colour } of all) this.#bar(key, box, value, colour, hour);
    pen.font = `700 ${NUMBER}px ${font}`;
    for (const { box, value, colour } of all) {
      this.#write(say(words.say.percent, { n: amount(value) }), box, -9, { colour, atEnd: true });
    }
    pen.font = `600 ${WORD}px ${font}`;
    for (const { box, condition } of all) {
      this.#write(CONDITIONS[condition], box, box.height + 15, { colour: colours.quiet, atEnd: false });
    }
  }

  /** @param {string} key @param {Box} box @param {number} value @param {string} colour @param {number} hour */
  #bar(key, { x, y, width, height }, value, colour, hour) {
    const { pen } = this, { turned } = this.#place, { series, empty } = gauges[key], untreated = this.#untreated;
    const long = (/** @type {number} */ now) => width * Math.max(0, (now - empty) / (100 - empty)), full = long(value);
    pen.fillStyle = colour;
    pen.beginPath();
    pen.roundRect(turned ? x + width - full : x, y, full, height, height / 2);
    pen.fill();
    if (!untreated) return;
    const tick = Math.min(width - TICK, long(untreated.at(series, Math.min(hour, lastShown(untreated)))));
    pen.fillStyle = this.#paint.colours.text;
    pen.fillRect(turned ? x + width - TICK - tick : x + tick, y, TICK, height);
  }

  /**
   * Write at the start of a bar, or at its end, `down` px below its top.
   * @param {string} text @param {Box} box @param {number} down @param {{colour: string, atEnd: boolean}} how
   */
  #write(text, { x, y, width }, down, { colour, atEnd }) {
    const isRight = atEnd !== this.#place.turned;
    writeText(this.pen, text, isRight ? x + width : x, y + down, { colour, align: isRight ? "right" : "left" });
  }
}
