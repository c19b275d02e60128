"""Who appears: cells, invaders, messengers, and crowds of them.

Everything is drawn here, from a few closed curves. What appears by the hundred is one mobject of many
subpaths (`Crowd`), moved by NumPy: Manim's cost is per mobject, not per shape.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import PI, TAU, Animation, Circle, RoundedRectangle, Triangle, VGroup, VMobject

from scenes import style
from scenes.layout import Box
from scenes.shapes import blob, line, ring_points, smooth

Path = Callable[[np.ndarray], np.ndarray]
"""Takes phases (n,) and gives points (n, 3)."""


_ROUND = ring_points(np.ones(20))
_TURNS = np.outer([5, 3, 8], np.linspace(0, TAU, len(_ROUND), endpoint=False))
_SPEEDS, _HEIGHTS = np.array([1.6, -1.1, 2.3]), np.array([1, 1 / 2, 1 / 3])
"""The waves that run around an immune cell's edge: angles (wave, point), radians a second, heights."""


class ImmuneCell(VGroup):
    """A pale, soft-edged cell with a bean of a nucleus; its edge ripples all the time.

    The nucleus carries place and size: the edge is drawn anew around it every frame.
    """

    def __init__(self, radius: float = 0.5, seed: int = 0, color: str = style.IMMUNE) -> None:
        rng = np.random.default_rng(seed)
        self._phases = rng.uniform(0, TAU, 3)
        self._radius, self._age = radius, 0.0
        body = VMobject(fill_color=color, fill_opacity=0.92, stroke_color="#ffffff", stroke_width=2)
        nucleus = blob(
            radius * ring_points(np.array([0.5, 0.44, 0.4, 0.42, 0.5, 0.36, 0.22, 0.38])),
            fill_color="#5b74c9",
            fill_opacity=0.95,
            stroke_width=0,
        )
        nucleus.rotate(rng.uniform(0, TAU)).shift(radius * np.array([0.06, 0.06, 0]))
        super().__init__(body, nucleus)
        self._nucleus_height, self._nucleus_centre = nucleus.height, nucleus.get_center()
        self._draw_edge()
        self.add_updater(lambda cell, dt: cell._ripple(dt))

    def _ripple(self, dt: float) -> None:
        self._age += dt
        self._draw_edge()

    def _draw_edge(self) -> None:
        body, nucleus = self
        waves = _HEIGHTS @ np.sin(_TURNS + (self._phases + _SPEEDS * self._age)[:, None])
        scale = nucleus.height / self._nucleus_height
        edge = (scale * self._radius * (1 + 0.09 * waves))[:, None] * _ROUND
        edge += nucleus.get_center() - scale * self._nucleus_centre
        body.set_points(smooth(edge))


def invader(radius: float = 0.32, spikes: int = 11) -> VGroup:
    """Return a virus: a magenta ball with knobbed spikes."""
    look = {"color": style.INVADER, "fill_color": style.INVADER, "fill_opacity": 1}
    spikes_mobject = VMobject(stroke_width=3.5, **look)
    knobs = VMobject(stroke_width=0, **look)
    for point in ring_points(np.full(spikes, radius)):
        spikes_mobject.append_points(line(point * 0.6, point * 1.02))
        knobs.append_points(Circle(radius * 0.15, num_components=5).shift(point * 1.1).points)
    body = Circle(radius * 0.72, stroke_width=0, **look)
    core = Circle(radius * 0.34, stroke_width=0, fill_color="#7b2f80", fill_opacity=1).shift(
        radius * 0.12 * np.array([1, 1, 0])
    )
    return VGroup(spikes_mobject, knobs, body, core)


