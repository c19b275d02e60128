// A hand that holds something on the page: all its moves until it lets go, wherever it wanders meanwhile.

// Browsers that tell a move as it comes let the painter answer it in the coming frame; others tell it with the next.
const MOVE = "onpointerrawupdate" in window ? "pointerrawupdate" : "pointermove";

/** Begin at a `pointerdown`: `move(event)` at every move, at last `drop(cancelled)`, true if the browser took over. */
export function hold(event, { move, drop }) {
  const { currentTarget: held, pointerId } = event;
  let cancelled = false;
  const cancel = () => { cancelled = true; };
  const release = () => {
    held.removeEventListener(MOVE, move);
    held.removeEventListener("pointercancel", cancel);
    drop(cancelled);
  };
  event.preventDefault();
  held.setPointerCapture(pointerId);
  held.addEventListener(MOVE, move);
  held.addEventListener("pointercancel", cancel);
  held.addEventListener("lostpointercapture", release, { once: true });
}
