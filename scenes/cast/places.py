"""Places that several scenes of this film share."""

from __future__ import annotations

from stage.layout import Layout


def floor(layout: Layout) -> float:
    """Return the y (units) at which a body is cut off, by the frame or by the blood below."""
    return layout.below.top - 0.3 if layout.below else layout.whole.bottom - 1


def handover(layout: Layout) -> tuple[float, float, float]:
    """Return where an invader is when one scene leaves it to the next."""
    return layout.safe.point(0.925 if layout.wide else 0.92, 0.12)
