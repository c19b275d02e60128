// The patient: what starts the illness, how much of it, and how strong feedback and brake are. The painter draws the
// sliders.

import { words } from "../generated/words.js";
import { part, write } from "../document.js";
import { causeWords } from "../words/names.js";
import { entry } from "../words/say.js";
import { RANGES, dials, sizeAt } from "./dials.js";
import { Slider } from "./slider.js";

/** @typedef {import("../model/state.js").State} State */
/** @typedef {import("./dials.js").Name} Name */

export class Setup {
  #trigger = "";

  /**
   * @param {HTMLElement} host
   * @param {object} listeners
   * @param {(changes: Partial<Pick<State, Name>>) => void} listeners.change called with every move
   * @param {(trigger: string) => void} listeners.choose called with another case
   */
  constructor(host, { change, choose }) {
    this.host = host;
    this.sliders = RANGES.map(([name, range]) => {
      const track = part(part(host, `[data-dial="${name}"]`), ".track"), output = part(host, `output[for="${name}"]`);
      const moved = (/** @type {number} */ value) =>
        change({ [name]: name === "size" ? sizeAt(this.#trigger, value) : value });
      return { name, output, slider: new Slider(track, range, { moved }) };
    });
    host.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === "trigger") choose(target.value);
    });
  }

  /** Write what keyboard and screen readers need of a state. @param {State} state */
  write(state) {
    const { host } = this, { trigger } = state, values = dials(state);
    this.#trigger = trigger;
    part(host, `[name="trigger"][value="${trigger}"]`, HTMLInputElement).checked = true;
    write(part(host, "#case-note"), entry(words.figure.case_notes, trigger));
    write(part(host, 'label[for="size"] span'), causeWords(state).size);
    for (const { name, slider, output } of this.sliders) {
      const { value, text } = values[name];
      slider.set(value, text);
      write(output, text);
    }
  }
}
