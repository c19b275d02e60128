// The curves: IL-6 on a logarithmic axis, oxygen, and the invader, one above the other on one time axis. What has been
// played is bold, what is to come is thin, and the untreated trajectory is a dashed line behind them. Below, on the
// same axis, is a bar for each treatment (treatments.js), and last the slider of the hour shown.

import { shownHours } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { invaderPeak, lastShown } from "../model/shown.js";
import { DRUGS, invaderOf } from "../model/state.js";
import { amount, count, say } from "../words/say.js";
import { Labels } from "./labels.js";
import { Line } from "./line.js";
import { ABOVE, across, bandNames, hourAt, panels } from "./panels.js";
import { disc, writeText } from "./part.js";
import { drawTrack } from "./track.js";
import { drawTreatment } from "./treatments.js";

/** @typedef {import("./panels.js").Panel} Panel */
/** @typedef {import("./part.js").Paint} Paint */
/** @typedef {import("./part.js").Point} Point */
/** @typedef {import("./part.js").Shown} Shown */
/** @typedef {import("./part.js").Trajectory} Trajectory */
/**
 * The size of the canvas, the frame of the axes, the middles of the lanes of the drugs, and the track of the hour, in
 * px.
 * @typedef {import("./panels.js").Frame & {width: number, height: number, lanes: readonly number[],
 *   track: import("./part.js").Box}} Place
 */

const NAME = 12, NUMBER = 15;            // px, sizes: of names at the curves, and of the numbers right of them
const PLAYED = 3.5, COMING = 1.5, BEHIND = 2; // px, widths of curves: before and after the hour shown, and untreated
const SAME = 24;                         // px between two ends of curves that share a name
const DASH = 1.5;                        // h, a dash of the untreated curve, and the gap after it
const UNTREATED = words.figure.labels.untreated, LOST = words.figure.labels.lost;

export class Chart {
  /** @type {Paint} */
  #paint;
  /** @type {Place} */
  #place;
  /** @type {Shown | undefined} */
  state;
  /** @type {Trajectory} */
  trajectory;
  /** Null if the patient is not treated: both curves are the same. @type {Trajectory | null} */
  untreated = null;
  /** @type {Panel[]} */
  panels = [];
  /** @type {Path2D[]} */
  #curves = [];
  /** @type {Path2D[]} */
  #dashes = [];
  #invaderPeak = 1;

  /** @param {import("./part.js").Pen} pen */
  constructor(pen) {
    this.pen = pen;
    this.labels = new Labels(pen);
  }

  /** @param {Paint} paint */
  setPaint(paint) {
    this.#paint = paint;
    this.labels.font = paint.font;
  }

  /** @param {Place} place */
  setPlace(place) {
    this.#place = place;
    this.panels = panels(place);
    if (this.state) this.setState(this.state, this.trajectory, this.untreated);
  }

  /** @param {Shown} state @param {Trajectory} trajectory @param {Trajectory | null} untreated null: not treated */
  setState(state, trajectory, untreated) {
    this.state = state;
    this.trajectory = trajectory;
    this.untreated = untreated;
    this.#invaderPeak = invaderPeak(state, untreated ? [trajectory, untreated] : [trajectory]);
    this.#curves = this.panels.map(panel => this.#curve(state, trajectory, panel));
    this.#dashes = untreated ? this.panels.map(panel => this.#dashed(state, untreated, panel)) : [];
  }

