// The loop as a picture: infected tissue, a blood vessel, messengers that flow over the top, cells that come back
// below, and the brake between them. Everything is drawn from the state at one hour, and positions follow from the
// hour too, so the picture steps and scrubs exactly, forwards and backwards.

const SIZE = { width: 400, height: 300 };
const TISSUE = { x: 118, y: 152, r: 74 }, VESSEL = { x: 322, half: 34 };
const MOST = { il6: 70, tnf: 34, cells: 26, callers: 18, invaders: 22, brake: 26, fluid: 40 };
const SEED = 7, GOLDEN = Math.PI * (3 - Math.sqrt(5));
const CALM = 0.012, FIERCE = 0.075;              // turns of the loop an hour, in health and in the fiercest storm

/** A repeatable scatter: particle `i` always has the same share 0–1 in lane `k`. */
function scatter(i, k) {
  const s = Math.sin((i + 1) * 12.9898 + (k + SEED) * 78.233) * 43758.5453;
  return s - Math.floor(s);
}

const level = (x, low, high) => Math.min(1, Math.max(0, Math.log(Math.max(x, low) / low) / Math.log(high / low)));

export class Loop {
  constructor(canvas) {
    Object.assign(this, { canvas, pen: canvas.getContext("2d") });
  }

  /** Take colours by name. */
  dress({ colour }) { this.colour = colour; }

