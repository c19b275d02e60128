"""What is to be seen of a mobject, as cairo draws it: its path, its colours, its pen, and whether they changed."""

from __future__ import annotations

from typing import NamedTuple

import cairocffi
import numpy as np
from manim import CapStyleType, LineJointType, VMobject

STILL = 1e-7
"""What moves by less (units) between two frames stands still."""
_CAPS = {
    CapStyleType.AUTO: cairocffi.LINE_CAP_BUTT,
    CapStyleType.BUTT: cairocffi.LINE_CAP_BUTT,
    CapStyleType.ROUND: cairocffi.LINE_CAP_ROUND,
    CapStyleType.SQUARE: cairocffi.LINE_CAP_SQUARE,
}
_JOINTS = {
    LineJointType.AUTO: cairocffi.LINE_JOIN_MITER,
    LineJointType.MITER: cairocffi.LINE_JOIN_MITER,
    LineJointType.BEVEL: cairocffi.LINE_JOIN_BEVEL,
    LineJointType.ROUND: cairocffi.LINE_JOIN_ROUND,
}
Colour = tuple[float, float, float, float]
"""In the order of cairo's `set_source_rgba`, for an image that holds red first: blue, green, red, alpha."""


class Drawing(NamedTuple):
    """What is to be seen of one mobject: its points (4n, 3), their path, and how it is painted."""

    points: np.ndarray
    path: np.ndarray
    fill: Colour | None
    stroke: Colour | None
    width: float
    cap: int
    joint: int
    copies: int
    soft: bool


def look_of(
    vmobject: VMobject, fill: Colour | None, stroke: Colour | None, unit: float
) -> tuple[Colour | None, Colour | None, float, int, int, int, bool]:
    """Return how a mobject is painted, in the order of a Drawing's fields; `unit` is what its stroke's width counts."""
    return (
        fill,
        stroke,
        vmobject.stroke_width * unit,
        _CAPS[vmobject.cap_style],
        _JOINTS[vmobject.joint_type],
        getattr(vmobject, "copies", 0),
        getattr(vmobject, "soft", False),
    )


def take_pen(context: cairocffi.Context, drawing: Drawing) -> None:
    context.set_source_rgba(*drawing.stroke)
    context.set_line_width(drawing.width)
    context.set_line_cap(drawing.cap)
    context.set_line_join(drawing.joint)


def unmoved(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether points are where they were: Manim's animations of colour move them by the last binary digits."""
    if one.shape != other.shape:
        return False
    # Most points did not move at all; bytes tell that in a tenth of the time.
    return one.tobytes() == other.tobytes() or bool((np.abs(one - other) < STILL).all())


def visible(vmobject: VMobject) -> tuple[Colour | None, Colour | None]:
    """Return the colours of a mobject's fill and stroke, each None where nothing of it can be seen."""
    if len(vmobject.points) < 4:
        return None, None
    return _colour(vmobject.fill_rgbas), _colour(vmobject.stroke_rgbas) if vmobject.stroke_width > 0 else None


def _colour(rgbas: np.ndarray) -> Colour | None:
    red, green, blue, alpha = rgbas[0].tolist()
    return (blue, green, red, alpha) if alpha > 0 else None
