// Names on the curves that give way: each stands beside its point, or as near to that as nothing is written yet.

const HEIGHT = 0.8;                            // of a letter, in sizes of the typeface
const GAP = 3;                                 // px that stay free between two texts
const ASIDE = 8, BESIDE = 4;                   // px from a point to its name, and down to the foot of that
const STEP = 2, STEPS = 32;                    // px up or down from there, if it can't stand there

/** Whether two boxes {x, wide, top, foot} leave a gap between them. */
function apart(one, other) {
  const beside = one.x > other.x + other.wide + GAP || one.x + one.wide + GAP < other.x;
  return beside || one.foot + GAP < other.top || one.top > other.foot + GAP;
}

export class Labels {
  constructor(pen) { this.pen = pen; }

  /** Take the typeface. */
  dress(font) { this.font = font; }

  /** Begin anew; names reach from `start` to `edge`, in px. */
  clear(start, edge) { Object.assign(this, { start, edge, boxes: [] }); }

  /** Keep clear of a text that stands with its foot at a place, from there on or, if `ends`, up to there. */
  keep(text, x, foot, size, ends = false) {
    const wide = this.width(text, size);
    this.boxes.push({ x: ends ? x - wide : x, wide, top: foot - HEIGHT * size, foot });
  }

  /**
   * Find a place for a text right or left of the point x, y, and keep clear of it: {x, foot}. If it can, it stands
   * clear of lines too: `lines(from, to)` tells their heights, [top, foot] each, between two horizontal positions.
   */
  find(text, x, y, size, lines) {
    const wide = this.width(text, size), high = HEIGHT * size;
    const right = Math.min(x + ASIDE, this.edge - wide), left = x - ASIDE - wide;
    const sides = (left < this.start ? [right] : [right, left])
      .map(from => ({ x: from, wide, taken: lines(from - GAP, from + wide + GAP) }));
    const feet = Array.from({ length: STEPS }, (_, i) => [y + BESIDE - STEP * i, y + BESIDE + STEP * i]).flat();
    const places = feet.flatMap(foot => sides.map(side => ({ ...side, top: foot - high, foot })));
    const free = places.filter(place => place.top >= 0 && this.boxes.every(box => apart(place, box)));
    const clear = ({ top, foot, taken }) => taken.every(([upper, lower]) => foot + GAP < upper || top > lower + GAP);
    const found = free.find(clear) ?? free[0] ?? places[0];
    this.boxes.push(found);
    return found;
  }

  width(text, size) {
    this.pen.font = `700 ${size}px ${this.font}`;
    return this.pen.measureText(text).width;
  }
}
