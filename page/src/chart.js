// The curves: IL-6 on a logarithmic axis, oxygen, and the invader, one above the other on one time axis. What has been
// played is bold, what is to come is thin, and the untreated course stands behind as a dashed ghost. Below them, on the
// same axis, the treatments: a bar for each, with its handle and its hour; and last the slider of the hour shown.

import { SHOWN, STRIDE } from "./course.js";
import { Labels } from "./labels.js";
import { Line } from "./line.js";
import { ABOVE, across, bandNames, hourAt, panels } from "./panels.js";
import { drawTrack } from "./track.js";
import { DOSE, DRUGS } from "./state.js";
import { amount, count, exact, say, words } from "./words.js";

const BAR = 24, HANDLE = 16, RING = 7;   // px, the height of a bar, the radius of a handle, the light around a held one
const NAME = 12, NUMBER = 15, NOTE = 13.5; // px, sizes: of names at the curves, numbers right of them, notes below
const SAME = 24;                         // px between two ends that share a name
const DASH = 1.5;                        // h, a dash of the ghost and the gap after it

export class Chart {
  constructor(pen) { Object.assign(this, { pen, labels: new Labels(pen), course: null }); }

  /** Take colours by name and the typeface. */
  dress({ colour, font }) {
    Object.assign(this, { colour, font });
    this.labels.dress(font);
  }

  /** Take {width, height} of the canvas, {left, right, foot} of the axes, the middles of the `lanes`, the `track`. */
  place(place) {
    Object.assign(this, { at: place, panels: panels(place) });
    if (this.course) this.take(this.course, this.ghost, this.state);
  }

  x(hour) { return across(this.at, hour); }

  /** The value that panel `name` shows of a course; the invader is relative to the higher of both peaks. */
  valueOf(course, name, hour) {
    return name === "invader" ? course.at(course.invader, hour) / this.most : course.at(name, hour);
  }

  /** The curve of a course in a panel, a point an hour but for those that make no difference. */
  line(course, { name, y }) {
    const line = new Line(), every = 1 / STRIDE;
    const [of, part] = name === "invader" ? [course.invader, 1 / this.most] : [name, 1], values = course.values(of);
    for (let hour = 0; hour < course.end; hour++) line.to(this.x(hour), y(part * values[hour * every]));
    line.to(this.x(course.end), y(this.valueOf(course, name, course.end)));
    return line.end();
  }

  /** The same as dashes, an hour and a half each; a canvas takes far longer to dash a line itself. */
  dashes(course, { name, y }) {
    const path = new Path2D(), at = hour => [this.x(hour), y(this.valueOf(course, name, hour))];
    for (let hour = 0; hour + DASH <= course.end; hour += 2 * DASH) {
      path.moveTo(...at(hour));
      path.lineTo(...at(hour + DASH / 2));
      path.lineTo(...at(hour + DASH));
    }
    return path;
  }

  /** Take a course, the untreated one to stand behind it (null: they are the same), and a state with what is `held`. */
  take(course, ghost, state) {
    const peak = one => one.peak(one.invader, 0, one.end).value;
    Object.assign(this, { course, ghost, state, most: Math.max(peak(course), ghost ? peak(ghost) : 0, 1e-6) });
    this.lines = this.panels.map(panel => this.line(course, panel));
    this.ghosts = ghost ? this.panels.map(panel => this.dashes(ghost, panel)) : [];
  }

  show(hour) {
    const { pen, colour, at: { width } } = this, x = this.x(hour);
    pen.lineJoin = "bevel";
    for (const line of this.ghosts) this.stroke(line, colour.quiet, 2);
    this.strokes(x, width, 1.5);
    this.strokes(0, x, 3.5);
    pen.fillStyle = colour.text;
    for (const { y0, y1 } of this.panels) pen.fillRect(x - 0.75, y0, 1.5, y1 - y0);  // not through the panels' names
    for (const panel of this.panels) this.value(panel, x, this.valueOf(this.course, panel.name, hour));
    this.names();
    const { given, held } = this.state;
    DRUGS.forEach((drug, i) => { if (given[drug]) this.treatment(given[drug], this.at.lanes[i], drug === held); });
    this.scrub(hour);
  }

  scrub(hour) {
    const { colour: { text, night } } = this;
    const [x, y] = drawTrack(this.pen, this.at.track, hour / SHOWN, { colour: text });
    this.write(count(hour), x, y + 4, night, 12, "center");
  }

