// Work that gives way to the hand: done in turns while it pauses, and some of it only when it rests. Words make the
// page lay itself out, and a hand on the move would have to wait for that.

const REST = 160;            // ms without a move before what can wait is done
const PAUSE = 60;            // ms without a move before anything is
const GAP = 32;              // ms between two turns: every second frame is free of them

export class Turns {
  due = new Set();
  later = new Set();
  moved = -Infinity;

  /** The hand moves: nothing for a while. */
  move() { this.moved = performance.now(); }

  /** Do these, each once and in this order, when the hand pauses. */
  pause(...tasks) { this.queue(this.due, tasks); }

  /** Do these when it rests. */
  rest(...tasks) { this.queue(this.later, tasks); }

  queue(where, tasks) {
    for (const task of tasks) where.add(task);
    this.timer ??= setTimeout(() => this.turn(), GAP);
  }

  turn() {
    const idle = performance.now() - this.moved;
    this.timer = undefined;
    if (idle >= REST && !this.due.size) [this.due, this.later] = [this.later, this.due];
    if (idle >= PAUSE) this.next();
    if (this.due.size || this.later.size) this.timer ??= setTimeout(() => this.turn(), Math.max(GAP, PAUSE - idle));
  }

  next() {
    const [task] = this.due;
    this.due.delete(task);
    task?.();
  }
}
