// Treatments on the time axis: a lane a drug. Press a lane to drop the drug at that hour; drag its handle sideways
// for the hour, up and down for the dose. Arrow keys do the same, and so do the buttons of cards.js.

import { SHOWN } from "./course.js";
import { hold } from "./hand.js";
import { drugName } from "./names.js";
import { DOSE, DRUGS, usual } from "./state.js";
import { count, exact, say, words } from "./words.js";
import { mark } from "./write.js";

const PIXELS = 22;          // of vertical drag for one step of the dose
const KEYS = {
  ArrowLeft: given => { given.start -= 1; },
  ArrowRight: given => { given.start += 1; },
  PageDown: given => { given.start -= 12; },
  PageUp: given => { given.start += 12; },
  Home: given => { given.start = 0; },
  End: given => { given.start = SHOWN; },
  ArrowUp: given => { given.dose += DOSE.step; },
  ArrowDown: given => { given.dose -= DOSE.step; },
};

export class Lanes {
  /**
   * `change(drug, given | null)` is called with every change, `grip()` when a handle is taken and `rest()` when it is
   * let go; `given(drug)` asks; `hourAt(clientX)` reads the time axis, and `hour()` is the hour shown.
   */
  constructor(host, { change, given, hourAt, hour, grip, rest }) {
    Object.assign(this, { change, given, hourAt, hour, grip, rest, held: null });
    this.lanes = Object.fromEntries(DRUGS.map(drug => [drug, this.lane(host, drug)]));
  }

  lane(host, drug) {
    const row = host.querySelector(`[data-lane="${drug}"]`);
    const lane = { row, drop: row.querySelector(".drop"), handle: row.querySelector(".handle") };
    lane.drop.addEventListener("click", event => {
      const hour = event.detail === 0 ? this.hour() : this.hourAt(event.clientX);
      this.change(drug, { ...this.given(drug) ?? usual(drug, hour), start: hour });
      lane.handle.focus({ preventScroll: true });
    });
    lane.handle.addEventListener("keydown", event => this.key(event, drug, lane));
    lane.handle.addEventListener("pointerdown", event => this.grab(event, drug, lane));
    return lane;
  }

  key(event, drug, lane) {
    const given = { ...this.given(drug) };
    if (event.key === "Delete" || event.key === "Backspace") {
      this.change(drug, null);
      lane.drop.focus();
    } else if (KEYS[event.key]) {
      KEYS[event.key](given);
      this.change(drug, given);
    } else {
      return;
    }
    event.preventDefault();
  }

  grab(event, drug, lane) {
    if (event.button !== 0) return;
    lane.handle.focus({ preventScroll: true });
    this.held = drug;
    this.grip();
    const from = this.given(drug), hour = this.hourAt(event.clientX), y = event.clientY;
    hold(event, {
      move: now => this.change(drug, {
        ...from,
        start: from.start + this.hourAt(now.clientX) - hour,
        dose: from.dose + Math.round((y - now.clientY) / PIXELS) * DOSE.step,
      }),
      drop: () => {
        this.held = null;
        this.rest();
      },
    });
  }

  /** Put the handles, which the painter draws, where hands and readers find them. */
  draw(state) {
    for (const drug of DRUGS) {
      const { row, handle } = this.lanes[drug], given = state.given[drug];
      row.classList.toggle("given", Boolean(given));
      if (!given) continue;
      mark(handle, "style", `left: ${100 * given.start / SHOWN}%`);
      const dose = say(words.say.dose, { n: exact(given.dose) }), hour = count(given.start);
      mark(handle, "aria-valuenow", given.start);
      mark(handle, "aria-valuetext", say(words.say.handle, { drug: drugName(drug, state.trigger), hour, dose }));
    }
  }
}