  /** The curves from one horizontal position to another. */
  strokes(from, to, thick) {
    const { pen, at: { foot }, colour } = this;
    pen.save();
    pen.beginPath();
    pen.rect(from, 0, to - from, foot);
    pen.clip();
    this.panels.forEach((panel, i) => this.stroke(this.lines[i], colour[panel.colour], thick));
    pen.restore();
  }

  stroke(line, colour, width) {
    const { pen } = this;
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke(line);
  }

  /** The dot on the curve, and its number at the panel's right end. */
  value({ name, colour, ink = colour, y, y0 }, x, value) {
    this.disc(x, y(value), 5, this.colour.text);
    const text = name === "invader" ? say(words.say.percent, { n: 100 * value }) : amount(value);
    this.write(text, this.at.right, y0 - ABOVE, this.colour[ink], NUMBER, "right");
  }

  /** What is written beside the curves of IL-6: where the untreated course ends or peaks, where a patient was lost. */
  names() {
    const { labels, ghost, course, at: { left, right }, panels: [il6] } = this, { labels: said } = words.figure;
    const bands = bandNames(this.at, il6), top = il6.y0 - ABOVE;
    labels.clear(left, right);
    labels.keep(said.severe, bands.right, bands.severe, NAME, true);
    labels.keep(said.axis_il6, left, top, NAME);
    // The widest that is shown there: names stand still while hours pass.
    labels.keep(amount(course.peak("il6", 0, course.end).value), right, top, NUMBER, true);
    const end = one => ({ hour: one.end, value: one.at("il6", one.end) }), died = course.died !== null;
    const both = died && ghost?.died && this.x(Math.abs(ghost.end - course.end)) - this.x(0) < SAME;
    if (ghost && !both) {
      const tip = ghost.died ? end(ghost) : ghost.peak("il6", 0, ghost.end);
      this.name(ghost.died ? `${said.ghost} ✕ ${said.lost}` : said.ghost, tip, this.colour.quiet);
    }
    if (died) this.name(`✕ ${both ? said.lost_both : said.lost}`, end(course), this.colour.harm);
  }

  /** Write beside an hour and a value of IL-6, where nothing is written yet and, if it can, no curve runs. */
  name(text, { hour, value }, colour) {
    const lines = (from, to) => [this.course, this.ghost].flatMap(one => one ? this.heights(one, from, to) : []);
    const { x, foot } = this.labels.find(text, this.x(hour), this.panels[0].y(value), NAME, lines);
    this.write(text, x, foot, colour, NAME, "left");
  }

  /** Where a course's IL-6 runs between two horizontal positions: [top, foot], hour by hour. */
  heights(course, from, to) {
    const first = Math.floor(hourAt(this.at, from)), last = Math.min(Math.ceil(hourAt(this.at, to)), course.end);
    const y = hour => this.panels[0].y(course.at("il6", hour)), found = [];
    for (let hour = first; hour < last; hour++) {
      const ends = [y(hour), y(Math.min(hour + 1, last))];
      found.push([Math.min(...ends), Math.max(...ends)]);
    }
    return found;
  }

  /** A treatment in the lane whose middle is `y`: as long as it is given, as thick as its dose; ringed if `held`. */
  treatment({ start, dose, hours }, y, held) {
    const { pen, colour: { brake, panel, text } } = this, from = this.x(start);
    const endless = hours === null || start + hours > SHOWN, to = this.x(endless ? SHOWN : start + hours);
    const thick = BAR * (0.25 + 0.75 * dose / DOSE.high);
    const fading = pen.createLinearGradient(from, 0, Math.max(to, from + 1), 0);
    fading.addColorStop(0.6, brake);
    fading.addColorStop(1, endless ? "transparent" : brake);
    pen.globalAlpha = 0.45;
    pen.fillStyle = fading;
    pen.fillRect(from, y - thick / 2, to - from, thick);
    if (held) this.disc(from, y, HANDLE + RING, brake);
    pen.globalAlpha = 1;
    this.disc(from, y, HANDLE + 2, brake);
    this.disc(from, y, HANDLE, panel);
    this.disc(from, y, HANDLE - 3, brake);
    this.disc(from, y, HANDLE - 11, panel);
    const note = `${say(words.say.hour, { hour: count(start) })} · ${say(words.say.times, { n: exact(dose) })}`;
    const aside = HANDLE + 9, late = from + aside + this.labels.width(note, NOTE) > this.at.width;
    this.write(note, late ? from - aside : from + aside, y + 5, text, NOTE, late ? "right" : "left");
  }

  disc(x, y, r, colour) {
    const { pen } = this;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.fill();
  }

  write(text, x, y, colour, size, align) {
    const { pen } = this;
    pen.font = `700 ${size}px ${this.font}`;
    pen.textAlign = align;
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
  }
}