class Herd(VGroup):
    """Many copies of one drawing, each at its place (n, 3) and of its own size: a mobject a layer, not a copy."""

    def __init__(self, drawing: VGroup, places: np.ndarray) -> None:
        parts = drawing.family_members_with_points()
        self._templates = [part.points - drawing.get_center() for part in parts]
        self._places = places
        super().__init__(*(VMobject().match_style(part) for part in parts))
        self.resize(np.ones(len(places)))

    def resize(self, sizes: np.ndarray) -> None:
        """Draw the copies at these sizes (n,), 1 that of the drawing; those near 0 are left out."""
        there = sizes > 0.02
        places, sizes = self._places[there, None, :], sizes[there, None, None]
        for layer, template in zip(self, self._templates, strict=True):
            layer.set_points((places + sizes * template[None]).reshape(-1, 3))


def bacterium(length: float = 0.9) -> VGroup:
    """Return a rod with tails: the trigger of sepsis."""
    look = {"stroke_color": style.INVADER, "stroke_width": style.LINE}
    tails = VMobject(**look)
    for offset in (-0.12, 0.12):
        x = np.linspace(0, 0.45 * length, 9)
        wave = np.stack([-0.5 * length - x, offset + 0.07 * np.sin(9 * x / length), 0 * x], axis=1)
        tail = VMobject().set_points_smoothly(wave)
        tails.append_points(tail.points)
    body = RoundedRectangle(
        corner_radius=0.22 * length,
        width=length,
        height=0.46 * length,
        fill_color=style.INVADER,
        fill_opacity=1,
        stroke_width=0,
    )
    core = RoundedRectangle(
        corner_radius=0.07 * length,
        width=0.5 * length,
        height=0.15 * length,
        fill_color="#7b2f80",
        fill_opacity=1,
        stroke_width=0,
    )
    return VGroup(tails, body, core)


def cart_cell(radius: float = 0.42) -> VGroup:
    """Return an engineered T cell: an immune cell with built-in Y-shaped receptors."""
    receptors = VMobject(stroke_color=style.BRAKE, stroke_width=style.LINE)
    for point in ring_points(np.full(8, radius)):
        out, side = point / radius, np.array([-point[1], point[0], 0]) / radius
        fork = point * 1.22
        receptors.append_points(line(point * 0.9, fork))
        for sign in (1, -1):
            receptors.append_points(line(fork, fork + radius * (0.17 * out + sign * 0.13 * side)))
    return VGroup(receptors, ImmuneCell(radius, seed=4))


def cytokine(radius: float = 0.5) -> VGroup:
    """Return one IL-6 message, large: a small folded protein, drawn as a bundle of four helices."""
    halo = Circle(radius * 1.25, stroke_width=0, fill_color=style.IL6, fill_opacity=0.16)
    body = Circle(radius, stroke_width=0, fill_color=style.IL6, fill_opacity=1)
    fold = VMobject(stroke_color="#8a5200", stroke_width=5)
    for column in (-0.5, -0.17, 0.17, 0.5):
        y = np.linspace(-1, 1, 13) * radius * (0.62 - 0.25 * abs(column))
        x = radius * (column + 0.09 * np.sin(9 * y / radius))
        helix = VMobject().set_points_smoothly(np.stack([x, y, 0 * y], axis=1))
        fold.append_points(helix.points)
    return VGroup(halo, body, fold)


def tissue(box: Box, cell: float = 1.3, seed: int = 3) -> VGroup:
    """Return the body's own calm cells: a mosaic of soft hexagons over a box, and their nuclei."""
    rng = np.random.default_rng(seed)
    mosaic = VMobject(fill_color=style.TISSUE, fill_opacity=0.8, stroke_color=style.TISSUE_EDGE, stroke_width=2)
    nuclei = VMobject(fill_color=style.TISSUE_EDGE, fill_opacity=0.4, stroke_width=0)
    rise = cell * 0.87
    for row in range(int(box.height / rise) + 2):
        for column in range(int(box.width / cell) + 2):
            centre = np.array([box.left + (column + row % 2 / 2) * cell, box.bottom + row * rise, 0])
            centre[:2] += rng.normal(0, 0.04, 2)
            mosaic.append_points(smooth(ring_points(cell * (0.5 + rng.uniform(-0.06, 0.02, 6))) + centre))
            nucleus = ring_points(cell * rng.uniform(0.1, 0.15, 5)) + centre
            nucleus[:, :2] += rng.normal(0, 0.1, 2)
            nuclei.append_points(smooth(nucleus))
    return VGroup(mosaic, nuclei)


