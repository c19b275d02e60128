// The thumb and the rail of a slider, as the painter draws them, and the measure that controls/slider.js goes by.

export const RADIUS = 14;           // px of the thumb, which stays that far within the ends of its track
const HALF = 3;                     // px, half the height of the rail, as in the style sheet

/**
 * Draw the thumb at a share 0–1 of a track, and the rail before it if `filled`; returns the middle of the thumb. A
 * track that is `turned` runs from right to left.
 * @param {import("./part.js").Pen} pen @param {import("./part.js").Box} track @param {number} share
 * @param {{colour: string, filled?: boolean, turned?: boolean}} how
 */
export function drawTrack(pen, { x, y, width, height }, share, { colour, filled = false, turned = false }) {
  const middle = y + height / 2, at = x + RADIUS + (turned ? 1 - share : share) * (width - 2 * RADIUS);
  pen.fillStyle = colour;
  pen.beginPath();
  if (filled) pen.roundRect(turned ? at : x, middle - HALF, turned ? x + width - at : at - x, 2 * HALF, HALF);
  pen.arc(at, middle, RADIUS, 0, 2 * Math.PI);
  pen.fill();
  return { x: at, y: middle };
}
