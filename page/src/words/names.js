// What things are called: a drug by what it is given against, such as an antibiotic, and what the host fights.

import { words } from "../generated/words.js";
import { causeOf } from "../model/state.js";
import { entry } from "./say.js";

/** @typedef {Readonly<Record<string, string>>} Names */

/** @type {Readonly<Record<string, Names | undefined>>} */
const AGAINST = words.figure.drugs_against;

/** A drug when it is given in a case. @param {string} drug @param {string} trigger */
export const drugName = (drug, trigger) => AGAINST[trigger]?.[drug] ?? usualName(drug);

/** A drug in most cases. @param {string} drug */
export const usualName = drug => entry(words.figure.drugs, drug);

/** The words about what a state starts with. @param {import("../model/state.js").State} state */
export const causeWords = state => entry(words.causes, causeOf(state));
