// The loop as a picture: infected tissue, a blood vessel, messengers that flow over the top, cells that come back
// below, and the brake between them. Everything is drawn from the state at one hour, and positions follow from the
// hour too, so the picture steps and scrubs exactly, forwards and backwards. A storm makes the loop wide and red.

const SIZE = { width: 400, height: 300 };
const TISSUE = { x: 118, y: 152, r: 74 }, VESSEL = { x: 322, half: 34 };
const MOST = { il6: 70, tnf: 34, cells: 26, callers: 18, invaders: 22, brake: 26, fluid: 40 };
const SEED = 7, GOLDEN = Math.PI * (3 - Math.sqrt(5));
const NEIGHBOURS = 26;                           // cells of the tissue
const CELL = 8;                                  // the radius of a cell
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

/** The cells of the tissue, which stand still. */
function neighbours() {
  const path = new Path2D();
  for (let i = 0; i < NEIGHBOURS; i++) {
    const away = TISSUE.r * Math.sqrt((i + 0.5) / NEIGHBOURS), angle = i * GOLDEN + 0.6;
    disc(path, TISSUE.x + away * Math.cos(angle), TISSUE.y + away * Math.sin(angle), 13);
  }
  return path;
}

export class Loop {
  constructor(pen) { Object.assign(this, { pen, tracks: tracks(), neighbours: neighbours() }); }

  /** Take colours by name. */
  dress({ colour }) { this.colour = colour; }

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
    pen.save();
    pen.translate(x, y);
    pen.scale(width / SIZE.width, width / SIZE.width);
    this.fill(this.colour.night, 1, window => window.roundRect(0, 0, SIZE.width, SIZE.height, 12));
    this.tissue(storm, now("lung"));
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

  /** Fill all shapes that `outline` adds to the path at once: one of many is far quicker than many of one. */
  fill(colour, alpha, outline) {
    const { pen } = this;
    pen.globalAlpha = alpha;
    pen.fillStyle = colour;
    pen.beginPath();
    outline(pen);
    pen.fill();
    pen.globalAlpha = 1;
  }

  /** Draw a point a particle, by `shape`; those that come or go, in a few steps of strength. */
  particles(points, shape, r, colour) {
    const steps = Array.from({ length: FADES }, () => []);
    for (const { x, y, seen } of points) if (seen > 0) steps[Math.ceil(seen * FADES) - 1].push([x, y]);
    steps.forEach((some, i) => {
      if (some.length) this.fill(colour, (i + 1) / FADES, pen => { for (const [x, y] of some) shape(pen, x, y, r); });
    });
  }

  tissue(storm, injury) {
    const { pen, colour } = this, outline = () => disc(pen, TISSUE.x, TISSUE.y, TISSUE.r + 12);
    this.fill(colour.tissue, 1, outline);
    this.fill(colour.harm, 0.5 * Math.max(injury, 0.35 * storm), outline);
    pen.strokeStyle = colour["tissue-edge"];
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.globalAlpha = 0.3;
    pen.fillStyle = colour["tissue-edge"];
    pen.fill(this.neighbours);
    pen.globalAlpha = 1;
  }

  vessel(leak, turn) {
    const { pen, colour } = this;
    const wall = y => 5 * Math.sin(y / 40);
    this.fill(colour.tissue, 1, () => {
      for (let y = 0; y <= SIZE.height; y += 10) pen.lineTo(VESSEL.x - VESSEL.half + wall(y), y);
      for (let y = SIZE.height; y >= 0; y -= 10) pen.lineTo(VESSEL.x + VESSEL.half + wall(y), y);
    });
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
    pen.lineCap = pen.lineJoin = "round";
    pen.lineWidth = 2 + 2.5 * storm;
    for (const [ink, alpha] of [["edge", 1], ["harm", storm * storm]]) {
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
    this.crowd(points, 6);
  }

  /** Immune cells: bodies, then nuclei. */
  crowd(points, r) {
    this.particles(points, disc, r, this.colour.immune);
    this.particles(points, disc, 0.48 * r, this.colour.nucleus);
  }

  cells(n, armed) {
    const { pen } = this, points = Array.from({ length: n }, (_, i) => {
      const r = TISSUE.r * 0.95 * Math.sqrt((i + 0.5) / MOST.cells), angle = i * GOLDEN;
      return { x: TISSUE.x + r * Math.cos(angle), y: TISSUE.y + r * Math.sin(angle), seen: 1 };
    });
    if (armed > 0.05) this.arms(points.map(({ x, y }) => [x, y, x]), 6, CELL + 5 * armed, 2, this.colour.immune);
    this.crowd(points, CELL);
    pen.lineCap = "butt";
  }

  /** Arms from the middle of each [x, y, turned by], as many and as long. */
  arms(points, many, long, thick, colour) {
    const { pen } = this;
    pen.strokeStyle = colour;
    pen.lineWidth = thick;
    pen.beginPath();
    for (const [x, y, turned] of points) {
      for (let a = 0; a < many; a++) {
        const angle = a * 2 * Math.PI / many + turned;
        pen.moveTo(x, y);
        pen.lineTo(x + Math.cos(angle) * long, y + Math.sin(angle) * long);
      }
    }
    pen.stroke();
  }

  /** Germs, which are spiked, or the cells of a tumour. */
  invaders(n, spiked) {
    const points = Array.from({ length: n }, (_, i) => {
      const r = (TISSUE.r + 2) * Math.sqrt((i + 0.2) / MOST.invaders), angle = i * GOLDEN + 1.9;
      return [TISSUE.x + r * Math.cos(angle), TISSUE.y + r * Math.sin(angle), i];
    });
    const discs = r => pen => { for (const [x, y] of points) disc(pen, x, y, r); };
    if (spiked) this.arms(points, 7, 7.5, 1.8, this.colour.invader);
    this.fill(this.colour.invader, 1, discs(spiked ? 4.6 : 8));
    if (!spiked) this.fill(this.colour.night, 0.45, discs(4.2));
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
