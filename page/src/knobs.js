// The sliders of the patient, drawn by the painter: thumb and number.

import { REACH, dials } from "./dials.js";
import { drawTrack } from "./track.js";

const SIZE = 15, ABOVE = 7;              // px: of the numbers, and from a track up to their feet

export class Knobs {
  constructor(pen) { this.pen = pen; }

  /** Take colours by name and the typeface. */
  dress({ colour, font }) { Object.assign(this, { colour, font, drawn: false }); }

  /** Take by name the `tracks` {x, y, width, height}, in px, and whether they run from right to left. */
  place({ tracks, turned }) { Object.assign(this, { tracks, turned, drawn: false }); }

  take(state) {
    const shown = dials(state), same = JSON.stringify(shown) === JSON.stringify(this.shown);
    Object.assign(this, { shown, drawn: this.drawn && same });
  }

  /** Whether what is drawn still holds: they stand still while the hours pass, or a treatment is dragged. */
  holds() { return this.drawn; }

  show() {
    const { pen, colour, tracks, turned, shown } = this;
    pen.font = `700 ${SIZE}px ${this.font}`;
    pen.textAlign = turned ? "left" : "right";
    for (const [name, track] of Object.entries(tracks)) {
      const { low, high } = REACH[name], { value, text } = shown[name];
      drawTrack(pen, track, (value - low) / (high - low), { colour: colour.oxygen, filled: true, turned });
      pen.fillStyle = colour.text;
      pen.fillText(text, turned ? track.x : track.x + track.width, track.y - ABOVE);
    }
    this.drawn = true;
  }
}
