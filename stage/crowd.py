"""Crowds: what appears by the hundred, and the paths that it follows.

A crowd is one mobject of many subpaths, moved by NumPy: Manim's cost is per mobject, not per shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import PI, TAU, ManimColor, VGroup, VMobject

from stage.manim.animation import LiveAnimation
from stage.manim.mobjects import layers, points
from stage.manim.updaters import add_timed_updater

Point = np.ndarray | tuple[float, float, float]
"""A point of the stage: x, y, z."""
Route = Callable[[np.ndarray], np.ndarray]
"""Takes phases (n,) and gives points (n, 3)."""


class Herd(VGroup):
    """Many copies of one drawing, each in its place and of its own size: one mobject for each layer of the drawing."""

    def __init__(self, drawing: VGroup, places: np.ndarray) -> None:
        """Put a copy in each of the places (n, 3)."""
        parts = layers(drawing)
        self._templates = [points(part) - drawing.get_center() for part in parts]
        self._places = places
        super().__init__(*(VMobject().match_style(part) for part in parts))
        self.resize(np.ones(len(places)))

    def resize(self, sizes: np.ndarray) -> None:
        """Draw the copies at these sizes (n,), 1 being that of the drawing; those near 0 are left out."""
        there = sizes > 0.02
        places, sizes = self._places[there, None, :], sizes[there, None, None]
        for layer, template in zip(self, self._templates, strict=True):
            layer.set_points((places + sizes * template[None]).reshape(-1, 3))


class Copies(VMobject):
    """Copies of one shape as one mobject, each in its place.

    Attributes:
        copies: how many points each copy has; the camera then knows that it may draw sprites.
    """

    def __init__(self, shape: np.ndarray, color: str | ManimColor) -> None:
        """Take the points (n, 3) of a shape around the origin; there are no copies until they are placed."""
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)
        self._shape, self.copies = shape, len(shape)

    def place(self, places: np.ndarray) -> None:
        """Draw a copy in each of these places (m, 3), and no others."""
        self.set_points((places[:, None, :] + self._shape[None]).reshape(-1, 3))


class Crowd(Copies):
    """Many equal shapes as one mobject, each on its way along a path.

    Shape `k` is where `path` puts the phase `offset[k] + flow * age`, taken modulo 1, plus its own jitter.

    Attributes:
        flow: by how much the phase grows in a second.
        shown: the share of the shapes that is there (0-1), so a model's number can fill and empty the stage.
    """

    def __init__(
        self,
        shape: VMobject,
        count: int,
        path: Route,
        *,
        flow: float = 0.2,
        jitter: float = 0.12,
        shown: float = 1.0,
        seed: int = 1,
    ) -> None:
        """Put `count` copies of a shape on a path, each up to about `jitter` (units) beside it."""
        super().__init__(points(shape) - shape.get_center(), shape.get_fill_color())
        rng = np.random.default_rng(seed)
        self._offset = rng.permutation((np.arange(count) + rng.uniform(0, 0.8, count)) / count)
        spread = np.clip(rng.normal(0, jitter, (count, 2)), -1.7 * jitter, 1.7 * jitter)
        self._jitter = np.column_stack([spread, np.zeros(count)])
        self._path, self._travelled = path, 0.0
        self.flow, self.shown = flow, shown
        self._move()
        add_timed_updater(self, Crowd._step)

    def _step(self, dt: float) -> None:
        self._travelled += dt * self.flow
        self._move()

    def _move(self) -> None:
        count = round(self.shown * len(self._offset))
        phases = (self._offset[:count] + self._travelled) % 1.0
        self.place(self._path(phases) + self._jitter[:count])


class Swell(LiveAnimation):
    """Changes the share of a crowd that is shown, while the crowd goes on moving."""

    def __init__(self, crowd: Crowd, shown: float, **options: Any) -> None:
        """Bring a crowd's `shown` to a new value."""
        self._crowd, self._from, self._to = crowd, crowd.shown, shown
        super().__init__(crowd, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the share at a point of the animation (0-1), as Manim asks."""
        self._crowd.shown = self._from + self.rate_func(alpha) * (self._to - self._from)


def orbit(hub: VMobject) -> Route:
    """Return the clockwise path around a circle, which follows it wherever it is moved and however it is scaled."""

    def place(phases: np.ndarray) -> np.ndarray:
        angles = PI / 2 - TAU * phases
        return hub.get_center() + 0.5 * hub.width * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)

    return place


def line_path(start: Point, end: Point, bow: float = 0.0) -> Route:
    """Return the path between two points, bowed sideways by `bow` units at its middle."""
    start, end = np.array(start, dtype=float), np.array(end, dtype=float)
    side = np.array([start[1] - end[1], end[0] - start[0], 0.0])
    side /= np.linalg.norm(side)

    def place(phases: np.ndarray) -> np.ndarray:
        t = phases[:, None]
        return start + t * (end - start) + 4 * bow * t * (1 - t) * side

    return place


def burst_path(centre: np.ndarray, reach: float, seed: int = 2) -> Route:
    """Return paths straight out of a point in all directions, up to `reach` units."""
    rng = np.random.default_rng(seed)
    turns = rng.uniform(0, TAU, 4096)

    def place(phases: np.ndarray) -> np.ndarray:
        angles = turns[: len(phases)]
        way = np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
        return np.array(centre) + (0.1 + reach * phases[:, None]) * way

    return place
