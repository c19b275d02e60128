// Calls drugs in the document by the names that fit the case.

import { mark, write } from "../document.js";
import { DRUGS } from "../model/state.js";
import { drugName, usualName } from "../words/names.js";

/**
 * Name drugs in all lanes and cards of `host`, in texts and labels alike.
 * @param {HTMLElement} host @param {string} trigger
 */
export function nameDrugs(host, trigger) {
  for (const drug of DRUGS) {
    for (const part of host.querySelectorAll(`[data-lane="${drug}"], [data-card="${drug}"]`)) {
      if (!(part instanceof HTMLElement)) continue;
      const before = part.dataset.called ?? usualName(drug), name = drugName(drug, trigger);
      if (name !== before) rename(part, before, name);
      part.dataset.called = name;
    }
  }
}

/** @param {HTMLElement} host @param {string} before @param {string} name */
function rename(host, before, name) {
  for (const part of [host, ...host.querySelectorAll("*")]) {
    const label = part.getAttribute("aria-label");
    if (label) mark(part, "aria-label", label.replace(before, name));
    if (!part.children.length) write(part, (part.textContent ?? "").replace(before, name));
  }
}
