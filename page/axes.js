// What stands still in the chart: axes, bands, names. The curves are drawn above it, see chart.js.

import { count, say, words } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const HEAD = 26, FOOT = 24;                      // px above a panel for its name, below the last for the days

const log = { of: x => Math.log10(Math.max(x, 1)) / 4 };
const linear = (low, high) => ({ of: x => (Math.min(Math.max(x, low), high) - low) / (high - low) });

const PANELS = [
  { name: "il6", key: "axis_il6", scale: log, ticks: [1, 10, 100, 1000, 10000], share: 0.6 },
  { name: "spo2", key: "axis_oxygen", scale: linear(50, 100), ticks: [70, 100], share: 0.2 },
  { name: "invader", key: "axis_infection", scale: linear(0, 1), ticks: [], share: 0.2 },
];

function element(name, attributes, parent, text = null) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  parent.append(made);
  return made;
}

/** Draw the axes over `hours` and return the panels, each with its `y(value)`. */
export function axes(svg, { width, height, left, right, hours, x }) {
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  days(svg, { width: right - left, height, hours, x });
  const usable = height - FOOT;
  let bottom = 0;
  return PANELS.map(({ name, key, scale, ticks, share }) => {
    const y0 = bottom + HEAD, y1 = bottom += share * usable;
    const panel = { name, y0, y1, y: value => y1 - scale.of(value) * (y1 - y0) };
    const group = element("g", { class: `panel ${name}` }, svg);
    if (name === "il6") bands(group, panel, left, right);
    for (const tick of ticks) {
      element("line", { class: "grid", x1: left, x2: right, y1: panel.y(tick), y2: panel.y(tick) }, group);
      element("text", { class: "tick", x: left - 6, y: panel.y(tick) + 4, "text-anchor": "end" }, group, count(tick));
    }
    element("line", { class: "base", x1: left, x2: right, y1, y2: y1 }, group);
    panel.title = element("text", { class: "title", x: left, y: y0 - 9 }, group, words.figure.labels[key]);
    panel.ghost = element("path", { class: "ghost" }, group);
    if (name === "il6") panel.label = element("text", { class: "ghost-name" }, group);
    return panel;
  });
}

function bands(group, { y }, left, right) {
  const band = (name, low, high, at) => {
    element("rect", { class: `band ${name}`, x: left, width: right - left, y: y(high), height: y(low) - y(high) }, group);
    element("text", { class: `band-name ${name}`, x: right - 6, y: at, "text-anchor": "end" }, group, words.figure.labels[name]);
  };
  band("healthy", 1, 10, y(1) - 7);
  band("severe", 1000, 10000, y(1000) - 6);
}

function days(svg, { width, height, hours, x }) {
  const every = width > 520 ? 1 : 2;
  for (let day = every; day * 24 <= hours; day += every) {
    const at = x(day * 24), last = day * 24 === hours;
    element("line", { class: "grid", x1: at, x2: at, y1: HEAD, y2: height - FOOT }, svg);
    element("text", { class: "tick", x: at, y: height - 7, "text-anchor": last ? "end" : "middle" }, svg,
      day === every ? say(words.figure.labels.day, { n: day }) : count(day));
  }
}
