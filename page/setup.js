// The patient: what starts the trouble, how much of it, how strong feedback and brake are.

import { BRAKE, CASES, FEEDBACK } from "./state.js";
import { amount, exact, say, words } from "./words.js";
import { mark, write } from "./write.js";

const STEPS = 100;           // of the size slider, which is logarithmic

export class Setup {
  /** `change({size} | {feedback} | {brake})`; `choose(trigger)` starts afresh. */
  constructor(host, { change, choose }) {
    this.host = host;
    const names = ["size", "feedback", "brake"];
    this.sliders = Object.fromEntries(names.map(name => [name, host.querySelector(`#${name}`)]));
    for (const [name, { low, high, step }] of Object.entries({ feedback: FEEDBACK, brake: BRAKE })) {
      Object.assign(this.sliders[name], { min: low, max: high, step });
      this.sliders[name].addEventListener("input", event => change({ [name]: Number(event.target.value) }));
    }
    Object.assign(this.sliders.size, { min: 0, max: STEPS, step: 1 });
    this.sliders.size.addEventListener("input", event => {
      const { low, high } = CASES[this.trigger];
      change({ size: Number((low * (high / low) ** (event.target.value / STEPS)).toPrecision(3)) });
    });
    host.addEventListener("change", event => { if (event.target.name === "trigger") choose(event.target.value); });
  }

  draw({ trigger, size, feedback, brake }) {
    const { low, high } = CASES[trigger], { host } = this;
    this.trigger = trigger;
    host.querySelector(`[name="trigger"][value="${trigger}"]`).checked = true;
    write(host.querySelector("#case-note"), words.figure.case_notes[trigger]);
    const name = words.figure[trigger === "cart" ? "size_tumour" : "size_infection"];
    write(host.querySelector('label[for="size"] span'), name);
    const percent = n => say(words.say.percent, { n }), hundredths = x => percent(amount(100 * x));
    const part = STEPS * Math.log(size / low) / Math.log(high / low);
    this.put("size", part, size < 0.0995 ? percent(exact(Number((100 * size).toPrecision(2)))) : hundredths(size));
    this.put("feedback", feedback, hundredths(feedback));
    this.put("brake", brake, hundredths(brake));
  }

  put(name, position, text) {
    const slider = this.sliders[name];
    if (Math.abs(slider.value - position) > slider.step / 2) slider.value = position;
    mark(slider, "aria-valuetext", text);
    write(this.host.querySelector(`output[for="${name}"]`), text);
  }
}
