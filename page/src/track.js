// What moves on the track of a slider, as the painter draws it, and the measure that hands go by (slider.js).

export const RADIUS = 14;           // px of the thumb, which stands that far within the ends of its track
const HALF = 3;                     // px, of the rail's height, as in the style sheet

/** Draw the thumb at `share` 0–1 of a track, the rail before it `filled` or not; returns the middle of the thumb. */
export function drawTrack(pen, { x, y, width, height }, share, { colour, filled = false, turned = false }) {
  const middle = y + height / 2, at = x + RADIUS + (turned ? 1 - share : share) * (width - 2 * RADIUS);
  pen.fillStyle = colour;
  pen.beginPath();
  if (filled) pen.roundRect(turned ? at : x, middle - HALF, turned ? x + width - at : at - x, 2 * HALF, HALF);
  pen.arc(at, middle, RADIUS, 0, 2 * Math.PI);
  pen.fill();
  return [at, middle];
}
