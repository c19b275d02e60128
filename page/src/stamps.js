// Pictures of what is drawn many times, or always alike: drawn once, then copied. A canvas takes several times as long
// to fill a cell with its arms as to copy one.

export class Stamps {
  constructor(pen) { Object.assign(this, { pen, kept: new Map() }); }

  /** Draw all of them anew from now on: colours have changed. */
  forget() { this.kept.clear(); }

  /** The pen now draws `scale` dots a unit. */
  at(scale) {
    if (scale !== this.scale) this.forget();
    this.scale = scale;
  }

  /** The nearest place at which a copy is sharp. */
  sharp({ x, y }) { return { x: this.round(x), y: this.round(y) }; }

  round(x) { return Math.round(x * this.scale) / this.scale; }

  /**
   * Copy the picture `name` to every point {x, y, seen}, `seen` 0–1 its strength: what `draw(pen)` draws around the
   * origin, within `box` {x, y, width, height}, if it isn't there yet.
   */
  copy(name, box, draw, points) {
    const { pen, kept } = this;
    if (!kept.has(name)) kept.set(name, this.make(box, draw));
    const { bitmap, x: left, y: top, width, height } = kept.get(name);
    for (const { x, y, seen = 1 } of points) {
      pen.globalAlpha = Math.max(0, seen);
      pen.drawImage(bitmap, x + left, y + top, width, height);
    }
    pen.globalAlpha = 1;
  }

  make({ x, y, width, height }, draw) {
    const { scale } = this, canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
    const pen = canvas.getContext("2d"), left = this.round(x), top = this.round(y);
    pen.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    draw(pen);
    const bitmap = canvas.transferToImageBitmap();
    return { bitmap, x: left, y: top, width: bitmap.width / scale, height: bitmap.height / scale };
  }
}
