// A worker that solves and draws curves, treatments, the loop, gauges and sliders, so that dragging never waits for the
// page's own thread. picture.js sends all that is new, and the next frame shows the newest of it. There is therefore
// one solution per frame, however many moves are reported; a slow machine shows fewer frames, but does not lag
// behind.

import { drawn, lastShown } from "../model/shown.js";
import { hostOf, isTreated } from "../model/state.js";
import { Chart } from "./chart.js";
import { Dials } from "./dials.js";
import { Gauges } from "./gauges.js";
import { Loop } from "./loop.js";

/** @typedef {import("./part.js").Paint} Paint */
/** @typedef {import("./part.js").Pen} Pen */
/** @typedef {import("./part.js").Shown} Shown */
/** @typedef {import("./part.js").Trajectory} Trajectory */
/** @typedef {{width: number, height: number}} Size */
/**
 * The place of everything, in px, by canvas; `dense` is the number of dots in a px.
 * @typedef {object} Layout
 * @property {number} dense
 * @property {import("./chart.js").Place & Size} curves
 * @property {import("./loop.js").Place & import("./gauges.js").Place & Size} scene
 * @property {import("./dials.js").Place & Size} dials
 */
/** @typedef {Record<"curves" | "scene" | "dials", OffscreenCanvas>} Canvases */
/**
 * What picture.js sends: everything at first, later what is new.
 * @typedef {{canvases?: Canvases, paint?: Paint, layout?: Layout, state?: Shown, hour?: number}} News
 */
/**
 * A canvas, its size in dots, and the parts drawn on it.
 * @typedef {{pen: Pen, size: Size, parts: {draw: (hour: number) => void, isDrawn?: boolean}[]}} Sheet
 */
/**
 * @typedef {Record<"curves" | "scene" | "dials", Sheet> & {chart: Chart, loop: Loop, gauges: Gauges, knobs: Dials}}
 *   Picture
 */

// In quotes, since an address may have parentheses and apostrophes.
const FACE = new FontFace("Inter Film", `url("${new URL("../inter-bold.woff2", import.meta.url)}")`, { weight: "700" });
const TYPEFACE_PATIENCE = 3000;                  // ms after which the system's typeface is taken
const PRACTICES = 20, PRACTICE_GAP = 60;         // times that it solves the same at first, ms between two of them

/** @type {Picture} */
let picture;
/**
 * The untreated trajectory that is drawn behind a treated one, and whose it is.
 * @type {{host: string, trajectory: Trajectory} | null}
 */
let untreated = null;
/** @type {News} */
let news = {};
let hour = 0, dense = 1, hasTypeface = false, hasLayout = false, hasStarted = false, isDue = false, isPutOff = false;

/** @param {Canvases} canvases */
function begin(canvases) {
  const pens = { curves: penOf(canvases.curves), scene: penOf(canvases.scene), dials: penOf(canvases.dials) };
  const chart = new Chart(pens.curves), loop = new Loop(pens.scene), gauges = new Gauges(pens.scene);
  const knobs = new Dials(pens.dials), size = { width: 0, height: 0 };
  picture = {
    chart, loop, gauges, knobs,
    curves: { pen: pens.curves, size, parts: [chart] },
    scene: { pen: pens.scene, size, parts: [loop, gauges] },
    dials: { pen: pens.dials, size, parts: [knobs] },
  };
  /** @type {{fonts: FontFaceSet}} */ (/** @type {unknown} */ (self)).fonts.add(FACE);
  // A canvas that has once written in the system's typeface keeps it, so nothing is drawn before the film's is there.
  // If it can't be loaded in time, the system's is used.
  const late = new Promise(resolve => setTimeout(resolve, TYPEFACE_PATIENCE));
  Promise.race([FACE.load(), late]).catch(() => {}).then(() => {
    hasTypeface = true;
    drawSoon();
    practise(PRACTICES);
  });
}

