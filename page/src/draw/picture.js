// The page's side of the painter: gives it the canvases, and sends it their sizes and colours, the state and the hour.

import { byId, firstAnswer, part, startWorker } from "../document.js";
import { DRUGS, causeOf } from "../model/state.js";
import { axes, nameInvader } from "./axes.js";
import { hourAt } from "./panels.js";

/** @typedef {import("./painter.js").Layout} Layout */
/** @typedef {import("./part.js").Box} Box */
/** @typedef {import("./part.js").Shown} Shown */
/**
 * @typedef {{curves: HTMLElement, scene: HTMLElement, dials: HTMLElement}} Hosts  the elements that hold the canvases
 */

const COLOURS = ["text", "quiet", "ground", "panel", "edge", "immune", "nucleus", "invader", "invader-text", "il6",
  "tnf", "brake", "oxygen", "harm", "tissue", "tissue-edge"];
const FOOT = 17;                 // px from the bottom of a lane to the middle of its handle, as in the style sheet
const DENSEST = 2;               // dots a px that are drawn

/** The box of an element within another, in px. @param {Element} outer @param {Element} inner @returns {Box} */
function within(outer, inner) {
  const frame = outer.getBoundingClientRect(), { left, top, width, height } = inner.getBoundingClientRect();
  return { x: left - frame.left, y: top - frame.top, width, height };
}

/**
 * The box of a part of each row, by what the row's attribute `data-${name}` says.
 * @param {HTMLElement} host @param {string} name @param {string} selector
 */
function boxes(host, name, selector) {
  const rows = [...host.querySelectorAll(`[data-${name}]`)].filter(row => row instanceof HTMLElement);
  return Object.fromEntries(rows.map(row => [row.dataset[name] ?? "", within(host, part(row, selector))]));
}

/**
 * The places of what is drawn over the curves' axes.
 * @param {HTMLElement} host @param {SVGElement} svg
 * @returns {Layout["curves"]}
 */
export function curvesLayout(host, svg) {
  const style = getComputedStyle(host), { clientWidth: width, clientHeight: height } = host;
  const pixels = (/** @type {string} */ name) => Number.parseFloat(style.getPropertyValue(name));
  const lanes = DRUGS.map(drug => within(host, part(host, `[data-lane="${drug}"]`)));
  return {
    width, height, foot: svg.clientHeight, left: pixels("--gutter"), right: width - pixels("--margin"),
    lanes: lanes.map(lane => lane.y + lane.height - FOOT), track: within(host, part(host, ".track")),
  };
}

export class Picture {
  #painter = startWorker("./draw/painter.js");
  /** Settled when the painter has drawn for the first time. */
  started = firstAnswer(this.#painter);
  #axes;
  #measured = "";
  /** @type {Layout} */
  #layout;
  /** @type {Shown} */
  #state;

  /** @param {Hosts} hosts @param {Shown} state the one to begin with */
  constructor(hosts, state) {
    this.hosts = hosts;
    this.#state = state;
    this.#axes = part(hosts.curves, "svg", SVGSVGElement);
    const canvas = (/** @type {HTMLElement} */ host) => part(host, "canvas", HTMLCanvasElement);
    const canvases = {
      curves: canvas(hosts.curves).transferControlToOffscreen(),
      scene: canvas(hosts.scene).transferControlToOffscreen(),
      dials: canvas(hosts.dials).transferControlToOffscreen(),
    };
    this.#send({ canvases }, Object.values(canvases));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#sendPaint());
    this.#sendPaint();
    const watch = new ResizeObserver(() => this.#measure());
    for (const host of Object.values(hosts)) watch.observe(canvas(host));
    this.#measure();
  }

  /** Show a state from now on. @param {Shown} state */
  setState(state) {
    const before = this.#state;
    this.#state = state;
    if (this.#measured && causeOf(state) !== causeOf(before)) nameInvader(this.#axes, state);
    this.#send({ state });
  }

  /** Show an hour of it. @param {number} hour */
  setHour(hour) { this.#send({ hour }); }

  /** The hour under a horizontal position on the screen. @param {number} x */
  hourAt(x) { return hourAt(this.#layout.curves, x - this.hosts.curves.getBoundingClientRect().left); }

  /** @param {import("./painter.js").News} news @param {Transferable[]} [transferred] */
  #send(news, transferred = []) { this.#painter.postMessage(news, transferred); }

  /** Send colours and typeface of the style sheet. */
  #sendPaint() {
    const style = getComputedStyle(this.hosts.curves);
    const colours = Object.fromEntries(COLOURS.map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
    this.#send({ paint: { colours, font: style.fontFamily } });
  }

  #measure() {
    const { curves, scene, dials } = this.hosts;
    const size = (/** @type {HTMLElement} */ host) =>
      ({ width: host.clientWidth, height: host.clientHeight, turned: host.matches(":dir(rtl)") });
    /** @type {Layout} */
    const layout = {
      dense: Math.min(DENSEST, devicePixelRatio || 1),
      curves: curvesLayout(curves, this.#axes),
      scene: { ...size(scene), loop: within(scene, part(scene, ".loop")), bars: boxes(scene, "gauge", "[role=meter]") },
      dials: {
        ...size(dials), tracks: /** @type {import("./dials.js").Place["tracks"]} */ (boxes(dials, "dial", ".track")),
      },
    };
    const measured = JSON.stringify(layout);
    if (!layout.curves.width || measured === this.#measured) return;
    this.#layout = layout;
    this.#measured = measured;
    axes(this.#axes, layout.curves, this.#state);
    this.#send({ layout });
  }
}

/** The elements of the figure that hold canvases. @returns {Hosts} */
export const hosts = () => ({ curves: byId("plot"), scene: byId("scene"), dials: byId("dials") });
