// The patient: what starts the trouble, how much of it, how strong feedback and brake are.

import { BRAKE, CASES, FEEDBACK } from "./state.js";
import { amount, exact, say, words } from "./words.js";

const STEPS = 100;           // of the size slider, which is logarithmic

export class Setup {
  /** `change({size} | {feedback} | {brake})`; `choose(trigger)` starts afresh. */
  constructor(host, { change, choose }) {
    this.host = host;
    this.sliders = Object.fromEntries(["size", "feedback", "brake"].map(name => [name, host.querySelector(`#${name}`)]));
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
    host.querySelector("#case-note").textContent = words.figure.case_notes[trigger];
    host.querySelector('label[for="size"] span').textContent = words.figure[trigger === "cart" ? "size_tumour" : "size_infection"];
    const put = (name, position, text) => {
      const slider = this.sliders[name];
      slider.value = position;
      slider.setAttribute("aria-valuetext", text);
      host.querySelector(`output[for="${name}"]`).textContent = text;
    };
    put("size", STEPS * Math.log(size / low) / Math.log(high / low), say(words.say.percent, { n: size < 0.0995 ? exact(Number((100 * size).toPrecision(2))) : amount(100 * size) }));
    put("feedback", feedback, say(words.say.percent, { n: amount(100 * feedback) }));
    put("brake", brake, say(words.say.percent, { n: amount(100 * brake) }));
  }
}
