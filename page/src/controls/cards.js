// The button twins of the lanes: a card for each drug, with a button for every change that a drag can make.

import { doses } from "../generated/controls.js";
import { words } from "../generated/words.js";
import { mark, part, write } from "../document.js";
import { DRUGS, usual } from "../model/state.js";
import { drugName } from "../words/names.js";
import { count, exact, hourName, say } from "../words/say.js";

/** @typedef {import("../model/state.js").Treatment} Treatment */
/**
 * @typedef {object} Listeners
 * @property {(drug: string, treatment: Treatment | null) => void} change called with every change
 * @property {(drug: string) => Treatment | undefined} given returns the treatment with a drug
 * @property {() => number} hour returns the hour shown
 */

const DAY = 24;              // h
/** @type {Readonly<Record<string, (given: Treatment) => Treatment>>} */
const CHANGES = {
  earlier: given => ({ ...given, start: given.start - 1 }),
  later: given => ({ ...given, start: given.start + 1 }),
  less: given => ({ ...given, dose: given.dose - doses.step }),
  more: given => ({ ...given, dose: given.dose + doses.step }),
  shorter: given => ({ ...given, hours: given.hours === null ? null : given.hours - DAY }),
  longer: given => ({ ...given, hours: given.hours === null ? null : given.hours + DAY }),
};
/**
 * A button that is hidden once it is pressed, and the one that gets the focus then.
 * @type {Readonly<Record<string, string>>}
 */
const NEXT = { add: "later", remove: "add" };

export class Cards {
  /** @param {HTMLElement} host @param {Listeners} listeners */
  constructor(host, listeners) {
    this.listeners = listeners;
    this.cards = DRUGS.map(drug => ({ drug, card: part(host, `[data-card="${drug}"]`) }));
    for (const { drug, card } of this.cards) {
      for (const button of card.querySelectorAll("button")) {
        button.addEventListener("click", () => this.#press(drug, card, button.dataset.change ?? ""));
      }
    }
  }

  /** @param {import("../model/state.js").State} state */
  write(state) {
    for (const { drug, card } of this.cards) {
      const given = state.given[drug];
      card.classList.toggle("given", Boolean(given));
      if (!given) continue;
      const set = (/** @type {string} */ name, /** @type {string} */ text) =>
        write(part(card, `[data-value="${name}"]`), text);
      set("start", hourName(given.start));
      set("dose", say(words.say.dose, { n: exact(given.dose) }));
      if (given.hours !== null) set("hours", say(words.say.for_days, { n: exact(given.hours / DAY) }));
    }
  }

  /**
   * The hour at which a treatment would be added. Apart from `write`, since it changes while hours pass.
   * @param {number} hour @param {string} trigger
   */
  writeHour(hour, trigger) {
    for (const { drug, card } of this.cards) {
      const values = { drug: drugName(drug, trigger), hour: count(Math.round(hour)) };
      const button = part(card, '[data-change="add"]');
      write(button, say(words.say.controls.add, values));
      mark(button, "aria-label", say(words.say.controls.add_named, values));
    }
  }

  /** @param {string} drug @param {HTMLElement} card @param {string} which */
  #press(drug, card, which) {
    const { change, given, hour } = this.listeners, now = given(drug);
    if (which === "add") change(drug, usual(drug, hour()));
    else if (which === "remove") change(drug, null);
    else if (now) change(drug, CHANGES[which](now));
    if (NEXT[which]) part(card, `[data-change="${NEXT[which]}"]`).focus();
  }
}
