"""What is read of a mobject beyond its methods: its points, its colours, its family, and the marks that we put on it.

Manim's methods answer the same questions, but some take ten times as long, and these are asked in every frame.
Because of `Mobject.__getattr__`, type checkers take `fill_rgbas` and the like for methods: `drawable` casts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, cast

import numpy as np
from manim import CapStyleType, LineJointType, Mobject, VMobject


class Drawable(Protocol):
    """What a `manim.VMobject` consists of.

    Attributes:
        points: of its cubic curves (4n, 3), in units of the stage.
        fill_rgbas, stroke_rgbas: red, green, blue, opacity (m, 4), each from 0 to 1; only the first counts here.
        stroke_width: in hundredths of a unit.
        cap_style, joint_type: of its stroke.
    """

    points: np.ndarray
    fill_rgbas: np.ndarray
    stroke_rgbas: np.ndarray
    stroke_width: float
    cap_style: CapStyleType
    joint_type: LineJointType


def drawable(mobject: Mobject) -> Drawable:
    """Return a mobject as what it consists of."""
    return cast(Drawable, mobject)


def points(mobject: Mobject) -> np.ndarray:
    """Return the points (4n, 3) of a mobject's own curves, without those of its parts."""
    return cast(np.ndarray, mobject.points)


def bounds(mobject: Mobject) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and the highest x, y and z of a mobject's own points, control points included."""
    return mobject.points.min(axis=0), mobject.points.max(axis=0)


def layers(mobject: Mobject) -> list[VMobject]:
    """Return the parts of a mobject that are drawn, the lowest first."""
    return cast("list[VMobject]", mobject.family_members_with_points())


def outline(mobject: Mobject) -> np.ndarray:
    """Return all curves of a mobject and its parts as one array of points (4n, 3)."""
    return np.vstack([part.points for part in layers(mobject)])


def is_named(mobject: Mobject) -> bool:
    """Return whether a mobject was given a name of its own: otherwise Manim names it after its class."""
    return bool(mobject.name != type(mobject).__name__)


def updaters(mobject: Mobject) -> Iterator[Any]:
    """Yield the updaters of a mobject and its parts."""
    for member in mobject.get_family():
        yield from member.updaters


def mark(mobject: Mobject, name: str) -> Any:
    """Return a mark that the engine put on a mobject, None if it has none.

    Marks are plain attributes: `copies`, `soft` and `painter` for the camera, `is_backdrop`, `chart_part`, `words`,
    `type_size`, `number` and `unit` for the observer. `getattr` would give the same; Manim's own `__getattr__` is slow
    if the attribute is missing.
    """
    if name in vars(mobject) or hasattr(type(mobject), name):
        return getattr(mobject, name)
    return None
