// A curve from left to right with as few points as do: a canvas takes far longer to draw a point than this to leave
// it out. No point that was given lies further than NEAR above or below what is drawn.

const NEAR = 0.2;            // px

export class Line {
  path = new Path2D();

  /** On to a point, to the right of the last. */
  to(x, y) {
    if (this.kept) {
      const slope = (y - this.kept.y) / (x - this.kept.x);
      if (slope < this.least || slope > this.most) this.keep(this.last);
    } else {
      this.keep({ x, y });
    }
    this.last = { x, y };
    const long = x - this.kept.x;
    if (long <= 0) return;
    this.least = Math.max(this.least, (y - NEAR - this.kept.y) / long);
    this.most = Math.min(this.most, (y + NEAR - this.kept.y) / long);
  }

  keep(point) {
    Object.assign(this, { kept: point, least: -Infinity, most: Infinity });
    this.path.lineTo(point.x, point.y);
  }

  /** The path, up to the last point. */
  end() {
    this.path.lineTo(this.last.x, this.last.y);
    return this.path;
  }
}
