// The loop as a picture: infected tissue, a blood vessel, messengers that flow over the top, cells that come back
// below, and the brake between them. All of it follows from the trajectory and the hour, positions too, so that the
// picture can be stepped and scrubbed exactly, in both directions. A storm makes the loop wide and red.

import { lastShown } from "../model/shown.js";
import { invaderOf, isGerm } from "../model/state.js";
import {
  SIZE, TISSUE, VESSEL, arc, arms, around, disc, fill, scatter, spread, square, triangle, wall, ways,
} from "./shapes.js";
import { Stamps } from "./stamps.js";

/** @typedef {import("./part.js").Pen} Pen */
/** @typedef {import("./part.js").Shown} Shown */
/** @typedef {import("./part.js").Trajectory} Trajectory */
/** @typedef {import("./stamps.js").Spot} Spot */
/** The box of the picture, in px. @typedef {{loop: import("./part.js").Box}} Place */

/** How many of each are drawn at most. */
const GREATEST = { il6: 70, tnf: 34, cells: 26, callers: 18, invaders: 22, brake: 26, fluid: 40 };
/**
 * Amounts of an invader at which the tissue is drawn full of it; for any other, at its peak.
 * @type {Readonly<Record<string, number>>}
 */
const FULL = { pathogen: 0.03, antigen: 1 };
const NEIGHBOURS = 26;                           // cells of the tissue
const CELL = 8, CALLER = 6;                      // the radius of an immune cell, in the tissue and on its way
const ARMS = 6, ARM = 5;                         // arms of a cell, how far they reach when all of them are armed
const GERM = 4.6, SPIKES = 7, SPIKE = 7.5;       // the radius of a germ; its spikes, from its middle
const TUMOUR = 8;                                // the radius of a tumour's cell
const TURNED = 4;                                // ways round in which cells and germs are turned
const ARMED = 12;                                // steps in which arms grow
const FADES = 4;                                 // steps of strength in which a particle comes and goes
const CALM = 0.012, FIERCE = 0.075;              // turns of the loop an hour, in health and in the fiercest storm

/** A level on a logarithmic scale, as a share 0–1. @param {number} x @param {number} low @param {number} high */
const level = (x, low, high) => Math.min(1, Math.max(0, Math.log(Math.max(x, low) / low) / Math.log(high / low)));

/**
 * How strong a particle is on its way 0–1: it comes and goes, the faster the more `steep`.
 * @param {number} way @param {number} steep
 */
const fade = (way, steep) => Math.min(1, steep * way, steep * (1 - way));

export class Loop {
  /** @type {Readonly<Record<string, string>>} */
  #colours = {};
  #box = { x: 0, y: 0, width: 1, height: 1 };
  /** @type {Shown} */
  #state;
  /** @type {Trajectory} */
  #trajectory;
  #turns = new Float64Array(2);
  #ways = ways();

  /** @param {Pen} pen */
  constructor(pen) {
    this.pen = pen;
    this.stamps = new Stamps(pen);
  }

  /** @param {import("./part.js").Paint} paint */
  setPaint({ colours }) {
    this.#colours = colours;
    this.stamps.forget();
  }

