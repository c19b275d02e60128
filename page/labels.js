// Names on the curves that give way: each stands beside its point, or as near to that as nothing is written yet.

const HEIGHT = 0.8;                            // of a letter, in sizes of the typeface
const GAP = 3;                                 // px that stay free between two texts
const BESIDE = 4;                              // px from a point down to the foot of its name
const STEP = 2, STEPS = 20;                    // px up or down from there, where it can't stand there
const CLEAR = 16;                              // px from beside a point to above or below it

export class Labels {
  constructor(pen) { this.pen = pen; }

  /** Take the typeface. */
  dress(font) { this.font = font; }

  /** Begin anew; `edge` is how far a name may reach, in px. */
  clear(edge) { Object.assign(this, { edge, boxes: [] }); }

  /** Keep clear of a text that stands with its foot at a place, from there on or, if `ends`, up to there. */
  keep(text, x, foot, size, ends = false) {
    const wide = this.width(text, size);
    this.boxes.push({ x: ends ? x - wide : x, wide, top: foot - HEIGHT * size, foot });
  }

  /** Find a place for a text by the point x, y, and keep clear of it: {x, foot}. `crossed`: not right beside it. */
  find(text, x, y, size, crossed = false) {
    const wide = this.width(text, size), high = HEIGHT * size, from = Math.min(x, this.edge - wide);
    const away = Array.from({ length: STEPS }, (_, i) => STEP * i).filter(far => !crossed || far >= CLEAR);
    const feet = away.flatMap(far => [y + BESIDE - far, y + BESIDE + far]);
    const free = foot => this.boxes.every(box => {
      const beside = from > box.x + box.wide + GAP || from + wide + GAP < box.x;
      return beside || foot + GAP < box.top || foot - high > box.foot + GAP;
    });
    const foot = feet.find(free) ?? feet[0];
    this.boxes.push({ x: from, wide, top: foot - high, foot });
    return { x: from, foot };
  }

  width(text, size) {
    this.pen.font = `700 ${size}px ${this.font}`;
    return this.pen.measureText(text).width;
  }
}
