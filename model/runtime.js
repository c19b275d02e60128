// What surrounds the equations: initial states, treatments, restarts and a fixed-step solver.
// The twin of scenarios.py and simulate.py; a test holds both to the same curves.

/** The state at hour 0: health, with the trigger's amounts added. `p` as from `defaults`. */
export function initialState(trigger = {}, p = defaults()) {
  const y = Float64Array.from(compartments, c => c.initial in position ? p[position[c.initial]] : Number(c.initial));
  for (const [kind, amount] of Object.entries(trigger)) {
    if (!(kind in triggers)) throw new Error(`unknown trigger ${kind}; known: ${Object.keys(triggers).join(", ")}`);
    y[index[triggers[kind].compartment]] += amount;
  }
  return y;
}

/** All parameters in order, `overrides` (name → value) put in. */
export function defaults(overrides = {}) {
  const p = Float64Array.from(parameters, ({ value }) => value);
  for (const [name, value] of Object.entries(overrides)) {
    if (!(name in position)) throw new Error(`unknown parameter ${name}`);
    p[position[name]] = value;
  }
  return p;
}

/** The hour at which giving stops: `stop`, else the drug's own course, else never. */
export function end({ drug, start, stop = null }) {
  const course = drugs[drug].hours;
  return stop ?? (course === null ? Infinity : start + course);
}

/** Set the treatment inputs of `p` that hold from `hour` until the next restart; several drugs add up. */
export function setInputs(p, interventions, hour) {
  for (const { input } of Object.values(drugs)) p[position[input]] = 0;
  for (const given of interventions) {
    const { input, hours } = drugs[given.drug], stop = end(given);
    const level = hours === null ? given.dose : given.dose / (stop - given.start);
    if (given.start <= hour && hour < stop) p[position[input]] += level;
  }
}

/** 0, every start and stop of a treatment before `hours`, and `hours`, in order. */
export function restarts(interventions, hours) {
  const changes = interventions.flatMap(given => [given.start, end(given)]);
  return [...new Set([0, hours, ...changes.filter(hour => hour > 0 && hour < hours)])].sort((a, b) => a - b);
}

/** A stepper of the classical Runge–Kutta method: `step(y, p, h)` moves `y` on by `h` hours in place. */
export function stepper() {
  const n = compartments.length, make = () => new Float64Array(n);
  const [k1, k2, k3, k4, trial] = [make(), make(), make(), make(), make()];
  const reach = (y, k, h) => { for (let i = 0; i < n; i++) trial[i] = y[i] + h * k[i]; };
  return (y, p, h) => {
    rates(0, y, p, k1); reach(y, k1, h / 2);
    rates(0, trial, p, k2); reach(y, k2, h / 2);
    rates(0, trial, p, k3); reach(y, k3, h);
    rates(0, trial, p, k4);
    for (let i = 0; i < n; i++) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  };
}

/**
 * Solve a scenario ({trigger, parameters, interventions, hours}); returns {hours, series}, where series
 * has one Float64Array a compartment, a point every `stride` hours or less, and a point at each restart.
 */
export function simulate(scenario, { hours = scenario.hours, stride = 0.1 } = {}) {
  const p = defaults(scenario.parameters), y = initialState(scenario.trigger, p), step = stepper();
  const times = [0], rows = [y.slice()], marks = restarts(scenario.interventions, hours);
  for (let m = 0; m + 1 < marks.length; m++) {
    setInputs(p, scenario.interventions, marks[m]);
    const span = marks[m + 1] - marks[m], n = Math.max(1, Math.ceil(span / stride - 1e-9));
    for (let i = 1; i <= n; i++) {
      step(y, p, span / n);
      times.push(marks[m] + span * i / n);
      rows.push(y.slice());
    }
  }
  const series = {};
  compartments.forEach(({ name }, i) => { series[name] = Float64Array.from(rows, row => row[i]); });
  return { hours: Float64Array.from(times), series };
}