  /** @param {Place} place */
  setPlace({ loop }) { this.#box = loop; }

  /**
   * The flow's turns up to every hour follow from how much TNF-α there is.
   * @param {Shown} state @param {Trajectory} trajectory
   */
  setState(state, trajectory) {
    this.#state = state;
    this.#trajectory = trajectory;
    const hours = Math.ceil(lastShown(trajectory)) + 2, turns = new Float64Array(hours);
    for (let hour = 1; hour < hours; hour++) {
      turns[hour] = turns[hour - 1] + CALM + (FIERCE - CALM) * level(trajectory.at("tnf", hour), 1.5, 1200);
    }
    this.#turns = turns;
  }

  /** @param {number} hour */
  draw(hour) {
    const now = (/** @type {string} */ name) => this.#trajectory.at(name, hour), { pen } = this;
    const { x, y, width } = this.#box, turn = this.#turnAt(hour);
    const storm = level(now("tnf"), 1.5, 1200), crowd = Math.min(1, (now("cells") - 1) / 2);
    const { a: dense } = pen.getTransform(), scale = dense * width / SIZE.width;
    pen.save();
    pen.setTransform(scale, 0, 0, scale, Math.round(dense * x), Math.round(dense * y));
    this.stamps.setScale(scale);
    this.stamps.copy("room", { x: 0, y: 0, ...SIZE }, room => this.#room(room), [{ x: 0, y: 0 }]);
    this.#redden(Math.max(now("lung"), 0.35 * storm));
    this.#vessel(now("leak"), turn);
    this.#drawWays(storm);
    this.#flow("tnf", triangle, Math.round(GREATEST.tnf * level(now("tnf"), 1.1, 1500)), turn * 1.15, 1);
    this.#flow("il6", disc, Math.round(GREATEST.il6 * level(now("il6"), 1.6, 5000)), turn, 2);
    this.#callers(Math.round(GREATEST.callers * crowd), turn);
    this.#brake(level(now("il10"), 0.4, 150), Math.min(1, now("steroid") + now("tocilizumab") / 8), turn);
    this.#cells(6 + Math.round((GREATEST.cells - 6) * crowd), storm);
    this.#invaders(Math.ceil(GREATEST.invaders * Math.sqrt(this.#invaderShare(hour)) - 0.35), isGerm(this.#state));
    pen.restore();
  }

  /** @param {number} hour */
  #turnAt(hour) {
    const turns = this.#turns, whole = Math.min(Math.floor(hour), turns.length - 2);
    return turns[whole] + (hour - whole) * (turns[whole + 1] - turns[whole]);
  }

  /** How full of the invader the tissue is. @param {number} hour */
  #invaderShare(hour) {
    const invader = invaderOf(this.#state), full = FULL[invader] ?? this.#trajectory.peak(invader).value;
    return Math.min(1, this.#trajectory.at(invader, hour) / full);
  }

  /**
   * Draw a shape at every spot; the spots that come or go, in a few steps of strength.
   * @param {readonly Required<Spot>[]} spots @param {import("./shapes.js").Shape} shape @param {number} radius
   * @param {string} colour
   */
  #particles(spots, shape, radius, colour) {
    /** @type {Spot[][]} */
    const steps = Array.from({ length: FADES }, () => []);
    for (const spot of spots) if (spot.strength > 0) steps[Math.ceil(spot.strength * FADES) - 1].push(spot);
    steps.forEach((some, i) => {
      if (!some.length) return;
      fill(this.pen, colour, (i + 1) / FADES, pen => { for (const { x, y } of some) shape(pen, x, y, radius); });
    });
  }

  /** What does not move: the tissue with its cells, and the blood in its vessel. @param {Pen} pen */
  #room(pen) {
    const { ground, tissue, "tissue-edge": edge } = this.#colours;
    const whole = (/** @type {Pen} */ way) => disc(way, TISSUE.x, TISSUE.y, TISSUE.radius + 12);
    fill(pen, ground, 1, window => window.roundRect(0, 0, SIZE.width, SIZE.height, 12));
    fill(pen, tissue, 1, () => {
      for (let y = 0; y <= SIZE.height; y += 10) pen.lineTo(VESSEL.x - VESSEL.half + wall(y), y);
      for (let y = SIZE.height; y >= 0; y -= 10) pen.lineTo(VESSEL.x + VESSEL.half + wall(y), y);
    });
    fill(pen, tissue, 1, whole);
    fill(pen, edge, 0.3, way => {
      for (let i = 0; i < NEIGHBOURS; i++) {
        const { x, y } = spread(i, (i + 0.5) / NEIGHBOURS, TISSUE.radius, 0.6);
        disc(way, x, y, 13);
      }
    });
    pen.strokeStyle = edge;
    pen.lineWidth = 1.5;
    pen.beginPath();
    whole(pen);
    pen.stroke();
  }

  /** Make the tissue red. @param {number} share */
  #redden(share) {
    fill(this.pen, this.#colours.harm, 0.5 * share, way => disc(way, TISSUE.x, TISSUE.y, TISSUE.radius + 11));
  }

