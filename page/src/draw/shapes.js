// Shapes and places of the loop's picture, in its own units, 400 wide and 300 high.

/** @typedef {import("./part.js").Pen} Pen */
/** @typedef {{x: number, y: number}} Place */
/** Adds a shape of a radius to a path. @typedef {(pen: Pen, x: number, y: number, radius: number) => void} Shape */

export const SIZE = { width: 400, height: 300 };
export const TISSUE = { x: 118, y: 152, radius: 74 };
export const VESSEL = { x: 322, half: 34 };
const SEED = 7, GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** A repeatable scatter: particle `i` always has the same share 0–1 in lane `k`. @param {number} i @param {number} k */
export function scatter(i, k) {
  const s = Math.sin((i + 1) * 12.9898 + (k + SEED) * 78.233) * 43758.5453;
  return s - Math.floor(s);
}

/** @type {Shape} */
export function disc(pen, x, y, radius) {
  pen.moveTo(x + radius, y);
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

/** @type {Shape} */
export const square = (pen, x, y, radius) => pen.rect(x - radius, y - radius, 2 * radius, 2 * radius);

/** @type {Shape} */
export function triangle(pen, x, y, radius) {
  pen.moveTo(x, y - radius - 1);
  pen.lineTo(x + radius, y + radius * 0.8);
  pen.lineTo(x - radius, y + radius * 0.8);
  pen.closePath();
}

/**
 * A point of the upper arc (`side` 1) or the lower (−1), at `way` 0–1 from the tissue to the vessel, `aside` −1 to 1.
 * @param {number} way @param {number} aside @param {1 | -1} side
 * @returns {Place}
 */
export function arc(way, aside, side) {
  const angle = Math.PI * (1 - way), middle = (TISSUE.x + VESSEL.x) / 2, half = (VESSEL.x - TISSUE.x) / 2 + 4;
  return { x: middle + Math.cos(angle) * half, y: TISSUE.y - side * (40 + Math.sin(angle) * (58 + 22 * aside)) };
}

/** The loop itself: the way of the messages over the top and of the cells below, each with its arrowhead. */
export function ways() {
  const path = new Path2D();
  for (const side of /** @type {const} */ ([1, -1])) {
    const point = (/** @type {number} */ way) => arc(side > 0 ? way : 1 - way, 0, side);
    for (let i = 0; i <= 20; i++) {
      const { x, y } = point(0.12 + 0.038 * i);
      if (i) path.lineTo(x, y); else path.moveTo(x, y);
    }
    arrowhead(path, point(0.83), point(0.88));
  }
  return path;
}

/** @param {Path2D} path @param {Place} from @param {Place} tip */
function arrowhead(path, from, tip) {
  const long = Math.hypot(tip.x - from.x, tip.y - from.y);
  const ahead = (tip.x - from.x) / long, down = (tip.y - from.y) / long;
  for (const turn of [-1, 1]) {
    path.moveTo(tip.x, tip.y);
    path.lineTo(tip.x - 9 * ahead - turn * 5 * down, tip.y - 9 * down + turn * 5 * ahead);
  }
}

/**
 * Point `i` of many that fill a round part of the tissue evenly; a `share` 0–1 of its area is further in.
 * @param {number} i @param {number} share @param {number} radius
 */
export function spread(i, share, radius, turned = 0) {
  const away = radius * Math.sqrt(share), angle = i * GOLDEN + turned;
  return { x: TISSUE.x + away * Math.cos(angle), y: TISSUE.y + away * Math.sin(angle) };
}

/**
 * Fill all shapes that `outline` adds to the path at once, which is far quicker than one after the other.
 * @param {Pen} pen @param {string} colour @param {number} alpha @param {(pen: Pen) => void} outline
 */
export function fill(pen, colour, alpha, outline) {
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  pen.beginPath();
  outline(pen);
  pen.fill();
  pen.globalAlpha = 1;
}

/**
 * Draw arms around the origin.
 * @param {Pen} pen @param {number} n @param {number} long @param {number} width @param {string} colour
 */
export function arms(pen, n, long, width, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  for (let arm = 0; arm < n; arm++) {
    const angle = arm * 2 * Math.PI / n;
    pen.moveTo(0, 0);
    pen.lineTo(Math.cos(angle) * long, Math.sin(angle) * long);
  }
  pen.stroke();
}

/** How far aside the wall of the vessel runs at a height. @param {number} y */
export const wall = y => 5 * Math.sin(y / 40);

/** The box of a picture that extends this far from its middle. @param {number} reach */
export const around = reach => ({ x: -reach - 1, y: -reach - 1, width: 2 * reach + 2, height: 2 * reach + 2 });
