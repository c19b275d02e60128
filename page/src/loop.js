// The loop as a picture: infected tissue, a blood vessel, messengers that flow over the top, cells that come back
// below, and the brake between them. Everything is drawn from the state at one hour, and positions follow from the
// hour too, so the picture steps and scrubs exactly, forwards and backwards. A storm makes the loop wide and red.

import { Stamps } from "./stamps.js";

const SIZE = { width: 400, height: 300 };
const TISSUE = { x: 118, y: 152, r: 74 }, VESSEL = { x: 322, half: 34 };
const MOST = { il6: 70, tnf: 34, cells: 26, callers: 18, invaders: 22, brake: 26, fluid: 40 };
const SEED = 7, GOLDEN = Math.PI * (3 - Math.sqrt(5));
const NEIGHBOURS = 26;                           // cells of the tissue
const CELL = 8, CALLER = 6;                      // the radius of a cell, there and on its way
const ARMS = 6, ARM = 5;                         // arms of a cell, how far they reach when all of them are armed
const GERM = 4.6, SPIKES = 7, SPIKE = 7.5;       // the radius of a germ; its spikes, from its middle
const TUMOUR = 8;                                // the radius of a tumour's cell
const TURNED = 4;                                // ways round in which cells and germs lie
const ARMED = 12;                                // steps in which arms grow
const FADES = 4;                                 // steps of strength in which a particle comes and goes
const CALM = 0.012, FIERCE = 0.075;              // turns of the loop an hour, in health and in the fiercest storm

/** A repeatable scatter: particle `i` always has the same share 0–1 in lane `k`. */
function scatter(i, k) {
  const s = Math.sin((i + 1) * 12.9898 + (k + SEED) * 78.233) * 43758.5453;
  return s - Math.floor(s);
}

const level = (x, low, high) => Math.min(1, Math.max(0, Math.log(Math.max(x, low) / low) / Math.log(high / low)));

// Shapes, added to a path.
const disc = (pen, x, y, r) => { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); };
const square = (pen, x, y, r) => pen.rect(x - r, y - r, 2 * r, 2 * r);
const triangle = (pen, x, y, r) => {
  pen.moveTo(x, y - r - 1);
  pen.lineTo(x + r, y + r * 0.8);
  pen.lineTo(x - r, y + r * 0.8);
  pen.closePath();
};

/** A point of the upper arc (`side` 1) or the lower, from the tissue to the vessel, at `way` 0–1 and `aside` −1…1. */
function arc(way, aside, side) {
  const angle = Math.PI * (1 - way), middle = (TISSUE.x + VESSEL.x) / 2, half = (VESSEL.x - TISSUE.x) / 2 + 4;
  return [middle + Math.cos(angle) * half, TISSUE.y - side * (40 + Math.sin(angle) * (58 + 22 * aside))];
}

/** The loop itself: the way of the messages over the top, of the cells below, each with its arrowhead. */
function tracks() {
  const path = new Path2D();
  for (const side of [1, -1]) {
    const point = way => arc(side > 0 ? way : 1 - way, 0, side);
    for (let i = 0; i <= 20; i++) path[i ? "lineTo" : "moveTo"](...point(0.12 + 0.038 * i));
    const [x, y] = point(0.88), [back, above] = point(0.83), long = Math.hypot(x - back, y - above);
    const [ahead, down] = [(x - back) / long, (y - above) / long];
    for (const turn of [-1, 1]) {
      path.moveTo(x, y);
      path.lineTo(x - 9 * ahead - turn * 5 * down, y - 9 * down + turn * 5 * ahead);
    }
  }
  return path;
}

/** Point `i` of many that fill a round place evenly, `share` 0–1 of its area being further in. */
function spread(i, share, radius, turned = 0) {
  const away = radius * Math.sqrt(share), angle = i * GOLDEN + turned;
  return { x: TISSUE.x + away * Math.cos(angle), y: TISSUE.y + away * Math.sin(angle) };
}

/** Fill all shapes that `outline` adds to the path at once: one of many is far quicker than many of one. */
function fill(pen, colour, alpha, outline) {
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  pen.beginPath();
  outline(pen);
  pen.fill();
  pen.globalAlpha = 1;
}

/** So many arms around the origin. */
function arms(pen, many, long, thick, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  pen.beginPath();
  for (let arm = 0; arm < many; arm++) {
    const angle = arm * 2 * Math.PI / many;
    pen.moveTo(0, 0);
    pen.lineTo(Math.cos(angle) * long, Math.sin(angle) * long);
  }
  pen.stroke();
}

const wall = y => 5 * Math.sin(y / 40);          // of the vessel, how far aside

/** The room that a picture takes which reaches so far around its middle. */
const around = reach => ({ x: -reach - 1, y: -reach - 1, width: 2 * reach + 2, height: 2 * reach + 2 });

export class Loop {
  constructor(pen) { Object.assign(this, { pen, tracks: tracks(), stamps: new Stamps(pen) }); }

