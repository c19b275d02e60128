"""Cells, invaders, one messenger in close-up, the tissue around them, and the brake, each of a few closed curves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    PI,
    TAU,
    Arc,
    Circle,
    ManimColor,
    RoundedRectangle,
    VGroup,
    VMobject,
    interpolate_color,
)

from scenes import style
from stage import style as house
from stage.crowd import Herd
from stage.layout import Box
from stage.manim.animation import Playable
from stage.manim.updaters import add_timed_updater, add_updater
from stage.screen import backdrop
from stage.shapes import Anchor, blob, line, ring_points, smooth, soft

_TONES = (style.TISSUE, *style.TISSUE_DIM)
"""The colours of calm tissue, from its lit middle outwards."""
_ROUND = ring_points(np.ones(20))
_TURNS = np.outer([5, 3, 8], np.linspace(0, TAU, len(_ROUND), endpoint=False))
_SPEEDS, _HEIGHTS = np.array([1.6, -1.1, 2.3]), np.array([1, 1 / 2, 1 / 3])
"""The waves that run around an immune cell's edge: angles (wave, point), radians a second, heights."""


class ImmuneCell(VGroup):
    """A pale, soft-edged cell with a bean of a nucleus; its edge ripples all the time.

    Place and size are those of the nucleus: the edge is redrawn around it in every frame.
    """

    def __init__(self, radius: float = 0.5, seed: int = 0, color: str = style.IMMUNE) -> None:
        rng = np.random.default_rng(seed)
        self._phases = rng.uniform(0, TAU, 3)
        self.radius, self._age = radius, 0.0
        body = VMobject(fill_color=color, fill_opacity=0.95, stroke_color=style.IMMUNE_EDGE, stroke_width=2.5)
        shade = VMobject(fill_color=style.IMMUNE_SHADE, fill_opacity=0.55, stroke_width=0)
        nucleus = blob(
            radius * ring_points(np.array([0.5, 0.44, 0.4, 0.42, 0.5, 0.36, 0.22, 0.38])),
            fill_color=style.IMMUNE_NUCLEUS,
            fill_opacity=0.95,
            stroke_width=0,
        )
        nucleus.rotate(rng.uniform(0, TAU)).shift(radius * np.array([0.06, 0.06, 0]))
        super().__init__(body, shade, nucleus)
        self._anchor = Anchor(nucleus)
        self._draw_edge()
        add_timed_updater(self, ImmuneCell._ripple)

    def resize(self, radius: float) -> ImmuneCell:
        """Make the cell this large, whatever its edge does at the moment."""
        return self.scale(radius / (self._anchor.scale * self.radius))

    def _ripple(self, dt: float) -> None:
        self._age += dt
        self._draw_edge()

    def _draw_edge(self) -> None:
        body, shade, _ = self
        waves = _HEIGHTS @ np.sin(_TURNS + (self._phases + _SPEEDS * self._age)[:, None])
        edge = (self.radius * (1 + 0.09 * waves))[:, None] * _ROUND
        # Light falls from above: what is below stays in the shade.
        lower = np.where(edge[:, 1:2] < 0, 0.97, 0.2) * edge
        outlines = smooth(self._anchor.carry(np.stack([edge, lower])))
        body.set_points(outlines[0])
        shade.set_points(outlines[1])


def invader(radius: float = 0.32, spikes: int = 11) -> VGroup:
    """Return a virus: a magenta ball with knobbed spikes."""
    spikes_mobject = VMobject(color=style.INVADER, fill_opacity=1, stroke_width=3.5)
    knobs = VMobject(color=style.INVADER, fill_opacity=1, stroke_width=0)
    for point in ring_points(np.full(spikes, radius)):
        spikes_mobject.append_points(line(point * 0.6, point * 1.02))
        knobs.append_points(Circle(radius * 0.15, num_components=5).shift(point * 1.1).points)
    body = Circle(radius * 0.72, color=style.INVADER, fill_opacity=1, stroke_width=0)
    core = Circle(radius * 0.34, stroke_width=0, fill_color=style.INVADER_CORE, fill_opacity=1).shift(
        radius * 0.12 * np.array([1, 1, 0])
    )
    return VGroup(spikes_mobject, knobs, body, core)


def infection(box: Box, radius: float, load: Callable[[], float], count: int = 9) -> Herd:
    """Return invaders around the middle of a box, within a radius; `load` (0-1) says how many of them are there."""
    angles = np.random.default_rng(5).permutation(np.linspace(0, TAU, count, endpoint=False))
    reach = radius * (0.12 + 0.55 * np.arange(count) / count)
    ways = np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
    invaders = Herd(invader(0.14 * radius), np.array(box.center) + reach[:, None] * ways)
    limits = np.arange(1, count + 1) / (count + 1)
    return add_updater(invaders, lambda herd: herd.resize(np.clip(1 + (count + 1) * (load() - limits), 0, 1)))


def bacterium(length: float = 0.9) -> VGroup:
    """Return a rod with tails: the trigger of sepsis."""
    tails = VMobject(stroke_color=style.INVADER, stroke_width=house.LINE)
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
        fill_color=style.INVADER_CORE,
        fill_opacity=1,
        stroke_width=0,
    )
    return VGroup(tails, body, core)


