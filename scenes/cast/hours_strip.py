"""The strip of hours at the foot of the data."""

from __future__ import annotations

from manim import Line

from stage import style
from stage.layout import Layout


def hours_line(layout: Layout) -> Line:
    """Return the strip of hours at the foot of the data; one scene ends with it and the next begins with it."""
    foot = layout.safe.part(0.52 if layout.wide else 0.62, 0, 0.99, 1)
    left, up, _ = foot.point(0, 0)
    up += 0.12
    return Line((left, up, 0.0), (foot.right, up, 0.0), stroke_color=style.QUIET, stroke_width=6)
