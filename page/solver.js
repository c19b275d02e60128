// Solves a scenario with the generated equations: Dormand–Prince 5(4) with steps of its own choosing and dense
// output, restarted wherever a treatment starts or stops, since the inputs jump there. A fixed step of 0.1 h would
// need ten times as many evaluations, too many for a drag to be answered within one frame.

import { compartments, defaults, initialState, rates, restarts, setInputs } from "./model.js";

const N = compartments.length;
const TOLERANCE = 1e-5;
const ABSOLUTE = compartments.map(({ unit }) => unit === "pg/mL" ? 1e-3 : 1e-6);
const LONGEST = 4;          // h; keeps the drawn curve honest where the solver could leap

const A = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
const DENSE = [-12715105075 / 11282082432, 0, 87487479700 / 32700410799, -10690763975 / 1880347072,
  701980252875 / 199316789632, -1453857185 / 822651844, 69997945 / 29380423];

const vector = () => new Float64Array(N);
const k = Array.from({ length: 7 }, vector);
const trial = vector();
const dense = Array.from({ length: 5 }, vector);

/** Fill k and `trial` (the state after `h` hours); returns the error relative to what is allowed. */
function attempt(y, p, h) {
  for (let stage = 1; stage < 7; stage++) {
    const row = A[stage];
    for (let i = 0; i < N; i++) {
      let slope = 0;
      for (let j = 0; j < stage; j++) slope += row[j] * k[j][i];
      trial[i] = y[i] + h * slope;
    }
    rates(0, trial, p, k[stage]);
  }
  let sum = 0;
  for (let i = 0; i < N; i++) {
    let error = 0;
    for (let j = 0; j < 7; j++) error += ERROR[j] * k[j][i];
    const allowed = ABSOLUTE[i] + TOLERANCE * Math.max(Math.abs(y[i]), Math.abs(trial[i]));
    sum += (h * error / allowed) ** 2;
  }
  return Math.sqrt(sum / N);
}

/** Prepare the continuous solution of the step just accepted (Hairer, Nørsett and Wanner, II.6). */
function prepare(y, h) {
  for (let i = 0; i < N; i++) {
    const rise = trial[i] - y[i], bend = h * k[0][i] - rise;
    let last = 0;
    for (let j = 0; j < 7; j++) last += DENSE[j] * k[j][i];
    dense[0][i] = y[i];
    dense[1][i] = rise;
    dense[2][i] = bend;
    dense[3][i] = rise - h * k[6][i] - bend;
    dense[4][i] = h * last;
  }
}

/** Write the state at the share `s` of the step into the columns of `series`, row `n`. */
function record(series, n, s) {
  const r = 1 - s;
  for (let i = 0; i < N; i++) {
    series[i][n] = dense[0][i] + s * (dense[1][i] + r * (dense[2][i] + s * (dense[3][i] + r * dense[4][i])));
  }
}

/** Solve `scenario` ({trigger, parameters, interventions}); returns {stride, hours, series by compartment}. */
export function solve(scenario, { hours, stride }) {
  const points = Math.round(hours / stride) + 1;
  const series = compartments.map(() => new Float64Array(points));
  const p = defaults(scenario.parameters), y = initialState(scenario.trigger, p);
  const marks = restarts(scenario.interventions, hours);
  series.forEach((column, i) => { column[0] = y[i]; });
  let next = 1;
  for (let m = 0; m + 1 < marks.length; m++) {
    const stop = marks[m + 1];
    let t = marks[m], h = Math.min(0.1, stop - t);
    setInputs(p, scenario.interventions, t);
    rates(0, y, p, k[0]);
    while (t < stop) {
      const final = t + h >= stop - 1e-9, step = final ? stop - t : h;
      const error = attempt(y, p, step);
      const factor = Math.min(5, Math.max(0.2, 0.9 * Math.max(error, 1e-10) ** -0.2));
      if (error <= 1) {
        const end = final ? stop : t + step;
        if (next < points && next * stride <= end) prepare(y, step);
        while (next < points && next * stride <= end + 1e-9) record(series, next, Math.min(1, (next++ * stride - t) / step));
        y.set(trial);
        k[0].set(k[6]);
        t = end;
      }
      h = Math.min(LONGEST, step * factor);
    }
  }
  return { stride, hours, series: Object.fromEntries(compartments.map(({ name }, i) => [name, series[i]])) };
}
