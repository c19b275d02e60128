// The page's side of the painter: hands it the canvases, and tells it their size and colours, the state and the hour.

import { axes, nameInvader } from "./axes.js";
import { hourAt } from "./panels.js";
import { CASES, DRUGS } from "./state.js";
import { words } from "./words.js";

const COLOURS = ["text", "quiet", "night", "panel", "edge", "immune", "nucleus", "invader", "invader-text", "il6",
  "tnf", "brake", "oxygen", "harm", "tissue", "tissue-edge"];
const FOOT = 17;                 // px from the bottom of a lane to the middle of its handle, as in the style sheet

/** Where `inner` lies in `outer`, in px: {x, y, width, height}. */
function within(outer, inner) {
  const frame = outer.getBoundingClientRect(), { left, top, width, height } = inner.getBoundingClientRect();
  return { x: left - frame.left, y: top - frame.top, width, height };
}

/** Where that part of each row lies, by what the row's `data-${name}` says. */
function boxes(host, name, part) {
  const rows = [...host.querySelectorAll(`[data-${name}]`)];
  return Object.fromEntries(rows.map(row => [row.dataset[name], within(host, row.querySelector(part))]));
}

export class Picture {
  /** `hosts` of the canvases: {curves, dials, scene}. */
  constructor(hosts) {
    const canvases = Object.entries(hosts).map(([name, host]) => [name, host.querySelector("canvas")]);
    Object.assign(this, { hosts, axes: hosts.curves.querySelector("svg"), tumour: false });
    this.painter = new Worker(new URL("./painter.js", import.meta.url), { type: "module" });
    const given = Object.fromEntries(canvases.map(([name, canvas]) => [name, canvas.transferControlToOffscreen()]));
    const locale = document.documentElement.lang;
    this.tell({ begin: { words, locale, canvases: given } }, Object.values(given));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.dress());
    this.dress();
    const watch = new ResizeObserver(() => this.measure());
    for (const [, canvas] of canvases) watch.observe(canvas);
    this.measure();
  }

  /** Show a state from now on. */
  take(state) {
    const tumour = CASES[state.trigger].amount === "tumour";
    if (tumour !== this.tumour) nameInvader(this.axes, tumour);
    this.tumour = tumour;
    this.tell({ take: state });
  }

  /** Show an hour of it. */
  show(hour) { this.tell({ show: hour }); }

  tell(news, handed = []) { this.painter.postMessage(news, handed); }

  /** The hour under a horizontal position on the screen. */
  hourAt(x) { return hourAt(this.places.curves, x - this.hosts.curves.getBoundingClientRect().left); }

  /** Take colours and typeface from the style sheet. */
  dress() {
    const style = getComputedStyle(this.hosts.curves), colour = {};
    for (const name of COLOURS) colour[name] = style.getPropertyValue(`--${name}`).trim();
    this.tell({ dress: { colour, font: style.fontFamily } });
  }

  measure() {
    const { curves, scene, dials } = this.hosts, dense = Math.min(2, devicePixelRatio || 1);
    const size = host => ({ width: host.clientWidth, height: host.clientHeight, turned: host.matches(":dir(rtl)") });
    const places = {
      curves: { ...size(curves), ...this.measureCurves() },
      scene: {
        ...size(scene), loop: within(scene, scene.querySelector(".loop")), bars: boxes(scene, "gauge", "[role=meter]"),
      },
      dials: { ...size(dials), tracks: boxes(dials, "dial", ".track") },
    };
    const key = JSON.stringify([places, dense]);
    if (!places.curves.width || key === this.measured) return;
    Object.assign(this, { places, measured: key });
    axes(this.axes, places.curves);
    nameInvader(this.axes, this.tumour);
    this.tell({ place: { places, dense } });
  }

  measureCurves() {
    const { curves } = this.hosts, style = getComputedStyle(curves);
    const pixels = name => Number.parseFloat(style.getPropertyValue(name));
    const box = query => within(curves, curves.querySelector(query));
    const lanes = DRUGS.map(drug => box(`[data-lane="${drug}"]`)).map(({ y, height }) => y + height - FOOT);
    return {
      foot: this.axes.clientHeight, lanes, track: box(".track"),
      left: pixels("--gutter"), right: curves.clientWidth - pixels("--margin"),
    };
  }
}
