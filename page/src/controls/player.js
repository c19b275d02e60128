// Plays the trajectory: hours pass at a chosen speed until the end. With reduced motion they pass in leaps, one a
// second, so that nothing flows.

const HOURS_A_SECOND = 8;    // at normal speed
const LEAP = 6;              // h
const LONGEST_FRAME = 0.1;   // s that pass in one frame at most, however late it comes
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Player {
  hour = 0;
  speed = 1;
  isPlaying = false;
  #before = 0;

  /**
   * @param {object} listeners
   * @param {(hour: number) => void} listeners.moved called with every move
   * @param {(isPlaying: boolean) => void} listeners.changed called when it starts or stops
   * @param {() => number} listeners.end returns the last hour
   */
  constructor({ moved, changed, end }) {
    this.moved = moved;
    this.changed = changed;
    this.end = end;
  }

  /** @param {number} hour */
  go(hour) {
    this.hour = Math.min(Math.max(hour, 0), this.end());
    this.moved(this.hour);
  }

  /** Go to the next whole hour (1) or the one before (−1). @param {1 | -1} direction */
  step(direction) {
    this.pause();
    this.go(direction > 0 ? Math.floor(this.hour + 1e-6) + 1 : Math.ceil(this.hour - 1e-6) - 1);
  }

  play() {
    if (this.isPlaying) return;
    if (this.hour >= this.end()) this.go(0);
    this.isPlaying = true;
    this.#before = performance.now();
    this.changed(true);
    requestAnimationFrame(now => this.#tick(now));
  }

  pause() {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    if (this.hour < this.end()) this.go(Math.round(this.hour));    // so that steps go on from the hour that is written
    this.changed(false);
  }

  /** @param {number} now in ms */
  #tick(now) {
    if (!this.isPlaying) return;
    const seconds = Math.max(0, now - this.#before) / 1000;
    if (!still.matches) {
      this.#before = now;
      this.go(this.hour + Math.min(seconds, LONGEST_FRAME) * HOURS_A_SECOND * this.speed);
    } else if (seconds * this.speed >= 1) {
      this.#before = now;
      this.go(this.hour + LEAP);
    }
    if (this.hour >= this.end()) this.pause();
    else requestAnimationFrame(later => this.#tick(later));
  }
}
