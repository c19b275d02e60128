// The text twin of the curves: a sentence for the hour shown, the list of events, a table on demand, and one polite
// live region that says what matters without talking over itself.

import { drugName } from "./names.js";
import { amount, count, exact, say, words } from "./words.js";
import { write } from "./write.js";

const QUIET = 900;           // ms without a change before a state is read out
const APART = 2500;          // ms between sentences while the course plays
const EVERY = 12;            // h, rows of the table
const COLUMNS = ["il6", "spo2", "lung_function", "heart_function", "kidney_function"];

/** The sentence for an hour; the invader is relative to its peak, treated or not, as in the chart. */
export function reading({ course, untreated }, hour) {
  const most = Math.max(...[course, untreated].map(one => one.peak(one.invader, 0, one.end).value));
  const before = course.at("il6", Math.max(0, hour - 1)), il6 = course.at("il6", hour), ratio = il6 / before;
  const text = words.say[course.invader === "antigen" ? "reading_tumour" : "reading"];
  return say(text, {
    hour: count(hour), il6, oxygen: course.at("spo2", hour), lung: course.at("lung_function", hour),
    heart: course.at("heart_function", hour), kidney: course.at("kidney_function", hour),
    invader: 100 * Math.max(0, course.at(course.invader, hour)) / most,
    trend: words.say[ratio > 1.01 ? "rising" : ratio < 0.99 ? "falling" : "steady"],
  });
}

/** The sentence for an event of a course that `trigger` started. */
export function telling(course, trigger, { key, hour, drug }) {
  return say(words.say.events[key], {
    il6: course.at("il6", hour), oxygen: amount(course.at("spo2", hour)), drug: drug ? drugName(drug, trigger) : "",
  });
}

/** Rows of buttons in the list of events, each leads to its hour. Rows that are there are kept, with other words. */
export function listEvents(list, course, trigger, go) {
  const { events } = course;
  while (list.children.length > events.length) list.lastElementChild.remove();
  while (list.children.length < events.length) list.append(row());
  events.forEach((event, i) => {
    const item = list.children[i], [hour, text] = item.querySelectorAll("b, span");
    item.dataset.hour = event.hour;
    item.firstElementChild.onclick = () => go(event.hour);
    write(hour, say(words.say.hour, { hour: count(event.hour) }));
    write(text, telling(course, trigger, event));
  });
}

function row() {
  const item = document.createElement("li"), button = document.createElement("button");
  button.type = "button";
  button.append(document.createElement("b"), " ", document.createElement("span"));
  item.append(button);
  return item;
}

/** Bold what has happened by `hour`. */
export function markEvents(list, hour) {
  for (const item of list.children) item.classList.toggle("past", Number(item.dataset.hour) <= hour + 0.5);
}

export function fillTable(body, course) {
  const cell = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const rows = [];
  for (let hour = 0; hour <= course.end; hour += EVERY) {
    const row = document.createElement("tr"), head = cell("th", exact(hour));
    head.scope = "row";
    row.append(head, ...COLUMNS.map(name => cell("td", amount(course.at(name, hour)))));
    rows.push(row);
  }
  body.replaceChildren(...rows);
}

/** Speaks through a live region: `soon` when things have come to rest, `now` at most every few seconds. */
export class Speaker {
  constructor(region) {
    this.region = region;
    this.last = -Infinity;
  }

  soon(text) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.region.textContent = text(); }, QUIET);
  }

  now(text) {
    if (performance.now() - this.last < APART) return;
    this.last = performance.now();
    this.region.textContent = text;
  }
}