  /** The horizontal position of an hour. @param {number} hour */
  x(hour) { return across(this.#place, hour); }

  /** @param {number} hour */
  draw(hour) {
    const { state, pen, trajectory } = this, { colours } = this.#paint, { width, lanes, track } = this.#place;
    if (!state) return;
    const x = this.x(hour);
    pen.lineJoin = "bevel";
    for (const line of this.#dashes) this.#stroke(line, colours.quiet, BEHIND);
    this.#strokeBetween(x, width, COMING);
    this.#strokeBetween(0, x, PLAYED);
    pen.fillStyle = colours.text;
    for (const { top, foot } of this.panels) pen.fillRect(x - 0.75, top, 1.5, foot - top);  // not through names
    for (const panel of this.panels) this.#number(panel, x, this.#valueOf(state, trajectory, panel, hour));
    this.#names();
    DRUGS.forEach((drug, i) => {
      const given = state.given[drug], frame = { width, middle: lanes[i], x: (/** @type {number} */ at) => this.x(at) };
      if (given) drawTreatment(this, given, frame, this.#paint, drug === state.held);
    });
    const thumb = drawTrack(pen, track, hour / shownHours, { colour: colours.text });
    this.#write(count(hour), thumb.x, thumb.y + 4, colours.ground, 12, "center");
  }

  /**
   * The value that a panel shows at an hour; the invader is relative to its peak.
   * @param {Shown} state @param {Trajectory} trajectory @param {Panel} panel @param {number} hour
   */
  #valueOf(state, trajectory, { name }, hour) {
    return name === "invader" ? trajectory.at(invaderOf(state), hour) / this.#invaderPeak : trajectory.at(name, hour);
  }

  /** The curve, with one point per hour. @param {Shown} state @param {Trajectory} trajectory @param {Panel} panel */
  #curve(state, trajectory, panel) {
    const line = new Line(), every = 1 / trajectory.stride, end = lastShown(trajectory), { name, y } = panel;
    const values = trajectory.values(name === "invader" ? invaderOf(state) : name);
    const part = name === "invader" ? 1 / this.#invaderPeak : 1;
    for (let hour = 0; hour < end; hour++) line.to(this.x(hour), y(part * values[hour * every]));
    line.to(this.x(end), y(this.#valueOf(state, trajectory, panel, end)));
    return line.end();
  }

  /**
   * The curve as dashes: a canvas takes far longer to dash a line itself.
   * @param {Shown} state @param {Trajectory} trajectory @param {Panel} panel
   */
  #dashed(state, trajectory, panel) {
    const path = new Path2D(), end = lastShown(trajectory);
    const y = (/** @type {number} */ hour) => panel.y(this.#valueOf(state, trajectory, panel, hour));
    for (let hour = 0; hour + DASH <= end; hour += 2 * DASH) {
      path.moveTo(this.x(hour), y(hour));
      path.lineTo(this.x(hour + DASH / 2), y(hour + DASH / 2));
      path.lineTo(this.x(hour + DASH), y(hour + DASH));
    }
    return path;
  }

  /** Draw the curves between two horizontal positions. @param {number} from @param {number} to @param {number} width */
  #strokeBetween(from, to, width) {
    const { pen } = this, { colours } = this.#paint;
    pen.save();
    pen.beginPath();
    pen.rect(from, 0, to - from, this.#place.foot);
    pen.clip();
    this.panels.forEach(({ colour }, i) => this.#stroke(this.#curves[i], colours[colour], width));
    pen.restore();
  }

  /** @param {Path2D} line @param {string} colour @param {number} width */
  #stroke(line, colour, width) {
    this.pen.strokeStyle = colour;
    this.pen.lineWidth = width;
    this.pen.stroke(line);
  }

  /**
   * The dot on the curve, and its number at the right end of the panel.
   * @param {Panel} panel @param {number} x @param {number} value
   */
  #number({ name, ink, y, top }, x, value) {
    const { colours } = this.#paint;
    disc(this.pen, x, y(value), 5, colours.text);
    const text = name === "invader" ? say(words.say.percent, { n: 100 * value }) : amount(value);
    this.#write(text, this.#place.right, top - ABOVE, colours[ink], NUMBER, "right");
  }

  /** Write at the curves of IL-6: where the untreated one ends or peaks, and where the patient is lost. */
  #names() {
    const { labels, untreated, trajectory, panels: [il6, oxygen] } = this, { left, right } = this.#place;
    const { colours } = this.#paint, bands = bandNames(this.#place, il6);
    labels.clear(left, right);
    labels.keepClear(words.figure.labels.severe, bands.right, bands.severe, NAME, true);
    labels.keepClear(words.figure.labels.healthy, bands.right, bands.healthy, NAME, true);
    labels.keepClear(words.figure.labels.axis_il6, left, il6.top - ABOVE, NAME);
    // The widest number that is shown there: names do not move while hours pass.
    const widest = amount(trajectory.peak("il6", 0, lastShown(trajectory)).value);
    labels.keepClear(widest, right, il6.top - ABOVE, NUMBER, true);
    // Low curves run just above the number of the panel below, which has three digits at most.
    labels.keepClear("100", right, oxygen.top - ABOVE, NUMBER, true);
    const lost = trajectory.died !== null, both = lost && untreated !== null && this.#endTogether(untreated);
    if (untreated && !both) {
      const isLost = untreated.died !== null;
      const tip = isLost ? endOf(untreated) : untreated.peak("il6", 0, lastShown(untreated));
      this.#name(isLost ? `${UNTREATED} ✕ ${LOST}` : UNTREATED, tip, colours.quiet);
    }
    if (lost) this.#name(`✕ ${both ? words.figure.labels.lost_both : LOST}`, endOf(trajectory), colours.harm);
  }

  /** Whether the patient is lost untreated at nearly the same place. @param {Trajectory} untreated */
  #endTogether(untreated) {
    const apart = Math.abs(lastShown(untreated) - lastShown(this.trajectory));
    return untreated.died !== null && this.x(apart) - this.x(0) < SAME;
  }

  /**
   * Write beside a point of IL-6, where nothing is written yet and, if that is possible, no curve runs.
   * @param {string} text @param {Point} point @param {string} colour
   */
  #name(text, { hour, value }, colour) {
    const curves = (/** @type {number} */ from, /** @type {number} */ to) =>
      [this.trajectory, this.untreated].flatMap(one => one ? this.#heights(one, from, to) : []);
    const { x, foot } = this.labels.find(text, this.x(hour), this.panels[0].y(value), NAME, curves);
    this.#write(text, x, foot, colour, NAME, "left");
  }

  /**
   * How high the curve of IL-6 runs between two horizontal positions, hour by hour.
   * @param {Trajectory} trajectory @param {number} from @param {number} to
   * @returns {import("./labels.js").Height[]}
   */
  #heights(trajectory, from, to) {
    const first = Math.floor(hourAt(this.#place, from));
    const last = Math.min(Math.ceil(hourAt(this.#place, to)), lastShown(trajectory));
    const y = (/** @type {number} */ hour) => this.panels[0].y(trajectory.at("il6", hour));
    /** @type {import("./labels.js").Height[]} */
    const found = [];
    for (let hour = first; hour < last; hour++) {
      const start = y(hour), end = y(Math.min(hour + 1, last));
      found.push([Math.min(start, end), Math.max(start, end)]);
    }
    return found;
  }

  /**
   * @param {string} text @param {number} x @param {number} y @param {string} colour @param {number} size
   * @param {CanvasTextAlign} align
   */
  #write(text, x, y, colour, size, align) {
    this.pen.font = `700 ${size}px ${this.#paint.font}`;
    writeText(this.pen, text, x, y, { colour, align });
  }
}

/** The last point of IL-6 that is shown. @param {Trajectory} trajectory @returns {Point} */
function endOf(trajectory) {
  const hour = lastShown(trajectory);
  return { hour, value: trajectory.at("il6", hour) };
}
