// Work that waits while the pointer moves: some of it until the pointer pauses, some until it rests. Texts make the
// browser lay out the page, which would delay the answer to the next move.

/** @typedef {() => void} Task */

const REST = 160;            // ms without a move before the pointer counts as at rest
const PAUSE = 60;            // ms without a move before anything is done
const GAP = 32;              // ms between two tasks, so that every second frame is free of them

export class IdleTasks {
  /** @type {Set<Task>} */
  #due = new Set();
  /** @type {Set<Task>} */
  #later = new Set();
  #moved = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** The pointer has moved: nothing is done for a while. */
  move() { this.#moved = performance.now(); }

  /** Do these, each once and in this order, when the pointer pauses. @param {Task[]} tasks */
  atPause(...tasks) { this.#queue(this.#due, tasks); }

  /** Do these when it rests. @param {Task[]} tasks */
  atRest(...tasks) { this.#queue(this.#later, tasks); }

  /** @param {Set<Task>} queue @param {readonly Task[]} tasks */
  #queue(queue, tasks) {
    for (const task of tasks) queue.add(task);
    this.#timer ??= setTimeout(() => this.#turn(), GAP);
  }

  #turn() {
    const idle = performance.now() - this.#moved;
    this.#timer = undefined;
    if (idle >= REST && !this.#due.size) [this.#due, this.#later] = [this.#later, this.#due];
    if (idle >= PAUSE) this.#doNext();
    if (this.#due.size || this.#later.size) this.#timer ??= setTimeout(() => this.#turn(), Math.max(GAP, PAUSE - idle));
  }

  #doNext() {
    const [task] = this.#due;
    this.#due.delete(task);
    task?.();
  }
}
