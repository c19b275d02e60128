// Pictures of what is drawn many times, or is always the same: drawn once, then copied. A canvas takes several times as
// long to fill a cell with its arms as to copy one.

/** @typedef {import("./part.js").Pen} Pen */
/** @typedef {import("./part.js").Box} Box */
/** A place, and how strong the copy is, 0–1. @typedef {{x: number, y: number, strength?: number}} Spot */
/** @typedef {Box & {bitmap: ImageBitmap}} Stamp */

export class Stamps {
  #scale = 1;
  /** @type {Map<string, Stamp>} */
  #kept = new Map();

  /** @param {Pen} pen */
  constructor(pen) { this.pen = pen; }

  /** Draw all of them again from now on, such as after a change of colours. */
  forget() { this.#kept.clear(); }

  /** Set how many dots the pen draws per unit. @param {number} scale */
  setScale(scale) {
    if (scale !== this.#scale) this.forget();
    this.#scale = scale;
  }

  /** The nearest place at which a copy is sharp. @param {Spot} spot */
  sharp({ x, y }) { return { x: this.#round(x), y: this.#round(y) }; }

  /**
   * Copy a picture to every spot: what `draw` draws around the origin, within `box`.
   * @param {string} name @param {Box} box @param {(pen: Pen) => void} draw @param {readonly Spot[]} spots
   */
  copy(name, box, draw, spots) {
    const { pen } = this, stamp = this.#kept.get(name) ?? this.#make(name, box, draw);
    for (const { x, y, strength = 1 } of spots) {
      pen.globalAlpha = Math.max(0, strength);
      pen.drawImage(stamp.bitmap, x + stamp.x, y + stamp.y, stamp.width, stamp.height);
    }
    pen.globalAlpha = 1;
  }

  /** @param {string} name @param {Box} box @param {(pen: Pen) => void} draw @returns {Stamp} */
  #make(name, { x, y, width, height }, draw) {
    const scale = this.#scale, canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
    const pen = /** @type {Pen} */ (canvas.getContext("2d")), left = this.#round(x), top = this.#round(y);
    pen.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    draw(pen);
    const bitmap = canvas.transferToImageBitmap();
    const stamp = { bitmap, x: left, y: top, width: bitmap.width / scale, height: bitmap.height / scale };
    this.#kept.set(name, stamp);
    return stamp;
  }

  /** @param {number} x */
  #round(x) { return Math.round(x * this.#scale) / this.#scale; }
}
