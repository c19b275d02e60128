"""What can be seen of a mobject, as cairo draws it: its path, its colours, its pen, and whether they changed."""

from __future__ import annotations

from typing import NamedTuple

import cairocffi
import numpy as np
from manim import CapStyleType, LineJointType, VMobject

from stage.manim.mobjects import drawable, mark
from stage.plates import Painter

STILL = 1e-7
"""A point that moves by less than this (units) between two frames counts as unmoved."""
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


class Paint(NamedTuple):
    """How a mobject is painted.

    Attributes:
        fill, stroke: its colours, each None if nothing of it can be seen.
        width: of its stroke (units).
        cap, joint: of its stroke, as cairo counts them.
        copies: how many points each copy has, if it consists of copies of one shape; else 0.
        soft: whether it is a light, which fades from its middle to its rim.
        painter: of a plate, which is copied in place of the path; None for all else.
        frame_width: of a plate: the width of the frame (units) for which it is painted.
    """

    fill: Colour | None
    stroke: Colour | None
    width: float
    cap: int
    joint: int
    copies: int
    soft: bool
    painter: Painter | None
    frame_width: float


class Drawing(NamedTuple):
    """What can be seen of one mobject: its points (4n, 3), their path as cairo takes it, and how it is painted."""

    points: np.ndarray
    path: np.ndarray
    paint: Paint


def paint_of(vmobject: VMobject, fill: Colour | None, stroke: Colour | None, unit: float) -> Paint:
    """Return how a mobject is painted in these colours; `unit` is the width (units) of a `stroke_width` of 1."""
    leaf = drawable(vmobject)
    cap, joint = _CAPS[leaf.cap_style], _JOINTS[leaf.joint_type]
    copies, soft = mark(vmobject, "copies") or 0, bool(mark(vmobject, "soft"))
    painter, frame_width = mark(vmobject, "painter"), mark(vmobject, "frame_width") or 0.0
    return Paint(fill, stroke, leaf.stroke_width * unit, cap, joint, copies, soft, painter, frame_width)


def take_pen(context: cairocffi.Context, paint: Paint) -> None:
    """Set a context up to stroke."""
    context.set_line_width(paint.width)
    context.set_line_cap(paint.cap)
    context.set_line_join(paint.joint)


def unmoved(one: np.ndarray, other: np.ndarray) -> bool:
    """Return whether points have not moved: Manim's animations of colour change their last binary digits."""
    if one.shape != other.shape:
        return False
    # Most points did not move at all; bytes tell that in a tenth of the time.
    return one.tobytes() == other.tobytes() or bool((np.abs(one - other) < STILL).all())


def visible(vmobject: VMobject) -> tuple[Colour | None, Colour | None]:
    """Return the colours of a mobject's fill and stroke, each None if nothing of it can be seen."""
    leaf = drawable(vmobject)
    if len(leaf.points) < 4:
        return None, None
    return _colour(leaf.fill_rgbas), _colour(leaf.stroke_rgbas) if leaf.stroke_width > 0 else None


def _colour(rgbas: np.ndarray) -> Colour | None:
    red, green, blue, alpha = rgbas[0].tolist()
    return (blue, green, red, alpha) if alpha > 0 else None
