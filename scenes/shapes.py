"""Closed curves and lines as points, the stuff that all drawings are made of."""

from __future__ import annotations

import numpy as np
from manim import TAU, VMobject


def ring_points(radii: np.ndarray) -> np.ndarray:
    """Return the points (n, 3) at these radii, evenly around the origin."""
    angles = np.linspace(0, TAU, len(radii), endpoint=False)
    return np.stack([radii * np.cos(angles), radii * np.sin(angles), np.zeros_like(angles)], axis=1)


def smooth(points: np.ndarray) -> np.ndarray:
    """Return the cubic curves (4n, 3) of a closed, smooth way through points (n, 3) (Catmull and Rom)."""
    ends, slopes = np.roll(points, -1, axis=0), (np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)) / 6
    return np.stack([points, points + slopes, ends - np.roll(slopes, -1, axis=0), ends], axis=1).reshape(-1, 3)


def polygon(points: np.ndarray) -> np.ndarray:
    """Return the straight curves (4n, 3) of a closed way through points (n, 3)."""
    ends = np.roll(points, -1, axis=0)
    return np.stack([points + share * (ends - points) for share in (0, 1 / 3, 2 / 3, 1)], axis=1).reshape(-1, 3)


def blob(points: np.ndarray, **look: object) -> VMobject:
    """Return a smooth closed shape through points (n, 3)."""
    return VMobject(**look).set_points(smooth(points))


def line(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return one straight cubic curve (4, 3)."""
    return np.array([start + share * (end - start) for share in (0, 1 / 3, 2 / 3, 1)])
