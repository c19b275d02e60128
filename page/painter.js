// A worker that solves and draws, so that a hand on a handle is never kept waiting by the page: curves, treatments and
// the picture of the loop. It is told by picture.js, one message at a time, and answers each when it is drawn.

import { Chart } from "./chart.js";
import { Course, SHOWN } from "./course.js";
import { Loop } from "./loop.js";
import { hostOf, scenarioOf, treated } from "./state.js";
import { learn } from "./words.js";

const FACE = new FontFace("Inter Film", "url(inter-bold.woff2)", { weight: "700" });
let chart, loop, ghost = null, hour = 0, lettered = false;

const TOLD = {
  begin({ words, locale, curves, cells }) {
    learn(words, locale);
    chart = new Chart(curves);
    loop = new Loop(cells);
    self.fonts.add(FACE);
    // Not before: a canvas that wrote once in the system's typeface, keeps it. It is also what is left if this fails.
    FACE.load().catch(() => {}).then(() => { lettered = true; show(); });
  },
  dress(look) {
    chart.dress(look);
    loop.dress(look);
  },
  place({ course, cells, dense }) {
    chart.place(course, dense);
    loop.place(cells, dense);
  },
  take(state) {
    const host = hostOf(state);
    if (!treated(state)) ghost = null;
    else if (ghost?.host !== host) ghost = Object.assign(new Course(scenarioOf(state, false), SHOWN), { host });
    const course = new Course(scenarioOf(state), SHOWN);
    chart.take(course, ghost, state.given);
    loop.take(course);
  },
  show(at) { hour = at; },
};

function show() {
  if (!chart.course || !lettered) return;
  const at = Math.min(hour, chart.course.end);
  chart.show(at);
  loop.show(at);
}

/** A message holds whatever is new, by the name of who takes it, in this order. */
addEventListener("message", ({ data }) => {
  for (const [name, take] of Object.entries(TOLD)) if (name in data) take(data[name]);
  show();
  postMessage(null);
});
