"""Hundreds of equal shapes: the shape is drawn once, then its pixels are copied to every place.

A path of hundreds of discs takes cairo several milliseconds a frame; copies of one disc's coverage take a fifth.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cairocffi
import numpy as np

from stage.manim.outline import elements, trace

PHASES = 4
"""Positions within a pixel, in each direction, at which a shape is drawn: it moves by quarters of a pixel."""
_KEPT = 32
"""How many shapes are kept drawn."""
FADE = 0.33
"""The standard deviation with which a light fades, as a share of its radius: at its rim a hundredth is left."""


class Sprites:
    """The coverage of shapes, drawn once for each of `PHASES`² positions within a pixel."""

    def __init__(self) -> None:
        """Begin with no shape drawn."""
        self._drawn: dict[bytes, tuple[np.ndarray, np.ndarray]] = {}

    def coverage(
        self, copies: np.ndarray, to_pixels: Callable[[np.ndarray], np.ndarray], size: tuple[int, int]
    ) -> tuple[np.ndarray, int, int] | None:
        """Return how far pixels are covered by any of the copies, or None if none is in the picture.

        Args:
            copies: the curves' points of each copy (n, 4k, 3), all of one shape.
            to_pixels: takes points (…, 2) in units to pixels.
            size: width and height of the picture (pixels).

        Returns:
            Coverage (rows, columns) from 0 to 255, rows padded to multiples of 4 bytes as cairo wants, and the
            column and row of its upper left pixel.
        """
        places = to_pixels(copies[:, 0, :2])
        sprites, corner = self._draw(to_pixels(copies[0, :, :2]) - places[0])
        fine = np.floor((places + corner) * PHASES).astype(np.int64)
        whole, phase = fine // PHASES, fine % PHASES
        height, width = sprites.shape[-2:]
        low, high = np.array([-width, -height]), np.array(size)
        there = ((whole > low) & (whole < high)).all(axis=1)
        if not there.any():
            return None
        whole, phase = whole[there], phase[there]
        left, top = whole.min(axis=0)
        columns, rows = whole.max(axis=0) - (left, top) + (width, height)
        columns = -(-columns // 4) * 4
        field = np.zeros((rows, columns), dtype=np.uint8)
        at = (np.arange(height)[:, None] * columns + np.arange(width)).ravel()
        starts = (whole[:, 1] - top) * columns + whole[:, 0] - left
        values = sprites[phase[:, 1], phase[:, 0]].reshape(len(whole), -1)
        np.maximum.at(field.reshape(-1), (starts[:, None] + at).ravel(), values.ravel())
        return field, int(left), int(top)

    def _draw(self, shape: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return a shape (4k, 2), in pixels about its first point, drawn at all phases, and its corner."""
        key = np.round(64 * shape).astype(np.int32).tobytes()
        if key not in self._drawn:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            corner = np.floor(shape.min(axis=0)) - 1
            width, height = (np.ceil(shape.max(axis=0)) - corner + 2).astype(int)
            sprites = np.zeros((PHASES, PHASES, height, -(-width // 4) * 4), dtype=np.uint8)
            for row, column in np.ndindex(PHASES, PHASES):
                picture = sprites[row, column]
                context = cairocffi.Context(alpha_surface(picture))
                trace(context, elements(shape - corner + np.array([column + 0.5, row + 0.5]) / PHASES))
                context.fill()
            self._drawn[key] = sprites, corner
        return self._drawn[key]


@lru_cache(maxsize=24)
def _light(width: int) -> np.ndarray:
    across = np.linspace(-1, 1, width, dtype=np.float32)
    fade = np.exp(-0.5 * (across / FADE) ** 2)
    return (255 * np.outer(fade, fade)).astype(np.uint8)


def light(width: int) -> np.ndarray:
    """Return the coverage (width, width), from 0 to 255, of a light that fades from its middle to its rim.

    Its width (pixels) is rounded down to a multiple of 16, so that a growing light is not made again for each frame.
    """
    return _light(max(width // 16, 1) * 16)


def alpha_surface(coverage: np.ndarray) -> cairocffi.ImageSurface:
    """Return cairo's view of coverage (rows, columns), its rows multiples of 4 bytes."""
    rows, columns = coverage.shape
    return cairocffi.ImageSurface(cairocffi.FORMAT_A8, columns, rows, coverage.data.cast("B"))