  /** The wall of the vessel, which opens and lets fluid out. @param {number} leak @param {number} turn */
  #vessel(leak, turn) {
    const { pen } = this, { harm, oxygen, "tissue-edge": edge } = this.#colours, gap = 3 + 14 * leak;
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.strokeStyle = leak > 0.25 ? harm : edge;
    pen.beginPath();
    for (const side of [-1, 1]) {
      for (let y = 0; y < SIZE.height - 20; y += 30) {
        pen.moveTo(VESSEL.x + side * VESSEL.half + wall(y + 2), y + 2);
        pen.lineTo(VESSEL.x + side * VESSEL.half + wall(y + 30 - gap), y + 30 - gap);
      }
    }
    pen.stroke();
    this.#particles(Array.from({ length: Math.round(GREATEST.fluid * leak) }, (_, i) => {
      const way = (scatter(i, 3) + turn * 0.6) % 1, x = VESSEL.x + (i % 2 ? 1 : -1) * (VESSEL.half - 6 + way * 34);
      return { x, y: scatter(i, 4) * SIZE.height, strength: 0.85 * (1 - way) };
    }), disc, 2.6, oxygen);
  }

  /** The two ways of the loop, as wide and red as the storm is fierce. @param {number} storm */
  #drawWays(storm) {
    const { pen } = this, { edge, harm } = this.#colours;
    const inks = [{ colour: edge, alpha: 1 }, { colour: harm, alpha: storm * storm }];
    pen.lineCap = "round";
    pen.lineJoin = "bevel";
    pen.lineWidth = 2 + 2.5 * storm;
    for (const { colour, alpha } of inks) {
      if (alpha < 0.01) continue;
      pen.globalAlpha = alpha;
      pen.strokeStyle = colour;
      pen.stroke(this.#ways);
    }
    pen.globalAlpha = 1;
  }

  /**
   * Messengers on their way from the cells to the vessel.
   * @param {string} name @param {import("./shapes.js").Shape} shape @param {number} n @param {number} turn
   * @param {number} lane
   */
  #flow(name, shape, n, turn, lane) {
    this.#particles(Array.from({ length: n }, (_, i) => {
      const way = (scatter(i, lane) + turn * (0.8 + 0.4 * scatter(i, lane + 9))) % 1;
      return { ...arc(way, 2 * scatter(i, lane + 5) - 1, 1), strength: fade(way, 6) };
    }), shape, 3.5, this.#colours[name]);
  }

  /** Cells that are called from the vessel. @param {number} n @param {number} turn */
  #callers(n, turn) {
    const spots = Array.from({ length: n }, (_, i) => {
      const way = (scatter(i, 6) + turn * 0.7) % 1;
      return { ...arc(1 - way, 2 * scatter(i, 7) - 1, -1), strength: fade(way, 6) };
    });
    this.stamps.copy("caller", around(CALLER), pen => this.#cell(pen, CALLER), spots);
  }

  /** Cells in the tissue, with arms as long as they are armed, 0–1. @param {number} n @param {number} armed */
  #cells(n, armed) {
    const long = armed > 0.05 ? CELL + ARM * Math.round(ARMED * armed) / ARMED : 0;
    const spots = Array.from({ length: n }, (_, i) => spread(i, (i + 0.5) / GREATEST.cells, 0.95 * TISSUE.radius));
    this.#copyTurned(`cell ${long}`, CELL + ARM, ARMS, pen => {
      if (long) arms(pen, ARMS, long, 2, this.#colours.immune);
      this.#cell(pen, CELL);
    }, spots);
  }

  /** An immune cell: its body, then its nucleus. @param {Pen} pen @param {number} radius */
  #cell(pen, radius) {
    fill(pen, this.#colours.immune, 1, body => disc(body, 0, 0, radius));
    fill(pen, this.#colours.nucleus, 1, nucleus => disc(nucleus, 0, 0, 0.48 * radius));
  }

  /** Germs, which have spikes, or the cells of a tumour. @param {number} n @param {boolean} areGerms */
  #invaders(n, areGerms) {
    const { invader, ground } = this.#colours, name = areGerms ? "germ" : "tumour";
    this.#copyTurned(name, TUMOUR, SPIKES, pen => {
      if (areGerms) arms(pen, SPIKES, SPIKE, 1.8, invader);
      fill(pen, invader, 1, body => disc(body, 0, 0, areGerms ? GERM : TUMOUR));
      if (!areGerms) fill(pen, ground, 0.45, core => disc(core, 0, 0, 4.2));
    }, Array.from({ length: n }, (_, i) => spread(i, (i + 0.2) / GREATEST.invaders, TISSUE.radius + 2, 1.9)));
  }

  /**
   * Copy what has `n` arms, and does not move, to all spots: some turned one way, some another.
   * @param {string} name @param {number} reach @param {number} n @param {(pen: Pen) => void} draw
   * @param {readonly Spot[]} spots
   */
  #copyTurned(name, reach, n, draw, spots) {
    for (let way = 0; way < TURNED; way++) {
      const here = spots.filter((_, i) => i % TURNED === way).map(spot => this.stamps.sharp(spot));
      this.stamps.copy(`${name} ${way}`, around(reach), pen => {
        pen.rotate(2 * Math.PI * way / TURNED / n);
        draw(pen);
      }, here);
    }
  }

  /**
   * IL-10 (squares) and treatment (the bar): what holds the cells back.
   * @param {number} il10 @param {number} treatment @param {number} turn
   */
  #brake(il10, treatment, turn) {
    const { pen } = this, colour = this.#colours.brake;
    this.#particles(Array.from({ length: Math.round(GREATEST.brake * il10) }, (_, i) => {
      const way = (scatter(i, 8) + turn * 0.5) % 1, aside = (scatter(i, 10) - 0.5) * 44 * (1 - 0.4 * way);
      return { x: TISSUE.x + TISSUE.radius + 78 - way * 62, y: TISSUE.y + aside, strength: fade(way, 5) };
    }), square, 3, colour);
    const strength = Math.max(il10, treatment), x = TISSUE.x + TISSUE.radius + 17;
    pen.globalAlpha = 0.25 + 0.75 * strength;
    pen.strokeStyle = colour;
    pen.lineWidth = 3 + 6 * strength;
    pen.beginPath();
    pen.moveTo(x, TISSUE.y - 10 - 22 * strength);
    pen.lineTo(x, TISSUE.y + 10 + 22 * strength);
    pen.stroke();
    pen.globalAlpha = 1;
  }
}
