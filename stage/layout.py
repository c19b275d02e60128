"""Where things are in each format: boxes of the stage in Manim units, never pixels.

A unit is 1/8 of the frame's shorter side; a label is set 0.42 units high, which is 1/19 of the frame's height in
landscape and square and 1/34 in portrait. A scene cuts its space into a world, where the story happens, and data,
with curves and gauges: side by side in landscape, one above the other in portrait and square.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from plan.formats import FORMATS

if TYPE_CHECKING:
    from manim import Mobject

_Fitted = TypeVar("_Fitted", bound="Mobject")


@dataclass(frozen=True)
class Box:
    """A rectangle of the stage: the x and y of its centre, its width and its height (units)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> tuple[float, float, float]:
        """Its centre: x, y, 0."""
        return (self.x, self.y, 0.0)

    @property
    def left(self) -> float:
        """The x of its left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y - self.height / 2

    @property
    def top(self) -> float:
        """The y of its upper edge."""
        return self.y + self.height / 2

    def point(self, across: float, up: float) -> tuple[float, float, float]:
        """Return the point at these fractions of the box, (0, 0) its lower left corner."""
        return (self.left + across * self.width, self.bottom + up * self.height, 0.0)

    def part(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the box between two corners, given as fractions of this one."""
        (x0, y0, _), (x1, y1, _) = self.point(left, bottom), self.point(right, top)
        return Box((x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0)

    def shifted(self, way: np.ndarray) -> Box:
        """Return the box moved by (x, y, …) units."""
        return Box(self.x + float(way[0]), self.y + float(way[1]), self.width, self.height)

    def inset(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the box with margins of these widths (units) taken off."""
        width, height = self.width - left - right, self.height - bottom - top
        return Box(self.left + left + width / 2, self.bottom + bottom + height / 2, width, height)

    def split(self, count: int, gap: float, *, across: bool) -> list[Box]:
        """Cut into `count` equal boxes side by side (`across`) or one above the other, first on top."""
        if across:
            width = (self.width - gap * (count - 1)) / count
            return [Box(self.left + width / 2 + k * (width + gap), self.y, width, self.height) for k in range(count)]
        height = (self.height - gap * (count - 1)) / count
        return [Box(self.x, self.top - height / 2 - k * (height + gap), self.width, height) for k in range(count)]

    def fit(self, mobject: _Fitted, fill: float = 1.0) -> _Fitted:
        """Scale a mobject to `fill` of the box, keeping its shape, centre it there, and return it."""
        scale = fill * min(self.width / mobject.width, self.height / mobject.height)
        return mobject.scale(scale).move_to(self.center)


@dataclass(frozen=True)
class Layout:
    """One format: its frame and the regions of it.

    Attributes:
        name: "landscape", "portrait" or "square".
        pixels: width and height at full quality.
        frame: width and height (units).
        safe: area for all that must be seen.
        captions: area for burned-in captions; if it overlaps `safe`, the picture is scaled down.
        below: what a tall frame has left under the captions, which a site's own buttons may cover.
    """

    name: str
    pixels: tuple[int, int]
    frame: tuple[float, float]
    safe: Box
    captions: Box
    below: Box | None = None

    @property
    def wide(self) -> bool:
        """Whether the frame is wider than tall."""
        return self.frame[0] > self.frame[1]

    @property
    def whole(self) -> Box:
        """The frame."""
        return Box(0, 0, *self.frame)

    def split(self, wide: float, tall: float, gap: float = 0.6) -> tuple[Box, Box]:
        """Return the boxes of the world and the data.

        Args:
            wide: the world's share of the safe box if they are side by side.
            tall: its share if they are one above the other.
            gap: the space between them (units).
        """
        half = 0.5 * gap
        if self.wide:
            world, data = self.safe.part(0, 0, wide, 1), self.safe.part(wide, 0, 1, 1)
            return world.inset(0, 0, half, 0), data.inset(half, 0, 0, 0)
        world, data = self.safe.part(0, 1 - tall, 1, 1), self.safe.part(0, 0, 1, 1 - tall)
        return world.inset(0, 0.5 * half, 0, 0), data.inset(0, 0, 0, 0.5 * half)


def _landscape() -> Layout:
    safe = Box(0, 0, 14.222 - 1.0, 8 - 0.8)
    return Layout("landscape", FORMATS["landscape"], (14.2222, 8), safe, Box(0, -3.38, 13.2, 0.94))


def _portrait() -> Layout:
    # Shorts, Reels and TikTok leave x 65-930 and y 270-1248 of 1080 x 1920 free of their own buttons;
    # the lowest part of it belongs to the burned-in captions.
    unit = 135
    width, height = 1080 / unit, 1920 / unit
    free = Box((65 + 930) / 2 / unit - width / 2, height / 2 - (270 + 1248) / 2 / unit, 865 / unit, 978 / unit)
    below = Box(0, height / 2 - (1320 + 1660) / 2 / unit, width, 340 / unit)
    safe, captions = free.part(0, 0.17, 1, 1), free.part(0, 0, 1, 0.17)
    return Layout("portrait", FORMATS["portrait"], (width, height), safe, captions, below)


def _square() -> Layout:
    return Layout("square", FORMATS["square"], (8, 8), Box(0, 0, 7.2, 7.2), Box(0, -3.38, 7.2, 0.94))


LAYOUTS = {layout.name: layout for layout in (_landscape(), _portrait(), _square())}
