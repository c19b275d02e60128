// Oxygen and organs at the hour shown, drawn by the painter: how full a bar is, its number, a word, and a tick where
// the untreated course stands. Their text twin is gauges.js.

import { GAUGES, stateOf } from "./gauges.js";
import { amount, say, words } from "./words.js";

const TONES = { strained: "il6", failing: "harm" }, WELL = { oxygen: "oxygen" };
const NUMBER = 14, WORD = 12.5, TICK = 3;          // px: sizes of both texts, width of the tick

export class Meters {
  constructor(pen) { this.pen = pen; }

  /** Take colours by name and the typeface. */
  dress({ colour, font }) { Object.assign(this, { colour, font }); }

  /** Take by name the `bars` {x, y, width, height}, in px, and whether they run from right to left. */
  place({ bars, turned }) { Object.assign(this, { bars: Object.entries(bars), turned }); }

  /** Take a course and the untreated one, null where they are the same. */
  take(course, ghost) { Object.assign(this, { course, ghost }); }

  show(hour) {
    const { pen, colour, font } = this;
    const all = this.bars.map(([key, bar]) => {
      const value = this.course.at(GAUGES[key].name, hour), state = stateOf(key, value);
      const tone = colour[TONES[state] ?? WELL[key] ?? "brake"];
      return { key, bar, value, tone, percent: say(words.say.percent, { n: amount(value) }), state };
    });
    for (const { key, bar, value, tone } of all) this.bar(key, bar, value, tone, hour);
    pen.font = `700 ${NUMBER}px ${font}`;
    for (const { bar, percent, tone } of all) this.write(percent, bar, true, -9, tone);
    pen.font = `600 ${WORD}px ${font}`;
    for (const { bar, state } of all) this.write(words.say.gauges[state], bar, false, bar.height + 15, colour.quiet);
  }

  bar(key, { x, y, width, height }, value, tone, hour) {
    const { pen, ghost, turned } = this, { name, empty } = GAUGES[key];
    const long = now => width * Math.max(0, (now - empty) / (100 - empty)), full = long(value);
    pen.fillStyle = tone;
    pen.beginPath();
    pen.roundRect(turned ? x + width - full : x, y, full, height, height / 2);
    pen.fill();
    if (!ghost) return;
    const tick = Math.min(width - TICK, long(ghost.at(name, Math.min(hour, ghost.end))));
    pen.fillStyle = this.colour.text;
    pen.fillRect(turned ? x + width - TICK - tick : x + tick, y, TICK, height);
  }

  /** A text at the start of its bar, or at the end, `down` px below its top. */
  write(text, { x, y, width }, ends, down, colour) {
    const { pen, turned } = this, right = ends !== turned;
    pen.textAlign = right ? "right" : "left";
    pen.fillStyle = colour;
    pen.fillText(text, right ? x + width : x, y + down);
  }
}