def cart_cell(radius: float = 0.42) -> VGroup:
    """Return an engineered T cell: an immune cell with built-in Y-shaped receptors."""
    receptors = VMobject(stroke_color=style.BRAKE, stroke_width=1.6 * house.LINE)
    for point in ring_points(np.full(8, radius)):
        out, side = point / radius, np.array([-point[1], point[0], 0]) / radius
        fork = point * 1.22
        receptors.append_points(line(point * 0.9, fork))
        for sign in (1, -1):
            receptors.append_points(line(fork, fork + radius * (0.17 * out + sign * 0.13 * side)))
    return VGroup(receptors, ImmuneCell(radius, seed=4))


class Cytokine(VGroup):
    """One IL-6 message in close-up: a small folded protein, drawn as a bundle of four helices.

    Attributes:
        fold: the helices.
    """

    def __init__(self, radius: float = 0.5) -> None:
        glow = Circle(radius * 1.25, stroke_width=0, fill_color=style.IL6, fill_opacity=0.16)
        body = Circle(radius, stroke_width=0, fill_color=style.IL6, fill_opacity=1)
        self.fold = VMobject(stroke_color=style.IL6_FOLD, stroke_width=5)
        for column in (-0.5, -0.17, 0.17, 0.5):
            y = np.linspace(-1, 1, 13) * radius * (0.62 - 0.25 * abs(column))
            x = radius * (column + 0.09 * np.sin(9 * y / radius))
            helix = VMobject().set_points_smoothly(np.stack([x, y, 0 * y], axis=1))
            self.fold.append_points(helix.points)
        super().__init__(glow, body, self.fold)


class Tissue(VGroup):
    """The body's own calm cells: a mosaic of soft hexagons over a box, lit in the middle, and their nuclei.

    Attributes:
        rings: the cells nearest the middle of the box, and two rings further out, which are darker.
        edges: the outlines of all cells; they keep their colour when the cells redden, so they are not drawn again.
    """

    def __init__(self, box: Box, cell: float = 1.3, seed: int = 3) -> None:
        """Cover a box with cells of a diameter `cell` (units)."""
        rng = np.random.default_rng(seed)
        self.rings = [VMobject(fill_color=tone, fill_opacity=1, stroke_width=0) for tone in _TONES]
        self.edges = VMobject(stroke_color=style.TISSUE_EDGE, stroke_width=2.5)
        nuclei = VMobject(fill_color=style.TISSUE_EDGE, fill_opacity=0.55, stroke_width=0)
        rise = cell * 0.87
        for row in range(int(box.height / rise) + 2):
            for column in range(int(box.width / cell) + 2):
                centre = np.array([box.left + (column + row % 2 / 2) * cell, box.bottom + row * rise, 0])
                centre[:2] += rng.normal(0, 0.04, 2)
                away = np.hypot((centre[0] - box.x) / box.width, (centre[1] - box.y) / box.height)
                ring = self.rings[min(int((away + rng.normal(0, 0.04)) / 0.24), len(self.rings) - 1)]
                shape = smooth(ring_points(cell * (0.5 + rng.uniform(-0.06, 0.02, 6))) + centre)
                ring.append_points(shape)
                self.edges.append_points(shape)
                nucleus = ring_points(cell * rng.uniform(0.1, 0.15, 5)) + centre
                nucleus[:, :2] += rng.normal(0, 0.1, 2)
                nuclei.append_points(smooth(nucleus))
        super().__init__(*self.rings, self.edges, nuclei)

    def inflame(self, share: float) -> list[Playable]:
        """Return the animations that redden the cells by a share (0-1); 0 calms them again."""
        return [ring.animate.set_fill(_reddened(tone, share)) for ring, tone in zip(self.rings, _TONES, strict=True)]

    def follow(self, share: Callable[[], float]) -> None:
        """Let the cells be as red as `share` (0-1) says in every frame."""

        def redden(tissue: Tissue) -> None:
            for ring, tone in zip(tissue.rings, _TONES, strict=True):
                ring.set_fill(_reddened(tone, share()))

        add_updater(self, redden, call_now=True)


def _reddened(tone: str, share: float) -> ManimColor:
    return interpolate_color(ManimColor(tone), ManimColor(style.INFLAMED), share)


def halo(ring: VMobject, color: str = style.IL6) -> VMobject:
    """Return the light around a ring, which follows it; it is dark until `set_fill(opacity=…)` lights it."""
    light = soft(Circle(1, stroke_width=0, fill_color=color, fill_opacity=0))
    add_updater(light, lambda light: light.scale_to_fit_width(2.8 * ring.width).move_to(ring), call_now=True)
    return backdrop(light)


def brake(ring: VMobject) -> VGroup:
    """Return the two jaws of a brake that press on a ring, left and right: green arcs on short arms."""
    radius, jaws = 0.5 * ring.width, VGroup()
    for side, middle in ((-1, PI), (1, 0.0)):
        jaw = VMobject(stroke_color=style.BRAKE, stroke_width=14)
        jaw.append_points(Arc(1.12 * radius, middle - 0.5, 1.0).points)
        jaw.append_points(line(np.array([side * 1.12 * radius, 0, 0]), np.array([side * 1.3 * radius, 0, 0])))
        jaws.add(jaw.shift(ring.get_center()))
    return jaws
