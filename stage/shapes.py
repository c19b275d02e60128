"""Closed curves and lines as points, the stuff that all drawings are made of."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from manim import TAU, VMobject


class Anchor:
    """Says where a drawing stands and how large it is, by a part of it that is only ever moved and scaled.

    The other parts may then be drawn anew every frame, from points around the place where the drawing was made.
    """

    def __init__(self, part: VMobject) -> None:
        self._part = part
        self._centre, self._height = self._bounds()

    @property
    def scale(self) -> float:
        """The drawing's size, 1 when it was made."""
        return self._bounds()[1] / self._height

    def carry(self, points: np.ndarray) -> np.ndarray:
        """Return points (…, 3) of the drawing as it was made where they are now."""
        centre, height = self._bounds()
        return centre + height / self._height * (points - self._centre)

    def _bounds(self) -> tuple[np.ndarray, float]:
        """Return the part's centre (3,) and height; asked every frame, which Manim answers ten times as slowly."""
        low, high = self._part.points.min(axis=0), self._part.points.max(axis=0)
        return (low + high) / 2, float(high[1] - low[1])


def ring_points(radii: np.ndarray) -> np.ndarray:
    """Return the points (n, 3) at these radii, evenly around the origin."""
    angles = np.linspace(0, TAU, len(radii), endpoint=False)
    return np.stack([radii * np.cos(angles), radii * np.sin(angles), np.zeros_like(angles)], axis=1)


def smooth(points: np.ndarray) -> np.ndarray:
    """Return the cubic curves (…, 4n, 3) of a closed, smooth way through points (…, n, 3) (Catmull and Rom)."""
    return _curves(points.shape[-2], rounded=True) @ points


def polygon(points: np.ndarray) -> np.ndarray:
    """Return the straight curves (…, 4n, 3) of a closed way through points (…, n, 3)."""
    return _curves(points.shape[-2], rounded=False) @ points


@lru_cache
def _curves(count: int, *, rounded: bool) -> np.ndarray:
    """Return the matrix (4n, n) that makes a closed way's curves of its n points: one product a frame is fast."""
    starts = np.eye(count)
    ends = np.roll(starts, -1, axis=0)
    if rounded:
        slopes = (ends - np.roll(starts, 1, axis=0)) / 6
        handles = starts + slopes, ends - np.roll(slopes, -1, axis=0)
    else:
        handles = starts + (ends - starts) / 3, starts + (ends - starts) * 2 / 3
    return np.stack([starts, *handles, ends], axis=1).reshape(-1, count)


def blob(points: np.ndarray, **look: object) -> VMobject:
    """Return a smooth closed shape through points (n, 3)."""
    return VMobject(**look).set_points(smooth(points))


def line(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return one straight cubic curve (4, 3)."""
    return np.array([start + share * (end - start) for share in (0, 1 / 3, 2 / 3, 1)])
