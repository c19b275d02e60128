// A curve from left to right with as few points as suffice: a canvas takes far longer to draw a point than this takes
// to leave it out. No point that was given is further than NEAR above or below what is drawn.

/** @typedef {{x: number, y: number}} Place  in px */

const NEAR = 0.2;            // px

export class Line {
  path = new Path2D();
  /** The last point that was drawn. @type {Place | null} */
  #kept = null;
  /** The last point that was given. @type {Place} */
  #last;
  /** The range of slopes from the kept point that pass within NEAR of every later point. */
  #least = -Infinity;
  #most = Infinity;

  /** Go on to a point to the right of the last. @param {number} x @param {number} y */
  to(x, y) {
    let kept = this.#kept ?? this.#keep({ x, y });
    const slope = (y - kept.y) / (x - kept.x);
    if (slope < this.#least || slope > this.#most) kept = this.#keep(this.#last);
    this.#last = { x, y };
    const long = x - kept.x;
    if (long <= 0) return;
    this.#least = Math.max(this.#least, (y - NEAR - kept.y) / long);
    this.#most = Math.min(this.#most, (y + NEAR - kept.y) / long);
  }

  /** Return the path, up to the last point. */
  end() {
    this.path.lineTo(this.#last.x, this.#last.y);
    return this.path;
  }

  /** @param {Place} point */
  #keep(point) {
    this.#kept = point;
    this.#least = -Infinity;
    this.#most = Infinity;
    this.path.lineTo(point.x, point.y);
    return point;
  }
}
