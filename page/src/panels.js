// Where the curves stand: three panels, one above the other on one time axis. Axes (axes.js) and curves (chart.js) are
// drawn by different hands and must agree.

import { SHOWN } from "./course.js";

export const ABOVE = 9;                          // px from a panel up to the feet of its name and its number
const HEAD = 26, FOOT = 24;                      // px above a panel for its name, below the last for the days

const log = { of: x => Math.log10(Math.max(x, 1)) / 4 };
const linear = (low, high) => ({ of: x => (Math.min(Math.max(x, low), high) - low) / (high - low) });

// Colour, of the curve and, where that is another, ink of its number are custom properties of the style sheet.
const PANELS = [
  { name: "il6", colour: "il6", key: "axis_il6", scale: log, ticks: [1, 10, 100, 1000, 10000], share: 0.6 },
  { name: "spo2", colour: "oxygen", key: "axis_oxygen", scale: linear(50, 100), ticks: [70, 100], share: 0.2 },
  {
    name: "invader", colour: "invader", ink: "invader-text", key: "axis_infection",
    scale: linear(0, 1), ticks: [], share: 0.2,
  },
];

/** The horizontal position of an hour, in px. */
export const across = ({ left, right }, hour) => left + (right - left) * hour / SHOWN;

/** Where the bands of IL-6 are named, by its panel: the right end, and a foot each. Storms run through the middle. */
export const bandNames = ({ right }, { y }) => ({
  right: right - 6, healthy: y(1) - 7, severe: y(1000) - y(10000) > 40 ? y(10000) + 15 : y(1000) - 5,
});

/** The hour at a horizontal position, in px. */
export const hourAt = ({ left, right }, x) => Math.min(SHOWN, Math.max(0, (x - left) / (right - left) * SHOWN));

/** The panels in a chart whose axes end at `foot` px, each with its top y0, its bottom y1 and `y(value)`. */
export function panels({ foot }) {
  const usable = foot - FOOT;
  let bottom = 0;
  return PANELS.map(panel => {
    const y0 = bottom + HEAD, y1 = bottom += panel.share * usable;
    return { ...panel, y0, y1, y: value => y1 - panel.scale.of(value) * (y1 - y0) };
  });
}
