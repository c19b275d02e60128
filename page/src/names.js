// What a drug is called depends on what it meets: against bacteria the antiviral is an antibiotic.

import { DRUGS } from "./state.js";
import { words } from "./words.js";
import { mark, write } from "./write.js";

export const drugName = (drug, trigger) => words.figure.drugs_against[trigger]?.[drug] ?? words.figure.drugs[drug];

/** The same within a sentence; a name such as IL-6 stays as it is. */
export const inSentence = name => name.replace(/^\p{Lu}(?=\p{Ll})/u, letter => letter.toLowerCase());

/** Call drugs by their names in all lanes and cards of `host`, texts and labels alike. */
export function nameDrugs(host, trigger) {
  for (const drug of DRUGS) {
    for (const part of host.querySelectorAll(`[data-lane="${drug}"], [data-card="${drug}"]`)) {
      const was = part.dataset.called ?? words.figure.drugs[drug], name = drugName(drug, trigger);
      if (name !== was) rename(part, was, name);
      part.dataset.called = name;
    }
  }
}

function rename(host, was, name) {
  for (const part of [host, ...host.querySelectorAll("*")]) {
    const label = part.getAttribute("aria-label");
    if (label) mark(part, "aria-label", label.replace(was, name));
    if (!part.children.length) write(part, part.textContent.replace(was, name));
  }
}
