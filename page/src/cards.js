// The button twins of the lanes: a card a drug, with a button for every change that a drag can make.

import { drugName } from "./names.js";
import { DAY, DOSE, DRUGS, usual } from "./state.js";
import { count, exact, say, words } from "./words.js";
import { mark, write } from "./write.js";

const CHANGES = {
  earlier: given => { given.start -= 1; },
  later: given => { given.start += 1; },
  less: given => { given.dose -= DOSE.step; },
  more: given => { given.dose += DOSE.step; },
  shorter: given => { given.hours -= DAY; },
  longer: given => { given.hours += DAY; },
};

export class Cards {
  /** `change(drug, given | null)` is called with every change, `given(drug)` asks. */
  constructor(host, { change, given, hour }) {
    this.cards = Object.fromEntries(DRUGS.map(drug => [drug, host.querySelector(`[data-card="${drug}"]`)]));
    host.addEventListener("click", event => {
      const button = event.target.closest("button[data-change]");
      if (!button) return;
      const card = button.closest("[data-card]"), drug = card.dataset.card, which = button.dataset.change;
      if (which === "add") change(drug, usual(drug, hour()));
      else if (which === "remove") change(drug, null);
      else {
        const now = { ...given(drug) };
        CHANGES[which](now);
        change(drug, now);
      }
      const next = { add: "later", remove: "add" }[which];      // the pressed button is gone
      if (next) card.querySelector(`[data-change="${next}"]`).focus();
    });
  }

  draw(state) {
    for (const drug of DRUGS) {
      const card = this.cards[drug], given = state.given[drug];
      card.classList.toggle("given", Boolean(given));
      if (!given) continue;
      const put = (name, text) => write(card.querySelector(`[data-value="${name}"]`), text);
      put("start", say(words.say.hour, { hour: count(given.start) }));
      put("dose", say(words.say.dose, { n: exact(given.dose) }));
      if (given.hours !== null) put("hours", say(words.say.for_days, { n: exact(given.hours / DAY) }));
    }
  }

  /** The hour at which "Give" would give; written apart from `draw`, since it changes while the course plays. */
  showHour(hour, trigger) {
    for (const drug of DRUGS) {
      const named = { drug: drugName(drug, trigger), hour: count(Math.round(hour)) };
      const { add, add_named } = words.say.controls;
      const button = this.cards[drug].querySelector('[data-change="add"]');
      write(button, say(add, named));
      mark(button, "aria-label", say(add_named, named));
    }
  }
}
