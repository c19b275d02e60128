// Treatments on the time axis, a lane for each drug. Press a lane to place the drug at that hour; drag its handle
// sideways for the hour, up and down for the dose. Arrow keys do the same, and so do the buttons of cards.js.

import { doses, shownHours } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { mark, part } from "../document.js";
import { DRUGS, usual } from "../model/state.js";
import { drugName } from "../words/names.js";
import { count, exact, say } from "../words/say.js";
import { startDrag } from "./drag.js";

/** @typedef {import("../model/state.js").Treatment} Treatment */
/** @typedef {{row: HTMLElement, drop: HTMLElement, handle: HTMLElement}} Lane */
/**
 * @typedef {object} Listeners
 * @property {(drug: string, treatment: Treatment | null) => void} change called with every change
 * @property {(drug: string) => Treatment | undefined} given returns the treatment with a drug
 * @property {(x: number) => number} hourAt returns the hour at a horizontal position of the window
 * @property {() => number} hour returns the hour shown
 * @property {() => void} grip called when a handle is taken
 * @property {() => void} rest called when it is let go
 */

const PIXELS = 22;          // of a vertical drag for one step of the dose
/** @type {Readonly<Record<string, (given: Treatment) => Treatment>>} */
const KEYS = {
  ArrowLeft: given => ({ ...given, start: given.start - 1 }),
  ArrowRight: given => ({ ...given, start: given.start + 1 }),
  PageDown: given => ({ ...given, start: given.start - 12 }),
  PageUp: given => ({ ...given, start: given.start + 12 }),
  Home: given => ({ ...given, start: 0 }),
  End: given => ({ ...given, start: shownHours }),
  ArrowUp: given => ({ ...given, dose: given.dose + doses.step }),
  ArrowDown: given => ({ ...given, dose: given.dose - doses.step }),
};

export class Lanes {
  /** The drug whose handle is held, or null. @type {string | null} */
  held = null;

  /** @param {HTMLElement} host @param {Listeners} listeners */
  constructor(host, listeners) {
    this.listeners = listeners;
    this.lanes = DRUGS.map(drug => ({ drug, ...this.#lane(host, drug) }));
  }

  /**
   * Put the handles, which the painter draws, where pointer and screen readers find them.
   * @param {import("../model/state.js").State} state
   */
  write(state) {
    for (const { drug, row, handle } of this.lanes) {
      const given = state.given[drug];
      row.classList.toggle("given", Boolean(given));
      if (!given) continue;
      const dose = say(words.say.dose, { n: exact(given.dose) }), name = drugName(drug, state.trigger);
      mark(handle, "style", `left: ${100 * given.start / shownHours}%`);
      mark(handle, "aria-valuenow", given.start);
      mark(handle, "aria-valuetext", say(words.say.handle, { drug: name, hour: count(given.start), dose }));
    }
  }

  /** @param {HTMLElement} host @param {string} drug @returns {Lane} */
  #lane(host, drug) {
    const row = part(host, `[data-lane="${drug}"]`), { change, given, hour, hourAt } = this.listeners;
    const lane = { row, drop: part(row, ".drop"), handle: part(row, ".handle") };
    lane.drop.addEventListener("click", ({ detail, clientX }) => {
      const start = detail === 0 ? hour() : hourAt(clientX);     // 0: by key
      change(drug, { ...given(drug) ?? usual(drug, start), start });
      lane.handle.focus({ preventScroll: true });
    });
    lane.handle.addEventListener("keydown", event => this.#press(event, drug, lane));
    lane.handle.addEventListener("pointerdown", event => this.#grab(event, drug, lane));
    return lane;
  }

  /** @param {KeyboardEvent} event @param {string} drug @param {Lane} lane */
  #press(event, drug, lane) {
    const { change, given } = this.listeners, now = given(drug);
    if (event.key === "Delete" || event.key === "Backspace") {
      change(drug, null);
      lane.drop.focus();
    } else if (now && KEYS[event.key]) {
      change(drug, KEYS[event.key](now));
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {PointerEvent} event @param {string} drug @param {Lane} lane */
  #grab(event, drug, lane) {
    const { change, given, grip, hourAt, rest } = this.listeners, from = given(drug);
    if (event.button !== 0 || !from) return;
    lane.handle.focus({ preventScroll: true });
    this.held = drug;
    grip();
    const hour = hourAt(event.clientX), y = event.clientY;
    startDrag(event, {
      move: now => change(drug, {
        ...from,
        start: from.start + hourAt(now.clientX) - hour,
        dose: from.dose + Math.round((y - now.clientY) / PIXELS) * doses.step,
      }),
      end: () => {
        this.held = null;
        rest();
      },
    });
  }
}
