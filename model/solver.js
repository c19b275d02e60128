// The solver: Dormand–Prince 5(4) with steps of its own choice and dense output, restarted wherever a treatment starts
// or stops, since the inputs jump there. Steps of a fixed 0.1 h would need ten times as many evaluations of the
// equations.

const N = compartments.length;
const TOLERANCE = 5e-6;      // relative, of a step
const ABSOLUTE = compartments.map(({ unit }) => unit === "pg/mL" ? 1e-4 : 1e-7);
const LONGEST_STEP = 1.2;    // h, short enough for the method to be stable: the fastest rates are some 2 per hour

const vector = () => new Float64Array(N);
const [k1, k2, k3, k4, k5, k6, k7] = Array.from({ length: 7 }, vector);
const trial = vector();
const [d0, d1, d2, d3, d4] = Array.from({ length: 5 }, vector);

/**
 * Fill the slopes k and `trial`, the state after `h` hours; return the error as a share of the allowed one.
 * @param {Float64Array} y @param {Float64Array} p @param {number} h
 */
function attempt(y, p, h) {
  for (let i = 0; i < N; i++) trial[i] = y[i] + h * (k1[i] / 5);
  rates(0, trial, p, k2);
  for (let i = 0; i < N; i++) trial[i] = y[i] + h * (3 / 40 * k1[i] + 9 / 40 * k2[i]);
  rates(0, trial, p, k3);
  for (let i = 0; i < N; i++) trial[i] = y[i] + h * (44 / 45 * k1[i] - 56 / 15 * k2[i] + 32 / 9 * k3[i]);
  rates(0, trial, p, k4);
  for (let i = 0; i < N; i++) {
    trial[i] = y[i] + h * (19372 / 6561 * k1[i] - 25360 / 2187 * k2[i] + 64448 / 6561 * k3[i] - 212 / 729 * k4[i]);
  }
  rates(0, trial, p, k5);
  for (let i = 0; i < N; i++) {
    trial[i] = y[i] + h * (9017 / 3168 * k1[i] - 355 / 33 * k2[i] + 46732 / 5247 * k3[i] + 49 / 176 * k4[i]
      - 5103 / 18656 * k5[i]);
  }
  rates(0, trial, p, k6);
  for (let i = 0; i < N; i++) {
    trial[i] = y[i] + h * (35 / 384 * k1[i] + 500 / 1113 * k3[i] + 125 / 192 * k4[i] - 2187 / 6784 * k5[i]
      + 11 / 84 * k6[i]);
  }
  rates(0, trial, p, k7);
  let sum = 0;
  for (let i = 0; i < N; i++) {
    const error = h * (71 / 57600 * k1[i] - 71 / 16695 * k3[i] + 71 / 1920 * k4[i] - 17253 / 339200 * k5[i]
      + 22 / 525 * k6[i] - 1 / 40 * k7[i]);
    const share = error / (ABSOLUTE[i] + TOLERANCE * Math.max(Math.abs(y[i]), Math.abs(trial[i])));
    sum += share * share;
  }
  return Math.sqrt(sum / N);
}

/**
 * Prepare the continuous solution of the step of `h` hours from `y` (Hairer, Nørsett and Wanner, II.6).
 * @param {Float64Array} y @param {number} h
 */
function prepare(y, h) {
  for (let i = 0; i < N; i++) {
    const rise = trial[i] - y[i], bend = h * k1[i] - rise;
    d0[i] = y[i];
    d1[i] = rise;
    d2[i] = bend;
    d3[i] = rise - h * k7[i] - bend;
    d4[i] = h * (-12715105075 / 11282082432 * k1[i] + 87487479700 / 32700410799 * k3[i]
      - 10690763975 / 1880347072 * k4[i] + 701980252875 / 199316789632 * k5[i] - 1453857185 / 822651844 * k6[i]
      + 69997945 / 29380423 * k7[i]);
  }
}

/**
 * Write the state at the share `s` of the prepared step into row `n` of the columns.
 * @param {Float64Array[]} columns @param {number} n @param {number} s
 */
function record(columns, n, s) {
  const r = 1 - s;
  for (let i = 0; i < N; i++) {
    columns[i][n] = d0[i] + s * (d1[i] + r * (d2[i] + s * (d3[i] + r * d4[i])));
  }
}

/**
 * Solve a scenario to its last hour, or until the patient dies.
 * @param {Scenario} scenario
 * @param {{hours: number, stride?: number}} options
 * @returns {Solution}
 */
export function solve({ trigger, parameters: overrides, interventions }, { hours, stride = STRIDE }) {
  const points = Math.round(hours / stride) + 1;
  const columns = compartments.map(() => new Float64Array(points));
  const series = Object.fromEntries(compartments.map(({ name }, i) => [name, columns[i]]));
  const p = defaults(overrides), y = initialState(trigger, p), marks = restarts(interventions, hours);
  columns.forEach((column, i) => { column[0] = y[i]; });
  const deathAt = watch(series, p, stride);
  let next = 1;
  for (let m = 0; m + 1 < marks.length; m++) {
    const stop = marks[m + 1];
    let t = marks[m], h = Math.min(0.1, stop - t);
    setInputs(p, interventions, t);
    rates(0, y, p, k1);
    while (t < stop) {
      const final = t + h >= stop - 1e-9, step = final ? stop - t : h;
      const error = attempt(y, p, step);
      const factor = Math.min(5, Math.max(0.2, 0.9 * Math.max(error, 1e-10) ** -0.2));
      if (error <= 1) {
        const reached = final ? stop : t + step;
        const isReached = () => next < points && next * stride <= reached + 1e-9;
        if (isReached()) prepare(y, step);
        for (; isReached(); next++) {
          record(columns, next, Math.min(1, (next * stride - t) / step));
          const died = deathAt(next);
          if (died !== null) return { stride, hours: Math.floor(died / stride + 1e-9) * stride, died, series };
        }
        y.set(trial);
        k1.set(k7);
        t = reached;
      }
      h = Math.min(LONGEST_STEP, step * factor);
    }
  }
  return { stride, hours, died: null, series };
}