class Crowd(VMobject):
    """Many equal shapes as one mobject, each on its way along a path.

    Shape `k` stands where `path` puts the phase `offset[k] + flow * age`, taken modulo 1, plus its own jitter.
    `shown` (0-1) is the share of them that is there, so a model's number can fill and empty the stage.
    """

    def __init__(
        self,
        shape: VMobject,
        count: int,
        path: Path,
        *,
        flow: float = 0.2,
        jitter: float = 0.12,
        shown: float = 1.0,
        seed: int = 1,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=shape.get_fill_color(), fill_opacity=1)
        rng = np.random.default_rng(seed)
        self._template = shape.points - shape.get_center()
        self.copies = len(self._template)  # points of each copy: tells the camera that it may draw sprites
        self._offset = rng.permutation((np.arange(count) + rng.uniform(0, 0.8, count)) / count)
        spread = np.clip(rng.normal(0, jitter, (count, 2)), -1.7 * jitter, 1.7 * jitter)
        self._jitter = np.column_stack([spread, np.zeros(count)])
        self._path, self._travelled = path, 0.0
        self.flow, self.shown = flow, shown
        self._place()
        self.add_updater(lambda crowd, dt: crowd._step(dt))

    def _step(self, dt: float) -> None:
        self._travelled += dt * self.flow
        self._place()

    def _place(self) -> None:
        count = round(self.shown * len(self._offset))
        phases = (self._offset[:count] + self._travelled) % 1.0
        places = self._path(phases) + self._jitter[:count]
        self.set_points((places[:, None, :] + self._template[None]).reshape(-1, 3))


class Swell(Animation):
    """Brings a crowd's share that is shown to a new level, while the crowd goes on moving."""

    def __init__(self, crowd: Crowd, shown: float, **options: object) -> None:
        self._from, self._to = crowd.shown, shown
        super().__init__(crowd, suspend_mobject_updating=False, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        self.mobject.shown = self._from + self.rate_func(alpha) * (self._to - self._from)


def il6_shape(radius: float = 0.07) -> VMobject:
    """Return IL-6 as it swarms: an amber disc."""
    return Circle(radius, num_components=5, fill_color=style.IL6)


def tnf_shape(radius: float = 0.1) -> VMobject:
    """Return TNF-α as it swarms: a pale yellow triangle."""
    return Triangle(fill_color=style.TNF).scale_to_fit_height(1.6 * radius)


def circle_path(centre: tuple[float, float, float], radius: float) -> Path:
    """Return the clockwise way around a circle."""

    def place(phases: np.ndarray) -> np.ndarray:
        angles = PI / 2 - TAU * phases
        return np.array(centre) + radius * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)

    return place


def line_path(start: np.ndarray, end: np.ndarray, bow: float = 0.0) -> Path:
    """Return the way between two points, bowed sideways by `bow` units at its middle."""
    start, end = np.array(start, dtype=float), np.array(end, dtype=float)
    side = np.array([start[1] - end[1], end[0] - start[0], 0.0])
    side /= np.linalg.norm(side)

    def place(phases: np.ndarray) -> np.ndarray:
        t = phases[:, None]
        return start + t * (end - start) + 4 * bow * t * (1 - t) * side

    return place


def burst_path(centre: np.ndarray, reach: float, seed: int = 2) -> Path:
    """Return ways straight out of a point in all directions, up to `reach` units."""
    rng = np.random.default_rng(seed)
    turns = rng.uniform(0, TAU, 4096)

    def place(phases: np.ndarray) -> np.ndarray:
        angles = turns[: len(phases)]
        way = np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
        return np.array(centre) + (0.1 + reach * phases[:, None]) * way

    return place
