// The text twin of the curves: a list of what happens, and a table on demand.

import { gauges } from "../generated/controls.js";
import { write } from "../document.js";
import { eventsOf } from "../model/events.js";
import { lastShown } from "../model/shown.js";
import { eventSentence } from "../words/reading.js";
import { amount, exact, hourName } from "../words/say.js";

/** @typedef {import("../generated/model.js").Trajectory} Trajectory */

const EVERY = 12;            // h between two rows of the table
const SERIES = ["il6", ...Object.values(gauges).map(({ series }) => series)];

/** The list of events: a button each that leads to its hour. Rows that are there are kept, with other words. */
export class EventList {
  /** @type {{item: HTMLElement, hour: number, name: HTMLElement, text: HTMLElement}[]} */
  #rows = [];

  /** @param {HTMLElement} list @param {(hour: number) => void} go */
  constructor(list, go) {
    this.list = list;
    this.go = go;
  }

  /** @param {import("../model/state.js").State} state @param {Trajectory} trajectory */
  write(state, trajectory) {
    const events = eventsOf(state, trajectory);
    for (const { item } of this.#rows.splice(events.length)) item.remove();
    while (this.#rows.length < events.length) this.#addRow();
    events.forEach((event, i) => {
      const row = this.#rows[i];
      row.hour = event.hour;
      write(row.name, hourName(event.hour));
      write(row.text, eventSentence(state, trajectory, event));
    });
  }

  /** Mark what has happened by an hour. @param {number} hour */
  mark(hour) {
    for (const { item, hour: at } of this.#rows) item.classList.toggle("past", at <= hour + 0.5);
  }

  #addRow() {
    const item = document.createElement("li"), button = document.createElement("button");
    const row = { item, hour: 0, name: document.createElement("b"), text: document.createElement("span") };
    button.type = "button";
    button.addEventListener("click", () => this.go(row.hour));
    button.append(row.name, " ", row.text);
    item.append(button);
    this.list.append(item);
    this.#rows.push(row);
  }
}

/** Fill the table with the columns that its head names. @param {HTMLElement} body @param {Trajectory} trajectory */
export function fillTable(body, trajectory) {
  const rows = [];
  for (let hour = 0; hour <= lastShown(trajectory); hour += EVERY) {
    const row = document.createElement("tr"), head = document.createElement("th");
    head.scope = "row";
    head.textContent = exact(hour);
    row.append(head, ...SERIES.map(name => {
      const cell = document.createElement("td");
      cell.textContent = amount(trajectory.at(name, hour));
      return cell;
    }));
    rows.push(row);
  }
  body.replaceChildren(...rows);
}
