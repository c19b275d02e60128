// The page's words while it runs, and numbers in its language. The painter works apart from the document, so the words
// are handed over, once, before anything else is asked of this module.

export let words;
let locale, whole, fine, two, list;

/** Take the words (the tables of page/words/*.toml that the figure needs) and the language they are in. */
export function learn(said, language) {
  words = said;
  locale = language;
  whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  two = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  list = new Intl.ListFormat(locale, { type: "conjunction" });
}

/** A number as people write it: whole from 10 upwards, two digits below. */
export const amount = x => x >= 9.95 ? whole.format(x) : x < 0.005 ? "0" : fine.format(x);
export const count = x => whole.format(x);
export const exact = x => two.format(x);
export const together = parts => list.format(parts);

/** `text` with its {names} filled in; strings stay, numbers are written as `amount`. */
export function say(text, values = {}) {
  const fill = value => typeof value === "number" ? amount(value) : value;
  return text.replace(/\{(\w+)\}/g, (_, name) => fill(values[name]));
}

export const capital = text => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
export const hoursInWords = n => n === 1 ? words.say.hours_one : say(words.say.hours_many, { n: count(n) });
