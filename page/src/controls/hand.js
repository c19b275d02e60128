// A hand that holds something on the page: all its moves until it lets go, wherever it wanders meanwhile.

// Browsers that report a move as it happens let the painter answer it in the coming frame; others report it with the
// next.
const MOVE = "onpointerrawupdate" in window ? "pointerrawupdate" : "pointermove";

/**
 * Begin at a `pointerdown`: `move` is called with every move, `drop` at the end, with true if the browser took over.
 * @param {PointerEvent} event
 * @param {{move: (event: PointerEvent) => void, drop: (isCancelled: boolean) => void}} listeners
 */
export function hold(event, { move, drop }) {
  const held = /** @type {HTMLElement} */ (event.currentTarget);
  const moved = (/** @type {Event} */ now) => { if (now instanceof PointerEvent) move(now); };
  let isCancelled = false;
  const cancel = () => { isCancelled = true; };
  const release = () => {
    held.removeEventListener(MOVE, moved);
    held.removeEventListener("pointercancel", cancel);
    drop(isCancelled);
  };
  event.preventDefault();
  held.setPointerCapture(event.pointerId);
  held.addEventListener(MOVE, moved);
  held.addEventListener("pointercancel", cancel);
  held.addEventListener("lostpointercapture", release, { once: true });
}
