// Dragging: every move of a pointer that was pressed on an element, until it is released, wherever it goes meanwhile.

// Browsers that report a move at once let the painter answer it in the coming frame; others report it with the next
// frame.
const MOVE = "onpointerrawupdate" in window ? "pointerrawupdate" : "pointermove";

/**
 * Begin at a `pointerdown`. `move` is called with every move, `end` when the pointer is released; its argument is true
 * if the browser took over, such as to scroll.
 * @param {PointerEvent} event
 * @param {{move: (event: PointerEvent) => void, end: (isCancelled: boolean) => void}} listeners
 */
export function startDrag(event, { move, end }) {
  const held = /** @type {HTMLElement} */ (event.currentTarget);
  const moved = (/** @type {Event} */ now) => { if (now instanceof PointerEvent) move(now); };
  let isCancelled = false;
  const cancel = () => { isCancelled = true; };
  const release = () => {
    held.removeEventListener(MOVE, moved);
    held.removeEventListener("pointercancel", cancel);
    end(isCancelled);
  };
  event.preventDefault();
  held.setPointerCapture(event.pointerId);
  held.addEventListener(MOVE, moved);
  held.addEventListener("pointercancel", cancel);
  held.addEventListener("lostpointercapture", release, { once: true });
}
