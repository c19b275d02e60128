// The curves: IL-6 on a logarithmic axis, oxygen, and the invader, one above the other on one time axis. What has
// been played is bold, what is to come is thin. A canvas, since a drag redraws it every frame and a canvas does so
// without laying out the page; the untreated course, a dashed ghost, changes seldom and lies behind it with the axes.

import { axes } from "./axes.js";
import { SHOWN, STRIDE } from "./course.js";
import { amount, say, words } from "./words.js";

const NAMES = ["il6", "oxygen", "invader"];      // colours of the panels

export class Chart {
  constructor(canvas, svg) {
    Object.assign(this, { canvas, svg, pen: canvas.getContext("2d"), course: null });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.dress(); this.redraw(); });
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.resize();
  }

  x(hour) { return this.left + (this.right - this.left) * hour / SHOWN; }

  /** The hour under a horizontal position, in px from the chart's left edge. */
  hourAt(x) {
    return Math.min(SHOWN, Math.max(0, (x - this.left) / (this.right - this.left) * SHOWN));
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || (width === this.width && height === this.height)) return;
    this.dress();
    const pixels = name => Number.parseFloat(this.style.getPropertyValue(name)), dense = Math.min(2, devicePixelRatio || 1);
    Object.assign(this, { width, height, dense, left: pixels("--gutter"), right: width - pixels("--margin") });
    Object.assign(this.canvas, { width: Math.round(width * dense), height: Math.round(height * dense) });
    this.place = null;
    this.panels = axes(this.svg, { ...this, hours: SHOWN, x: hour => this.x(hour) });
    this.redraw();
  }

  /** Take colours and typeface from the style sheet. */
  dress() {
    this.style = getComputedStyle(this.canvas);
    const names = [...NAMES, "text", "harm"];
    this.colour = Object.fromEntries(names.map(name => [name, this.style.getPropertyValue(`--${name}`).trim()]));
    this.font = this.style.fontFamily;
  }

  redraw() {
    if (!this.course) return;
    this.take(this.course, this.ghost);
    this.show(this.hour);
  }

  /** The value that panel `name` shows of a course; the invader is relative to the higher of both peaks. */
  valueOf(course, name, hour) {
    return name === "invader" ? course.at(course.invader, hour) / this.most : course.at(name, hour);
  }

  /** Call `to(x, y)` for every point of a curve, an hour apart. */
  trace(course, { name, y }, to) {
    const every = 1 / STRIDE, part = name === "invader" ? 1 / this.most : 1, of = name === "invader" ? course.invader : name;
    for (let hour = 0; hour < course.end; hour++) to(this.x(hour), y(part * course.point(of, hour * every)));
    to(this.x(course.end), y(this.valueOf(course, name, course.end)));
  }

  /** Take a course and, to stand behind it, the untreated one (null: they are the same). */
  take(course, ghost) {
    const peak = one => one.peak(one.invader, 0, one.end).value;
    const most = Math.max(peak(course), ghost ? peak(ghost) : 0, 1e-6);
    const behind = ghost !== this.ghost || most !== this.most || this.panels !== this.drawn;
    Object.assign(this, { course, ghost, most, drawn: this.panels });
    if (behind) this.haunt();
    this.nameGhost();
    this.lines = this.panels.map(panel => {
      const line = new Path2D();
      this.trace(course, panel, (x, y) => line.lineTo(x, y));
      return line;
    });
    const title = words.figure.labels[course.invader === "antigen" ? "axis_tumour" : "axis_infection"];
    if (this.panels[2].title.textContent !== title) this.panels[2].title.textContent = title;
  }

  /** Draw the untreated course behind the canvas. */
  haunt() {
    const { ghost } = this, [il6] = this.panels;
    for (const panel of this.panels) {
      const points = [];
      if (ghost) this.trace(ghost, panel, (x, y) => points.push(`${x.toFixed(1)} ${y.toFixed(1)}`));
      panel.ghost.setAttribute("d", points.length ? `M${points.join("L")}` : "");
    }
    il6.label.textContent = ghost ? `${words.figure.labels.ghost}${ghost.died ? ` ✕ ${words.figure.labels.lost}` : ""}` : "";
  }

  /** Write the ghost's name beside its end or peak, or above that where the curve itself runs there. */
  nameGhost() {
    const { ghost, course } = this, [il6] = this.panels;
    if (!ghost) return;
    const { hour, value } = ghost.died ? { hour: ghost.end, value: ghost.at("il6", ghost.end) } : ghost.peak("il6", 0, ghost.end);
    const free = course.end < hour || course.at("il6", hour) < value;
    const place = `translate(${Math.min(this.x(hour) + 8, this.right - 100)} ${il6.y(value) + (free ? 4 : -14)})`;
    if (place !== this.place) il6.label.setAttribute("transform", place);
    this.place = place;
  }

  show(hour) {
    this.hour = hour;
    const { pen, colour } = this, x = this.x(hour);
    pen.setTransform(this.dense, 0, 0, this.dense, 0, 0);
    pen.clearRect(0, 0, this.width, this.height);
    pen.lineJoin = pen.lineCap = "round";
    this.lines.forEach((line, i) => this.stroke(line, colour[NAMES[i]], 1.5));
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, x, this.height);
    pen.clip();
    this.lines.forEach((line, i) => this.stroke(line, colour[NAMES[i]], 3.5));
    pen.restore();
    pen.fillStyle = colour.text;
    pen.fillRect(x - 0.75, this.panels[0].y0 - 6, 1.5, this.panels[2].y1 - this.panels[0].y0 + 6);
    this.panels.forEach((panel, i) => this.value(panel, colour[NAMES[i]], x, this.valueOf(this.course, panel.name, hour)));
    if (this.course.died !== null) this.lost();
  }

  stroke(line, colour, width) {
    const { pen } = this;
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke(line);
  }

  /** The dot on the curve, and its number at the panel's right end. */
  value({ name, y, y0 }, colour, x, value) {
    const { pen } = this;
    pen.fillStyle = this.colour.text;
    pen.beginPath();
    pen.arc(x, y(value), 5, 0, 2 * Math.PI);
    pen.fill();
    this.write(name === "invader" ? say(words.say.percent, { n: 100 * value }) : amount(value), this.right, y0 - 9, colour, 15, "right");
  }

  /** The end of a patient who was lost. */
  lost() {
    const { end } = this.course, text = `✕ ${words.figure.labels.lost}`;
    const x = Math.min(this.x(end) + 8, this.right - 7 * text.length);
    this.write(text, x, this.panels[0].y(this.course.at("il6", end)) + 4, this.colour.harm, 12, "left");
  }

  write(text, x, y, colour, size, align) {
    const { pen } = this;
    pen.font = `700 ${size}px ${this.font}`;
    pen.textAlign = align;
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
  }
}