  /** Take colours by name. */
  dress({ colour }) {
    this.colour = colour;
    this.stamps.forget();
  }

  /** Take the box of the picture, in px. */
  place({ loop }) { this.box = loop; }

  /** Take a course; the flow's turns up to every hour follow from how much TNF-α the cells make. */
  take(course) {
    this.course = course;
    const n = Math.ceil(course.end) + 2;
    this.turns = new Float64Array(n);
    for (let hour = 1; hour < n; hour++) {
      this.turns[hour] = this.turns[hour - 1] + CALM + (FIERCE - CALM) * level(course.at("tnf", hour), 1.5, 1200);
    }
  }

  show(hour) {
    const now = name => this.course.at(name, hour), { pen, box: { x, y, width } } = this;
    const whole = Math.min(Math.floor(hour), this.turns.length - 2);
    const turn = this.turns[whole] + (hour - whole) * (this.turns[whole + 1] - this.turns[whole]);
    const most = this.course.invader === "antigen" ? 1 : 0.03, invader = Math.min(1, now(this.course.invader) / most);
    const storm = level(now("tnf"), 1.5, 1200), crowd = Math.min(1, (now("cells") - 1) / 2);
    const { a: dense } = pen.getTransform(), scale = dense * width / SIZE.width;
    pen.save();
    pen.setTransform(scale, 0, 0, scale, Math.round(dense * x), Math.round(dense * y));
    this.stamps.at(scale);
    this.stamps.copy("room", { x: 0, y: 0, ...SIZE }, room => this.room(room), [{ x: 0, y: 0 }]);
    this.harm(Math.max(now("lung"), 0.35 * storm));
    this.vessel(now("leak"), turn);
    this.ways(storm);
    this.flow("tnf", triangle, Math.round(MOST.tnf * level(now("tnf"), 1.1, 1500)), turn * 1.15, 1);
    this.flow("il6", disc, Math.round(MOST.il6 * level(now("il6"), 1.6, 5000)), turn, 2);
    this.callers(Math.round(MOST.callers * crowd), turn);
    this.brake(level(now("il10"), 0.4, 150), Math.min(1, now("steroid") + now("tocilizumab") / 8), turn);
    this.cells(6 + Math.round((MOST.cells - 6) * crowd), storm);
    this.invaders(Math.ceil(MOST.invaders * Math.sqrt(invader) - 0.35), this.course.invader === "pathogen");
    pen.restore();
  }

  /** Draw a point a particle, by `shape`; those that come or go, in a few steps of strength. */
  particles(points, shape, r, colour) {
    const steps = Array.from({ length: FADES }, () => []);
    for (const { x, y, seen } of points) if (seen > 0) steps[Math.ceil(seen * FADES) - 1].push([x, y]);
    steps.forEach((some, i) => {
      if (!some.length) return;
      fill(this.pen, colour, (i + 1) / FADES, pen => { for (const [x, y] of some) shape(pen, x, y, r); });
    });
  }

  /** What stands still: tissue with its cells, and the blood in its vessel. */
  room(pen) {
    const { night, tissue, "tissue-edge": edge } = this.colour;
    const whole = way => disc(way, TISSUE.x, TISSUE.y, TISSUE.r + 12);
    fill(pen, night, 1, window => window.roundRect(0, 0, SIZE.width, SIZE.height, 12));
    fill(pen, tissue, 1, () => {
      for (let y = 0; y <= SIZE.height; y += 10) pen.lineTo(VESSEL.x - VESSEL.half + wall(y), y);
      for (let y = SIZE.height; y >= 0; y -= 10) pen.lineTo(VESSEL.x + VESSEL.half + wall(y), y);
    });
    fill(pen, tissue, 1, whole);
    fill(pen, edge, 0.3, way => {
      for (let i = 0; i < NEIGHBOURS; i++) {
        const { x, y } = spread(i, (i + 0.5) / NEIGHBOURS, TISSUE.r, 0.6);
        disc(way, x, y, 13);
      }
    });
    pen.strokeStyle = edge;
    pen.lineWidth = 1.5;
    pen.beginPath();
    whole(pen);
    pen.stroke();
  }

  /** The tissue reddens. */
  harm(share) {
    fill(this.pen, this.colour.harm, 0.5 * share, way => disc(way, TISSUE.x, TISSUE.y, TISSUE.r + 11));
  }

  /** Its wall, which opens and lets fluid out. */
  vessel(leak, turn) {
    const { pen, colour } = this;
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.strokeStyle = leak > 0.25 ? colour.harm : colour["tissue-edge"];
    const gap = 3 + 14 * leak;
    pen.beginPath();
    for (const side of [-1, 1]) {
      for (let y = 0; y < SIZE.height - 20; y += 30) {
        pen.moveTo(VESSEL.x + side * VESSEL.half + wall(y + 2), y + 2);
        pen.lineTo(VESSEL.x + side * VESSEL.half + wall(y + 30 - gap), y + 30 - gap);
      }
    }
    pen.stroke();
    this.particles(Array.from({ length: Math.round(MOST.fluid * leak) }, (_, i) => {
      const way = (scatter(i, 3) + turn * 0.6) % 1, x = VESSEL.x + (i % 2 ? 1 : -1) * (VESSEL.half - 6 + way * 34);
      return { x, y: scatter(i, 4) * SIZE.height, seen: 0.85 * (1 - way) };
    }), disc, 2.6, colour.oxygen);
  }