/** @param {OffscreenCanvas} canvas */
const penOf = canvas => /** @type {Pen} */ (canvas.getContext("2d"));

/** @param {Paint} paint */
function setPaint(paint) {
  for (const part of [picture.chart, picture.loop, picture.gauges, picture.knobs]) part.setPaint(paint);
}

/** @param {Layout} layout */
function setLayout({ dense: dots, curves, scene, dials }) {
  const size = (/** @type {Size} */ { width, height }) =>
    ({ width: Math.round(width * dots), height: Math.round(height * dots) });
  dense = dots;
  hasLayout = true;
  picture.curves.size = size(curves);
  picture.scene.size = size(scene);
  picture.dials.size = size(dials);
  picture.chart.setPlace(curves);
  picture.loop.setPlace(scene);
  picture.gauges.setPlace(scene);
  picture.knobs.setPlace(dials);
}

/** @param {Shown} state */
function setState(state) {
  if (!isTreated(state)) untreated = null;
  const trajectory = drawn(state), behind = untreated?.trajectory ?? null;
  picture.chart.setState(state, trajectory, behind);
  picture.loop.setState(state, trajectory);
  picture.gauges.setTrajectory(trajectory, behind);
  picture.knobs.setState(state);
}

/** Draw with the next frame, however many messages come before it. */
function drawSoon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(drawFirst);
}

/**
 * Draw what follows the pointer. The browser shows it when this function returns, so all else, which takes as long
 * again, is drawn later.
 */
function drawFirst() {
  isDue = false;
  take();
  if (!picture?.chart.state || !hasTypeface) return;
  // Without a layout the page has waited too long and shows the still, so there is nothing to draw. It learns that the
  // painter works, and shows the figure again.
  if (hasLayout) {
    draw(picture.curves);
    draw(picture.dials);
    setTimeout(drawRest);
  } else {
    tellStart();
  }
}

/**
 * Draw the rest. It is put off once if the pointer has moved on, so that the next curves need not wait for an old loop.
 */
function drawRest() {
  isPutOff = isDue && !isPutOff;
  if (isPutOff) return;
  renewUntreated();
  draw(picture.scene);
  tellStart();
}

/** Tell the page that the painter works. */
function tellStart() {
  if (!hasStarted) postMessage("started");
  hasStarted = true;
}

/**
 * Solve the untreated trajectory after the patient has changed. Until then the dashed curve is still the previous
 * patient's.
 */
function renewUntreated() {
  const { state, trajectory } = picture.chart;
  if (!state || !isTreated(state) || untreated?.host === hostOf(state)) return;
  untreated = { host: hostOf(state), trajectory: drawn(state, false) };
  picture.chart.setState(state, trajectory, untreated.trajectory);
  picture.gauges.setTrajectory(trajectory, untreated.trajectory);
  drawSoon();
}

/** @param {Sheet} sheet */
function draw({ pen, size, parts }) {
  const at = Math.min(hour, lastShown(picture.chart.trajectory)), { canvas } = pen;
  if (parts.every(part => part.isDrawn)) return;
  // A new size clears a canvas, so it is set only just before drawing.
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.clearRect(0, 0, size.width / dense, size.height / dense);
  for (const part of parts) part.draw(at);
}

/**
 * Solve the same state again until the browser has compiled the code; the first moves would take half as long again.
 * @param {number} times
 */
function practise(times) {
  const { state } = picture.chart;
  if (state && !isDue) setState(state);
  if (times > 1) setTimeout(practise, PRACTICE_GAP, times - 1);
}

/** Take what is new. */
function take() {
  const { canvases, paint, layout, state, hour: at } = news;
  news = {};
  if (canvases) begin(canvases);
  if (paint) setPaint(paint);
  if (layout) setLayout(layout);
  if (state) setState(state);
  if (at !== undefined) hour = at;
}

addEventListener("message", (/** @type {MessageEvent<News>} */ { data }) => {
  Object.assign(news, data);
  drawSoon();
});
