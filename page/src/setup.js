// The patient: what starts the trouble, how much of it, how strong feedback and brake are. The painter draws sliders.

import { REACH, dials, sizeAt } from "./dials.js";
import { Slider } from "./slider.js";
import { words } from "./words.js";
import { write } from "./write.js";

export class Setup {
  /** `change({size} | {feedback} | {brake})` with every move; `choose(trigger)` starts afresh. */
  constructor(host, { change, choose }) {
    this.host = host;
    const changes = {
      size: position => change({ size: sizeAt(this.trigger, position) }),
      feedback: feedback => change({ feedback }),
      brake: brake => change({ brake }),
    };
    this.sliders = Object.entries(changes).map(([name, moved]) => {
      const track = host.querySelector(`#${name}`).parentElement, output = host.querySelector(`output[for="${name}"]`);
      return { name, output, slider: new Slider(track, REACH[name], { moved }) };
    });
    host.addEventListener("change", event => { if (event.target.name === "trigger") choose(event.target.value); });
  }

  /** Write what readers and keyboard need of a state. */
  draw(state) {
    const { host } = this, { trigger } = state, shown = dials(state);
    this.trigger = trigger;
    host.querySelector(`[name="trigger"][value="${trigger}"]`).checked = true;
    write(host.querySelector("#case-note"), words.figure.case_notes[trigger]);
    const name = words.figure[trigger === "cart" ? "size_tumour" : "size_infection"];
    write(host.querySelector('label[for="size"] span'), name);
    for (const { name: key, slider, output } of this.sliders) {
      slider.tell(shown[key].value, shown[key].text);
      write(output, shown[key].text);
    }
  }
}