  /** The two ways of the loop, as wide and red as the storm is fierce. */
  ways(storm) {
    const { pen, colour } = this;
    pen.lineCap = "round";
    pen.lineJoin = "bevel";
    pen.lineWidth = 2 + 2.5 * storm;
    for (const [ink, alpha] of [["edge", 1], ["harm", storm * storm]]) {
      if (alpha < 0.01) continue;
      pen.globalAlpha = alpha;
      pen.strokeStyle = colour[ink];
      pen.stroke(this.tracks);
    }
    pen.globalAlpha = 1;
  }

  flow(name, shape, n, turn, lane) {
    this.particles(Array.from({ length: n }, (_, i) => {
      const way = (scatter(i, lane) + turn * (0.8 + 0.4 * scatter(i, lane + 9))) % 1;
      const [x, y] = arc(way, 2 * scatter(i, lane + 5) - 1, 1);
      return { x, y, seen: Math.min(1, 6 * way, 6 * (1 - way)) };
    }), shape, 3.5, this.colour[name]);
  }

  callers(n, turn) {
    const points = Array.from({ length: n }, (_, i) => {
      const way = (scatter(i, 6) + turn * 0.7) % 1, [x, y] = arc(1 - way, 2 * scatter(i, 7) - 1, -1);
      return { x, y, seen: Math.min(1, 6 * way, 6 * (1 - way)) };
    });
    this.stamps.copy("caller", around(CALLER), pen => this.cell(pen, CALLER), points);
  }

  cells(n, armed) {
    const long = armed > 0.05 ? CELL + ARM * Math.round(ARMED * armed) / ARMED : 0;
    const points = Array.from({ length: n }, (_, i) => spread(i, (i + 0.5) / MOST.cells, 0.95 * TISSUE.r));
    this.turned(`cell ${long}`, CELL + ARM, ARMS, pen => {
      if (long) arms(pen, ARMS, long, 2, this.colour.immune);
      this.cell(pen, CELL);
    }, points);
  }

  /** An immune cell: its body, then its nucleus. */
  cell(pen, r) {
    fill(pen, this.colour.immune, 1, body => disc(body, 0, 0, r));
    fill(pen, this.colour.nucleus, 1, nucleus => disc(nucleus, 0, 0, 0.48 * r));
  }

  /** Germs, which are spiked, or the cells of a tumour. */
  invaders(n, spiked) {
    const { invader, night } = this.colour, name = spiked ? "germ" : "tumour";
    this.turned(name, TUMOUR, SPIKES, pen => {
      if (spiked) arms(pen, SPIKES, SPIKE, 1.8, invader);
      fill(pen, invader, 1, body => disc(body, 0, 0, spiked ? GERM : TUMOUR));
      if (!spiked) fill(pen, night, 0.45, core => disc(core, 0, 0, 4.2));
    }, Array.from({ length: n }, (_, i) => spread(i, (i + 0.2) / MOST.invaders, TISSUE.r + 2, 1.9)));
  }

  /** Copy what has so many arms, and stands still, to all points: some turned this way, some that. */
  turned(name, reach, many, draw, points) {
    for (let way = 0; way < TURNED; way++) {
      const here = points.filter((_, i) => i % TURNED === way).map(point => this.stamps.sharp(point));
      this.stamps.copy(`${name} ${way}`, around(reach), pen => {
        pen.rotate(2 * Math.PI * way / TURNED / many);
        draw(pen);
      }, here);
    }
  }

  /** IL-10 (squares) and treatment (the bar): what holds the cells back. */
  brake(il10, treatment, turn) {
    const { pen, colour } = this;
    this.particles(Array.from({ length: Math.round(MOST.brake * il10) }, (_, i) => {
      const way = (scatter(i, 8) + turn * 0.5) % 1;
      const x = TISSUE.x + TISSUE.r + 78 - way * 62, y = TISSUE.y + (scatter(i, 10) - 0.5) * 44 * (1 - 0.4 * way);
      return { x, y, seen: Math.min(1, 5 * way, 5 * (1 - way)) };
    }), square, 3, colour.brake);
    const strength = Math.max(il10, treatment), x = TISSUE.x + TISSUE.r + 17;
    pen.globalAlpha = 0.25 + 0.75 * strength;
    pen.strokeStyle = colour.brake;
    pen.lineWidth = 3 + 6 * strength;
    pen.beginPath();
    pen.moveTo(x, TISSUE.y - 10 - 22 * strength);
    pen.lineTo(x, TISSUE.y + 10 + 22 * strength);
    pen.stroke();
    pen.globalAlpha = 1;
  }
}
