// The curves: IL-6 on a logarithmic axis, oxygen, and the invader, one above the other on one time axis. What has
// been played is bold, what is to come is thin, the untreated course stays behind as a dashed ghost.

import { SHOWN } from "./course.js";
import { amount, count, say, words } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 1;                                  // h between drawn points

const log = { low: 1, high: 10000, of: x => Math.log10(Math.max(x, 1)) / 4 };
const linear = (low, high) => ({ low, high, of: x => (Math.min(Math.max(x, low), high) - low) / (high - low) });

const PANELS = [
  { name: "il6", key: "axis_il6", scale: log, ticks: [1, 10, 100, 1000, 10000], share: 0.6, top: 24 },
  { name: "spo2", key: "axis_oxygen", scale: linear(50, 100), ticks: [70, 100], share: 0.2, top: 26 },
  { name: "invader", key: "axis_infection", scale: linear(0, 1), ticks: [], share: 0.2, top: 26 },
];

function element(name, attributes = {}, parent = null, text = null) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  parent?.append(made);
  return made;
}

export class Chart {
  constructor(svg) {
    this.svg = svg;
    this.course = null;
    new ResizeObserver(() => this.resize()).observe(svg.parentElement);
    this.resize();
  }

  x(hour) { return this.gutter + (this.width - this.gutter - this.margin) * hour / SHOWN; }

  /** The hour under a horizontal position, in px from the chart's left edge. */
  hourAt(x) {
    return Math.min(SHOWN, Math.max(0, (x - this.gutter) / (this.width - this.gutter - this.margin) * SHOWN));
  }

  resize() {
    const { width, height } = this.svg.parentElement.getBoundingClientRect();
    if (!width || (width === this.width && height === this.height)) return;
    Object.assign(this, { width, height });
    const style = getComputedStyle(this.svg), pixels = name => Number.parseFloat(style.getPropertyValue(name));
    this.gutter = pixels("--gutter");
    this.margin = pixels("--margin");
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.build();
    if (this.course) { this.draw(this.course, this.ghost); this.show(this.hour); }
  }

  build() {
    this.svg.replaceChildren();
    const usable = this.height - 24, right = this.width - this.margin;
    let top = 0;
    this.days(right);
    this.panels = PANELS.map(panel => {
      const y0 = top + panel.top, y1 = top + panel.share * usable;
      top = y1;
      const made = { ...panel, y: value => y1 - panel.scale.of(value) * (y1 - y0), y0, y1 };
      const group = element("g", { class: `panel ${panel.name}` }, this.svg);
      if (panel.name === "il6") this.bands(made, group, right);
      for (const tick of panel.ticks) {
        element("line", { class: "grid", x1: this.gutter, x2: right, y1: made.y(tick), y2: made.y(tick) }, group);
        element("text", { class: "tick", x: this.gutter - 6, y: made.y(tick) + 4, "text-anchor": "end" }, group, count(tick));
      }
      element("line", { class: "base", x1: this.gutter, x2: right, y1, y2: y1 }, group);
      made.title = element("text", { class: "title", x: this.gutter, y: y0 - 9 }, group, words.figure.labels[panel.key]);
      made.ghost = element("path", { class: "ghost" }, group);
      made.future = element("path", { class: "future" }, group);
      const clip = element("clipPath", { id: `past-${panel.name}` }, group);
      made.window = element("rect", { x: 0, y: 0, width: 0, height: this.height }, clip);
      made.past = element("path", { class: "past", "clip-path": `url(#past-${panel.name})` }, group);
      made.dot = element("circle", { class: "dot", r: 5 }, group);
      made.value = element("text", { class: "value", "text-anchor": "end", x: right, y: y0 - 9 }, group);
      return made;
    });
    this.now = element("line", { class: "now", y1: PANELS[0].top - 6, y2: usable }, this.svg);
    this.ends = ["ghost-end", "course-end"].map(name => element("text", { class: `end ${name}` }, this.svg));
  }