  /** Take the width that is there, in px. */
  place(width, dense) {
    this.canvas.width = Math.round(width * dense);
    this.canvas.height = Math.round(width * SIZE.height / SIZE.width * dense);
    this.scale = this.canvas.width / SIZE.width;
  }

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
    const now = name => this.course.at(name, hour), { pen } = this;
    const whole = Math.min(Math.floor(hour), this.turns.length - 2);
    const turn = this.turns[whole] + (hour - whole) * (this.turns[whole + 1] - this.turns[whole]);
    const most = this.course.invader === "antigen" ? 1 : 0.03, invader = Math.min(1, now(this.course.invader) / most);
    const storm = level(now("tnf"), 1.5, 1200);
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    pen.clearRect(0, 0, SIZE.width, SIZE.height);
    this.tissue(storm, now("lung"));
    this.vessel(now("leak"), turn);
    this.flow("tnf", Math.round(MOST.tnf * level(now("tnf"), 1.1, 1500)), turn * 1.15, 1, 3.4);
    this.flow("il6", Math.round(MOST.il6 * level(now("il6"), 1.6, 5000)), turn, 2, 3.6);
    this.callers(Math.round(MOST.callers * Math.min(1, (now("cells") - 1) / 2)), turn);
    this.brake(level(now("il10"), 0.4, 150), Math.min(1, now("steroid") + now("tocilizumab") / 8), turn);
    this.cells(6 + Math.round((MOST.cells - 6) * Math.min(1, (now("cells") - 1) / 2)), storm);
    this.invaders(Math.ceil(MOST.invaders * Math.sqrt(invader) - 0.35));
  }

  disc(x, y, r, fill, alpha = 1) {
    this.pen.globalAlpha = alpha;
    this.pen.fillStyle = fill;
    this.pen.beginPath();
    this.pen.arc(x, y, r, 0, 2 * Math.PI);
    this.pen.fill();
    this.pen.globalAlpha = 1;
  }

  tissue(storm, injury) {
    const { pen, colour } = this;
    this.disc(TISSUE.x, TISSUE.y, TISSUE.r + 12, colour.tissue);
    this.disc(TISSUE.x, TISSUE.y, TISSUE.r + 12, colour.harm, 0.5 * Math.max(injury, 0.35 * storm));
    pen.strokeStyle = colour["tissue-edge"];
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(TISSUE.x, TISSUE.y, TISSUE.r + 12, 0, 2 * Math.PI);
    pen.stroke();
  }

  vessel(leak, turn) {
    const { pen, colour } = this;
    const wall = y => 5 * Math.sin(y / 40);
    pen.fillStyle = colour.tissue;
    pen.beginPath();
    for (let y = 0; y <= SIZE.height; y += 10) pen.lineTo(VESSEL.x - VESSEL.half + wall(y), y);
    for (let y = SIZE.height; y >= 0; y -= 10) pen.lineTo(VESSEL.x + VESSEL.half + wall(y), y);
    pen.fill();
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.strokeStyle = leak > 0.25 ? colour.harm : colour["tissue-edge"];
    const gap = 3 + 14 * leak;
    for (const side of [-1, 1]) {
      for (let y = -4; y < SIZE.height; y += 30) {
        pen.beginPath();
        pen.moveTo(VESSEL.x + side * VESSEL.half + wall(y), y);
        pen.lineTo(VESSEL.x + side * VESSEL.half + wall(y + 30 - gap), y + 30 - gap);
        pen.stroke();
      }
    }
    for (let i = 0; i < Math.round(MOST.fluid * leak); i++) {
      const way = (scatter(i, 3) + turn * 0.6) % 1, side = i % 2 ? 1 : -1;
      const x = VESSEL.x + side * (VESSEL.half - 6 + way * 34);
      this.disc(x, scatter(i, 4) * SIZE.height, 2.6, colour.oxygen, 0.85 * (1 - way));
    }
  }

  /** A point of the upper arc, from the tissue to the vessel, at `way` 0–1 and `aside` −1…1. */
  arc(way, aside, side) {
    const angle = Math.PI * (1 - way), middle = (TISSUE.x + VESSEL.x) / 2, half = (VESSEL.x - TISSUE.x) / 2 + 4;
    return [middle + Math.cos(angle) * half, TISSUE.y - side * (40 + Math.sin(angle) * (58 + 22 * aside))];
  }

  flow(name, n, turn, lane, r) {
    const { pen, colour } = this;
    for (let i = 0; i < n; i++) {
      const way = (scatter(i, lane) + turn * (0.8 + 0.4 * scatter(i, lane + 9))) % 1;
      const [x, y] = this.arc(way, 2 * scatter(i, lane + 5) - 1, 1);
      const seen = Math.min(1, 6 * way, 6 * (1 - way));
      if (name === "il6") { this.disc(x, y, r, colour.il6, seen); continue; }
      pen.globalAlpha = seen;
      pen.fillStyle = colour.tnf;
      pen.beginPath();
      pen.moveTo(x, y - r - 1);
      pen.lineTo(x + r, y + r * 0.8);
      pen.lineTo(x - r, y + r * 0.8);
      pen.fill();
      pen.globalAlpha = 1;
    }
  }

  callers(n, turn) {
    for (let i = 0; i < n; i++) {
      const way = (scatter(i, 6) + turn * 0.7) % 1, [x, y] = this.arc(1 - way, 2 * scatter(i, 7) - 1, -1);
      this.cell(x, y, 6, Math.min(1, 6 * way, 6 * (1 - way)), 0);
    }
  }

  cell(x, y, r, alpha, armed) {
    const { pen, colour } = this;
    if (armed > 0.05) {
      pen.globalAlpha = alpha;
      pen.strokeStyle = colour.immune;
      pen.lineWidth = 2;
      pen.beginPath();
      for (let a = 0; a < 6; a++) {
        const angle = a * Math.PI / 3 + x;
        pen.moveTo(x, y);
        pen.lineTo(x + Math.cos(angle) * (r + 5 * armed), y + Math.sin(angle) * (r + 5 * armed));
      }
      pen.stroke();
    }
    this.disc(x, y, r, colour.immune, alpha);
    this.disc(x, y, r * 0.45, colour.panel, 0.55 * alpha);
  }

  cells(n, armed) {
    for (let i = 0; i < n; i++) {
      const r = TISSUE.r * 0.95 * Math.sqrt((i + 0.5) / MOST.cells), angle = i * GOLDEN;
      this.cell(TISSUE.x + r * Math.cos(angle), TISSUE.y + r * Math.sin(angle), 8, 1, armed);
    }
  }

  invaders(n) {
    const { pen, colour } = this;
    for (let i = 0; i < n; i++) {
      const r = (TISSUE.r + 2) * Math.sqrt((i + 0.2) / MOST.invaders), angle = i * GOLDEN + 1.9;
      const x = TISSUE.x + r * Math.cos(angle), y = TISSUE.y + r * Math.sin(angle);
      pen.strokeStyle = colour.invader;
      pen.lineWidth = 1.8;
      pen.beginPath();
      for (let a = 0; a < 7; a++) {
        const spike = a * 2 * Math.PI / 7 + i;
        pen.moveTo(x, y);
        pen.lineTo(x + 7.5 * Math.cos(spike), y + 7.5 * Math.sin(spike));
      }
      pen.stroke();
      this.disc(x, y, 4.6, colour.invader);
    }
  }

  /** IL-10 (dots) and treatment (the bar): what holds the cells back. */
  brake(il10, treatment, turn) {
    const { pen, colour } = this;
    for (let i = 0; i < Math.round(MOST.brake * il10); i++) {
      const way = (scatter(i, 8) + turn * 0.5) % 1;
      const x = TISSUE.x + TISSUE.r + 78 - way * 62, y = TISSUE.y + (scatter(i, 10) - 0.5) * 44 * (1 - 0.4 * way);
      pen.globalAlpha = Math.min(1, 5 * way, 5 * (1 - way));
      pen.fillStyle = colour.brake;
      pen.fillRect(x - 3, y - 3, 6, 6);
      pen.globalAlpha = 1;
    }
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
