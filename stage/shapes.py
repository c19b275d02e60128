"""Closed curves and lines as arrays of points, of which all drawings are made."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, TypedDict, TypeVar, Unpack, cast

import numpy as np
from manim import TAU, VMobject

from stage.manim.mobjects import bounds


class Anchor:
    """The place and the size of a drawing, measured on a part of it that is only ever moved and scaled.

    The other parts may then be redrawn in every frame, from points around the place where the drawing was made.
    """

    def __init__(self, part: VMobject) -> None:
        """Take the part as it is when the drawing is made."""
        self._part = part
        self._centre, self._height = self._bounds()

    @property
    def scale(self) -> float:
        """The drawing's size, 1 when it was made."""
        return self._bounds()[1] / self._height

    def carry(self, points: np.ndarray) -> np.ndarray:
        """Map points (…, 3) from the drawing's original place and size to its current ones."""
        centre, height = self._bounds()
        return centre + height / self._height * (points - self._centre)

    def _bounds(self) -> tuple[np.ndarray, float]:
        """Return the part's centre (3,) and height."""
        low, high = bounds(self._part)
        return (low + high) / 2, float(high[1] - low[1])


def ring_points(radii: np.ndarray) -> np.ndarray:
    """Return the points (n, 3) at these radii, evenly around the origin."""
    angles = np.linspace(0, TAU, len(radii), endpoint=False)
    return np.stack([radii * np.cos(angles), radii * np.sin(angles), np.zeros_like(angles)], axis=1)


def smooth(points: np.ndarray) -> np.ndarray:
    """Return the cubic curves (…, 4n, 3) of a closed, smooth line through points (…, n, 3), a Catmull-Rom spline."""
    return _curves(points.shape[-2], rounded=True) @ points


def polygon(points: np.ndarray) -> np.ndarray:
    """Return the straight curves (…, 4n, 3) of a closed line through points (…, n, 3)."""
    return _curves(points.shape[-2], rounded=False) @ points


@lru_cache
def _curves(count: int, *, rounded: bool) -> np.ndarray:
    """Return the matrix (4n, n) that makes a closed line's curves of its n points: one product a frame is fast."""
    starts = np.eye(count)
    ends = np.roll(starts, -1, axis=0)
    if rounded:
        slopes = (ends - np.roll(starts, 1, axis=0)) / 6
        handles = starts + slopes, ends - np.roll(slopes, -1, axis=0)
    else:
        handles = starts + (ends - starts) / 3, starts + (ends - starts) * 2 / 3
    return np.stack([starts, *handles, ends], axis=1).reshape(-1, count)


class PaintOptions(TypedDict, total=False):
    """How a drawing is painted, by the options of a `VMobject`: colours (#rrggbb), opacities (0-1), stroke width."""

    fill_color: str
    fill_opacity: float
    stroke_color: str
    stroke_opacity: float
    stroke_width: float


def blob(points: np.ndarray, **paint: Unpack[PaintOptions]) -> VMobject:
    """Return a smooth closed shape through points (n, 3), painted as the options say."""
    return VMobject(**paint).set_points(smooth(points))


class _Soft(Protocol):
    soft: bool


_Disc = TypeVar("_Disc")


def soft(disc: _Disc) -> _Disc:
    """Mark a disc as a light, which the camera draws fading from its middle to its rim; return it."""
    cast(_Soft, disc).soft = True
    return disc


def line(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return one straight cubic curve (4, 3)."""
    return np.array([start + share * (end - start) for share in (0, 1 / 3, 2 / 3, 1)])
