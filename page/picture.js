// The page's side of the painter: hands it both canvases, and tells it their size and colours, the state and the hour.
// One message is under way at a time and the newest news waits for it: a slow machine leaves pictures out, never lags.

import { axes, nameInvader } from "./axes.js";
import { hourAt } from "./panels.js";
import { CASES, DRUGS } from "./state.js";
import { words } from "./words.js";

const COLOURS = ["text", "quiet", "panel", "immune", "invader", "il6", "tnf", "brake", "oxygen", "harm", "tissue",
  "tissue-edge"];
const FOOT = 17;                 // px from the bottom of a lane to the middle of its handle, as in the style sheet

export class Picture {
  /** `plot` holds the axes (svg), the lanes and, above both, the canvas of the curves; `cells` is the loop's canvas. */
  constructor(plot, cells) {
    const curves = plot.querySelector("canvas");
    Object.assign(this, { plot, cells, curves, axes: plot.querySelector("svg"), news: {}, busy: false });
    this.painter = new Worker(new URL("./painter.js", import.meta.url), { type: "module" });
    this.painter.addEventListener("message", () => { this.busy = false; this.send(); });
    const given = { curves: curves.transferControlToOffscreen(), cells: cells.transferControlToOffscreen() };
    this.tell({ begin: { words, locale: document.documentElement.lang, ...given } }, Object.values(given));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.dress());
    this.dress();
    const watch = new ResizeObserver(() => this.measure());
    for (const canvas of [curves, cells]) watch.observe(canvas);
    this.measure();
  }

  /** Show a state from now on. */
  take(state) {
    nameInvader(this.axes, CASES[state.trigger].amount === "tumour");
    this.tell({ take: state });
  }

  /** Show an hour of it. */
  show(hour) { this.tell({ show: hour }); }

  tell(news, handed = []) {
    Object.assign(this.news, news);
    if (!this.busy || handed.length) this.send(handed);
  }

  send(handed = []) {
    if (!Object.keys(this.news).length) return;
    this.painter.postMessage(this.news, handed);
    this.news = {};
    this.busy = true;
  }

  /** The hour under a horizontal position on the screen. */
  hourAt(x) { return hourAt(this.place, x - this.plot.getBoundingClientRect().left); }

  /** Take colours and typeface from the style sheet. */
  dress() {
    const style = getComputedStyle(this.plot), colour = {};
    for (const name of COLOURS) colour[name] = style.getPropertyValue(`--${name}`).trim();
    this.tell({ dress: { colour, font: style.fontFamily } });
  }

  measure() {
    const { clientWidth: width, clientHeight: full } = this.curves, { clientWidth: cells } = this.cells;
    const dense = Math.min(2, devicePixelRatio || 1), key = [width, full, cells, dense].join();
    if (!width || key === this.measured) return;
    this.measured = key;
    const style = getComputedStyle(this.plot), pixels = name => Number.parseFloat(style.getPropertyValue(name));
    const top = this.plot.getBoundingClientRect().top, lanes = DRUGS.map(drug => {
      const lane = this.plot.querySelector(`[data-lane="${drug}"]`).getBoundingClientRect();
      return lane.bottom - top - FOOT;
    });
    this.place = {
      width, full, height: this.axes.clientHeight, left: pixels("--gutter"), right: width - pixels("--margin"), lanes,
    };
    axes(this.axes, this.place);
    this.tell({ place: { course: this.place, cells, dense } });
  }
}