  bands({ y }, group, right) {
    const band = (name, low, high, at, anchor, x) => {
      element("rect", { class: `band ${name}`, x: this.gutter, width: right - this.gutter, y: y(high), height: y(low) - y(high) }, group);
      element("text", { class: `band-name ${name}`, x, y: at, "text-anchor": anchor }, group, words.figure.labels[name]);
    };
    band("healthy", 1, 10, y(1) - 7, "end", right - 6);
    band("severe", 1000, 10000, y(10000) + 15, "end", right - 6);
  }

  days(right) {
    const every = right - this.gutter > 520 ? 1 : 2;
    for (let day = every; day <= SHOWN / 24; day += every) {
      const x = this.x(day * 24);
      element("line", { class: "grid", x1: x, x2: x, y1: PANELS[0].top, y2: this.height - 24 }, this.svg);
      element("text", { class: "tick", x, y: this.height - 7, "text-anchor": day * 24 === SHOWN ? "end" : "middle" }, this.svg,
        day === every || every === 1 && right - this.gutter > 700 ? say(words.figure.labels.day, { n: day }) : count(day));
    }
  }

  /** The value that panel `name` shows of a course; the invader is relative to the higher of both peaks. */
  valueOf(course, name, hour) {
    return name === "invader" ? course.at(course.invader, hour) / this.most : course.at(name, hour);
  }

  path(course, panel) {
    let d = "";
    for (let hour = 0; hour < course.end; hour += STEP) {
      d += `${d ? "L" : "M"}${this.x(hour).toFixed(1)} ${panel.y(this.valueOf(course, panel.name, hour)).toFixed(1)}`;
    }
    return `${d}L${this.x(course.end).toFixed(1)} ${panel.y(this.valueOf(course, panel.name, course.end)).toFixed(1)}`;
  }

  /** Draw a course and, behind it, the untreated one (null: they are the same). */
  draw(course, ghost) {
    Object.assign(this, { course, ghost });
    const peak = one => one.peak(one.invader, 0, one.end).value;
    this.most = Math.max(peak(course), ghost ? peak(ghost) : 0, 1e-6);
    for (const panel of this.panels) {
      const d = this.path(course, panel);
      panel.future.setAttribute("d", d);
      panel.past.setAttribute("d", d);
      panel.ghost.setAttribute("d", ghost ? this.path(ghost, panel) : "");
    }
    this.panels[2].title.textContent = words.figure.labels[course.invader === "antigen" ? "axis_tumour" : "axis_infection"];
    this.mark(this.ends[1], course, "", 22);
    const beside = ghost && this.x(ghost.end) + 110 > this.x(course.end) && ghost.end < course.end + 40;
    this.mark(this.ends[0], ghost, words.figure.labels.ghost, beside ? 40 : 22);
  }

  /** Write what became of a course below the end of its IL-6 curve, or its name above the peak. */
  mark(text, one, name, below) {
    const lost = one?.died && one.died <= SHOWN;
    text.textContent = lost ? `${name} ✕ ${words.figure.labels.lost}`.trim() : one ? name : "";
    if (!text.textContent) return;
    const { hour, value } = lost ? { hour: one.end, value: one.at("il6", one.end) } : one.peak("il6", 0, one.end);
    const last = this.width - this.margin - 7 * text.textContent.length;
    text.setAttribute("x", Math.min(this.x(hour) + 4, last));
    text.setAttribute("y", this.panels[0].y(value) + (lost ? below : -8));
  }

  show(hour) {
    this.hour = hour;
    const x = this.x(hour);
    this.now.setAttribute("x1", x);
    this.now.setAttribute("x2", x);
    for (const panel of this.panels) {
      const value = this.valueOf(this.course, panel.name, hour);
      panel.window.setAttribute("width", x);
      panel.dot.setAttribute("cx", x);
      panel.dot.setAttribute("cy", panel.y(value));
      panel.value.textContent = panel.name === "invader" ? say(words.say.percent, { n: 100 * value }) : amount(value);
    }
  }
}
