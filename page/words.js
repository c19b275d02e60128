// The page's words while it runs, and numbers in its language.

export const words = JSON.parse(document.getElementById("words").textContent);
const locale = document.documentElement.lang;
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const two = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const list = new Intl.ListFormat(locale, { type: "conjunction" });

/** A number as people write it: whole from 10 upwards, two digits below. */
export const amount = x => x >= 9.95 ? whole.format(x) : x < 0.005 ? "0" : fine.format(x);
export const count = x => whole.format(x);
export const exact = x => two.format(x);
export const together = parts => list.format(parts);

/** `text` with its {names} filled in; strings stay, numbers are written as `amount`. */
export function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === "number" ? amount(values[name]) : values[name]);
}

export const capital = text => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
export const hoursInWords = n => n === 1 ? words.say.hours_one : say(words.say.hours_many, { n: count(n) });
