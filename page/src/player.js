// Plays the course: hours go by at a chosen pace until the end. With reduced motion the hours pass in leaps, a leap a
// second, so that nothing flows.

const PACE = 8;              // h a second at normal speed
const LEAP = 6;              // h
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Player {
  /** `moved(hour)` on every move, `changed(playing)` when it starts or stops; `end()` is the last hour. */
  constructor({ moved, changed, end }) {
    Object.assign(this, { moved, changed, end, hour: 0, speed: 1, playing: false });
  }

  go(hour) {
    this.hour = Math.min(Math.max(hour, 0), this.end());
    this.moved(this.hour);
  }

  /** A whole hour on or back; from within an hour, to its edge. */
  step(direction) {
    this.pause();
    this.go(direction > 0 ? Math.floor(this.hour + 1e-6) + 1 : Math.ceil(this.hour - 1e-6) - 1);
  }

  play() {
    if (this.playing) return;
    if (this.hour >= this.end()) this.go(0);
    this.playing = true;
    this.before = performance.now();
    this.changed(true);
    requestAnimationFrame(now => this.tick(now));
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    if (this.hour < this.end()) this.go(Math.round(this.hour));    // steps then go from the hour that is written
    this.changed(false);
  }

  tick(now) {
    if (!this.playing) return;
    const seconds = Math.max(0, now - this.before) / 1000;
    if (still.matches) {
      if (seconds * this.speed >= 1) { this.before = now; this.go(this.hour + LEAP); }
    } else {
      this.before = now;
      this.go(this.hour + Math.min(seconds, 0.1) * PACE * this.speed);
    }
    if (this.hour >= this.end()) this.pause();
    else requestAnimationFrame(later => this.tick(later));
  }
}
