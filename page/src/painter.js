// A worker that solves and draws, so that a hand is never kept waiting by the page: curves and treatments, the loop,
// gauges and sliders. picture.js tells it all that is new; the newest is what the next frame shows, so that it solves
// once a picture, however often a hand moves, and a slow machine leaves pictures out, but never lags.

import { Chart } from "./chart.js";
import { Course, SHOWN } from "./course.js";
import { Knobs } from "./knobs.js";
import { Loop } from "./loop.js";
import { Meters } from "./meters.js";
import { hostOf, scenarioOf, treated } from "./state.js";
import { learn } from "./words.js";

const FACE = new FontFace("Inter Film", "url(inter-bold.woff2)", { weight: "700" });
// By the name of a canvas: {pen, parts, width, height, dense}, its size in dots, `dense` of them in a px.
const sheets = {};
let chart, loop, meters, knobs, news = {}, ghost = null, hour = 0;
let lettered = false, due = false, putOff = false;

const TOLD = {
  begin({ words, locale, canvases }) {
    learn(words, locale);
    for (const [name, canvas] of Object.entries(canvases)) sheets[name] = { pen: canvas.getContext("2d") };
    const { curves, scene, dials } = sheets;
    curves.parts = [chart = new Chart(curves.pen)];
    scene.parts = [loop = new Loop(scene.pen), meters = new Meters(scene.pen)];
    dials.parts = [knobs = new Knobs(dials.pen)];
    self.fonts.add(FACE);
    // Not before: a canvas that wrote once in the system's typeface, keeps it. It is also what is left if this fails.
    FACE.load().catch(() => {}).then(() => { lettered = true; show(); practise(20); });
  },
  dress(look) {
    for (const { parts } of Object.values(sheets)) for (const part of parts) part.dress(look);
  },
  place({ places, dense }) {
    for (const [name, sheet] of Object.entries(sheets)) {
      const { width, height } = places[name];
      Object.assign(sheet, { width: Math.round(width * dense), height: Math.round(height * dense), dense });
      for (const part of sheet.parts) part.place(places[name]);
    }
  },
  take(state) {
    if (!treated(state)) ghost = null;
    const course = new Course(scenarioOf(state), SHOWN);
    chart.take(course, ghost, state);
    loop.take(course);
    meters.take(course, ghost);
    knobs.take(state);
  },
  show(at) { hour = at; },
};

/** Draw with the next frame, however much is told before it. */
function show() {
  if (due) return;
  due = true;
  requestAnimationFrame(frame);
}

/** What a hand moves first. It is handed over when this ends; all else, which takes as long again, comes after it. */
function frame() {
  due = false;
  hear();
  if (!chart?.course || !lettered) return;
  draw(sheets.curves);
  draw(sheets.dials);
  setTimeout(follow);
}

/** Put off once where the hand has moved on already: its next curves come first, and need not wait for an old loop. */
function follow() {
  putOff = due && !putOff;
  if (putOff) return;
  renewGhost();
  draw(sheets.scene);
}

/** Solve for a changed patient without treatment. Until that is drawn, the ghost is of the patient before. */
function renewGhost() {
  const { course, state } = chart, host = hostOf(state);
  if (!treated(state) || ghost?.host === host) return;
  ghost = Object.assign(new Course(scenarioOf(state, false), SHOWN), { host });
  chart.take(course, ghost, state);
  meters.take(course, ghost);
  show();
}

function draw({ pen, parts, width, height, dense }) {
  const at = Math.min(hour, chart.course.end), { canvas } = pen;
  if (parts.every(part => part.holds?.(at))) return;
  // Not when it is told: a canvas that takes a new size is empty.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.clearRect(0, 0, width / dense, height / dense);
  for (const part of parts) part.show(at);
}

/** Take the same again until the browser has compiled it: a hand's first moves would take half as long again. */
function practise(times) {
  if (chart.course && !due) TOLD.take(chart.state);
  if (times > 1) setTimeout(practise, 60, times - 1);
}

/** Take what is new, by the name of who takes it, in this order. */
function hear() {
  for (const [name, take] of Object.entries(TOLD)) if (name in news) take(news[name]);
  news = {};
}

addEventListener("message", ({ data }) => {
  Object.assign(news, data);
  show();
});
