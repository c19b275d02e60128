// Names at the curves, which make room for each other: each is placed beside its point, or at the nearest free spot.

/** @typedef {import("./part.js").Pen} Pen */
/** The room of a text, in px. @typedef {{x: number, width: number, top: number, foot: number}} Room */
/** From the top to the foot of a piece of a curve, in px. @typedef {readonly [top: number, foot: number]} Height */

const HEIGHT = 0.8;                            // of a letter, in sizes of the typeface
const GAP = 3;                                 // px that stay free between two texts
const ASIDE = 8, BELOW = 4;                    // px from a point to its name, and down to the foot of that
const STEP = 2, STEPS = 64;                    // px up or down from there, if that spot is taken

/** Whether there is a gap between two rooms. @param {Room} one @param {Room} other */
function areApart(one, other) {
  const beside = one.x > other.x + other.width + GAP || one.x + one.width + GAP < other.x;
  return beside || one.foot + GAP < other.top || one.top > other.foot + GAP;
}

export class Labels {
  font = "sans-serif";
  /** @type {Room[]} */
  #taken = [];
  #start = 0;
  #end = 0;

  /** @param {Pen} pen */
  constructor(pen) { this.pen = pen; }

  /**
   * Forget all texts; from now on names are placed between `start` and `end`, in px.
   * @param {number} start @param {number} end
   */
  clear(start, end) {
    this.#start = start;
    this.#end = end;
    this.#taken = [];
  }

  /**
   * Keep clear of a text of a size whose foot is at `foot`, and which starts at `x` or, if `ends`, ends there.
   * @param {string} text @param {number} x @param {number} foot @param {number} size
   */
  keepClear(text, x, foot, size, ends = false) {
    const width = this.width(text, size);
    this.#taken.push({ x: ends ? x - width : x, width, top: foot - HEIGHT * size, foot });
  }

  /**
   * Find a place for a text to the right or left of a point, and keep clear of it. If possible, the text stays clear
   * of curves as well: `curves(from, to)` returns how high they run between two horizontal positions.
   * @param {string} text @param {number} x @param {number} y @param {number} size
   * @param {(from: number, to: number) => readonly Height[]} curves
   * @returns {Room}
   */
  find(text, x, y, size, curves) {
    const width = this.width(text, size), right = Math.min(x + ASIDE, this.#end - width), left = x - ASIDE - width;
    const sides = (left < this.#start ? [right] : [right, left])
      .map(from => ({ x: from, width, heights: curves(from - GAP, from + width + GAP) }));
    const feet = Array.from({ length: STEPS }, (_, i) => [y + BELOW - STEP * i, y + BELOW + STEP * i]).flat();
    const places = feet.flatMap(foot => sides.map(side => ({ ...side, top: foot - HEIGHT * size, foot })));
    const free = places.filter(place => place.top >= 0 && this.#taken.every(room => areApart(place, room)));
    const clear = free.find(({ top, foot, heights }) =>
      heights.every(([upper, lower]) => foot + GAP < upper || top > lower + GAP));
    const found = clear ?? free[0] ?? places[0];
    this.#taken.push(found);
    return found;
  }

  /** The width of a text of a size, in px. @param {string} text @param {number} size */
  width(text, size) {
    this.pen.font = `700 ${size}px ${this.font}`;
    return this.pen.measureText(text).width;
  }
}
