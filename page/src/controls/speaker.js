// One polite live region that says what matters, without talking over itself.

const QUIET = 900;           // ms without a change before something is read out
const APART = 2500;          // ms between two sentences while hours pass

export class Speaker {
  #last = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} region */
  constructor(region) { this.region = region; }

  /** Say this once nothing has changed for a while. @param {() => string} text */
  soon(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.region.textContent = text(); }, QUIET);
  }

  /** Say this, unless something was said just before. @param {string} text */
  now(text) {
    if (performance.now() - this.#last < APART) return;
    this.#last = performance.now();
    this.region.textContent = text;
  }
}
