// Sentences with numbers in the language of the page.

import { locale, words } from "../generated/words.js";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const twoDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const twoDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const conjunction = new Intl.ListFormat(locale, { type: "conjunction" });

/** A number as people write it: whole from 10 upwards, two digits below. @param {number} x */
export const amount = x => x >= 9.95 ? whole.format(x) : x < 0.005 ? "0" : twoDigits.format(x);
/** A whole number. @param {number} x */
export const count = x => whole.format(x);
/** A number with up to two decimals. @param {number} x */
export const exact = x => twoDecimals.format(x);
/** "a, b and c". @param {readonly string[]} parts */
export const together = parts => conjunction.format(parts);

/**
 * A text with its {names} filled in. Strings stay as they are, numbers are written as `amount` writes them.
 * @param {string} text @param {Readonly<Record<string, string | number>>} values
 */
export function say(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? amount(value) : value;
  });
}

/**
 * The text of a table of the words, by a key that is a choice of the page: a case, a drug, a gauge.
 * @template T
 * @param {Readonly<Record<string, T>>} table @param {string} key
 */
export const entry = (table, key) => table[key];

/** A condition in a word. @type {Readonly<Record<import("../model/gauges.js").Condition, string>>} */
export const CONDITIONS = {
  well: words.say.conditions.well,
  strained: words.say.conditions.strained,
  failing: words.say.conditions.failing,
};

/** "Hour 42". @param {number} hour */
export const hourName = hour => say(words.say.hour, { hour: count(hour) });

/** "1 hour", "3 hours". @param {number} n */
export const hoursInWords = n => n === 1 ? words.say.hours_one : say(words.say.hours_many, { n: count(n) });

/** A text with its first letter as a capital. @param {string} text */
export const capital = text => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** A name as it is written within a sentence, where one such as IL-6 stays as it is. @param {string} name */
export const inSentence = name => name.replace(/^\p{Lu}(?=\p{Ll})/u, letter => letter.toLocaleLowerCase(locale));
