// What stands still in the chart: axes, bands, names. The curves are drawn above it, see chart.js.

import { SHOWN } from "./course.js";
import { ABOVE, across, bandNames, panels } from "./panels.js";
import { count, say, words } from "./words.js";
import { write } from "./write.js";

const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes, parent, text = null) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  parent.append(made);
  return made;
}

/** Draw the axes into `svg`; `place` is {width, foot, left, right} in px, `foot` the height of the drawing. */
export function axes(svg, place) {
  const { width, foot, left, right } = place;
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${foot}`);
  days(svg, place);
  for (const panel of panels(place)) {
    const { name, key, y, y0, y1, ticks } = panel;
    const group = element("g", { class: `panel ${name}` }, svg);
    if (name === "il6") bands(group, panel, place);
    for (const tick of ticks) {
      element("line", { class: "grid", x1: left, x2: right, y1: y(tick), y2: y(tick) }, group);
      element("text", { class: "tick", x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, group, count(tick));
    }
    element("line", { class: "base", x1: left, x2: right, y1, y2: y1 }, group);
    element("text", { class: "title", x: left, y: y0 - ABOVE }, group, words.figure.labels[key]);
  }
}

/** Name what the lowest panel shows: an infection, or a tumour. */
export function nameInvader(svg, tumour) {
  write(svg.querySelector(".invader .title"), words.figure.labels[tumour ? "axis_tumour" : "axis_infection"]);
}

function bands(group, panel, place) {
  const { left, right } = place, { y } = panel, names = bandNames(place, panel);
  const band = (name, low, high) => {
    const box = { x: left, width: right - left, y: y(high), height: y(low) - y(high) };
    element("rect", { class: `band ${name}`, ...box }, group);
    const text = { class: `band-name ${name}`, x: names.right, y: names[name], "text-anchor": "end" };
    element("text", text, group, words.figure.labels[name]);
  };
  band("healthy", 1, 10);
  band("severe", 1000, 10000);
}

/** A line where a day ends, its name below its noon: day 2 is what the clock calls so. */
function days(svg, place) {
  const { foot, left, right } = place, every = right - left > 520 ? 1 : 2, rows = panels(place);
  for (let day = every; day * 24 <= SHOWN; day += every) {
    const at = across(place, day * 24);
    for (const { y0, y1 } of rows) element("line", { class: "grid", x1: at, x2: at, y1: y0, y2: y1 }, svg);
    const text = { class: "tick", x: across(place, day * 24 - 12), y: foot - 7, "text-anchor": "middle" };
    element("text", text, svg, day === every ? say(words.figure.labels.day, { n: day }) : count(day));
  }
}
