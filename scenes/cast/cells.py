"""Cells: the immune cells with their hero, the cells of the body, and one messenger in close-up.

Light falls from the upper left: there, every cell has a bright rim.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import TAU, Circle, ManimColor, VGroup, VMobject, interpolate_color

from scenes import style
from stage.crowd import Point
from stage.manim.animation import LiveAnimation
from stage.manim.updaters import add_timed_updater, add_updater
from stage.shapes import Anchor, ring_points, smooth, soft

_CORNERS = 20
"""Points of a cell's edge, from its right side anticlockwise."""
_ROUND = ring_points(np.ones(_CORNERS))
_ANGLES = np.linspace(0, TAU, _CORNERS, endpoint=False)
_TURNS = np.outer([5, 3, 8], _ANGLES)
_SPEEDS, _HEIGHTS = np.array([1.6, -1.1, 2.3]), np.array([1, 1 / 2, 1 / 3])
"""The waves that run around an immune cell's edge: angles (wave, point), radians a second, heights."""
_RIM = slice(4 * 5, 4 * 11)
"""The curves of an edge that the light from the upper left touches."""
_ARM = 7.0
"""How slender arms are."""
_APART = 0.5
"""Angle (radians) between an arm and the direction in which the cell reaches."""


class ImmuneCell(VGroup):
    """A pale, soft-edged cell with a bean of a nucleus; its edge ripples all the time.

    Place and size are those of an unseen core: all else is redrawn around it in every frame.

    Attributes:
        radius: when it was made (units).
        gaze: where it looks: the shift of its nucleus (radii).
        reach: the direction in which it stretches two arms, as long as the arms (radii).
        squash: its height as a share of its height at rest; it gets as much wider.
        fury: how enraged its rim is (0-1).
    """

    def __init__(self, radius: float = 0.5, seed: int = 0, color: str = style.IMMUNE) -> None:
        rng = np.random.default_rng(seed)
        self._phases = rng.uniform(0, TAU, 3)
        self.radius, self._age = radius, 0.0
        self.gaze, self.reach, self.squash, self.fury = np.array([0.06, 0.06]), np.zeros(2), 1.0, 0.0
        core = Circle(0.5 * radius, stroke_width=0, num_components=5)
        body = VMobject(fill_color=style.IMMUNE_SHADE, fill_opacity=1, stroke_width=0)
        lit = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        rim = VMobject(stroke_color=style.IMMUNE_RIM, stroke_width=4)
        nucleus = VMobject(fill_color=style.IMMUNE_NUCLEUS, fill_opacity=0.95, stroke_width=0)
        bean = ring_points(np.array([0.5, 0.44, 0.4, 0.42, 0.5, 0.36, 0.22, 0.38]))
        self._bean = radius * smooth(bean) @ _turn(rng.uniform(0, TAU)).T
        super().__init__(core, body, lit, rim, nucleus)
        self._anchor = Anchor(core)
        self._draw()
        add_timed_updater(self, ImmuneCell._ripple)

    def resize(self, radius: float) -> ImmuneCell:
        """Make the cell this large, whatever its edge does at the moment."""
        return self.scale(radius / (self._anchor.scale * self.radius))

    @property
    def size(self) -> float:
        """Its radius now (units)."""
        return self.radius * self._anchor.scale

    @property
    def middle(self) -> np.ndarray:
        """The middle (3,) of its core: arms do not move it."""
        return self[0].get_center()

    def _ripple(self, dt: float) -> None:
        self._age += dt
        self._draw()

    def _draw(self) -> None:
        _, body, lit, rim, nucleus, *_ = self
        waves = _HEIGHTS @ np.sin(_TURNS + (self._phases + _SPEEDS * self._age)[:, None])
        wide = np.array([1 / self.squash, self.squash, 1.0])
        edge = self.radius * ((1 + 0.07 * waves + self._arms())[:, None] * _ROUND * wide)
        outlines = smooth(self._anchor.carry(np.stack([edge, _lit(edge, self.radius)])))
        body.set_points(outlines[0])
        lit.set_points(outlines[1])
        rim.set_points(outlines[0][_RIM])
        rim.set_stroke(_mixed(style.IMMUNE_RIM, style.ENRAGED_RIM, self.fury), width=4 + 3 * self.fury)
        nucleus.set_points(self._anchor.carry(self._bean + self.radius * np.array([*self.gaze, 0.0])))

    def _arms(self) -> np.ndarray:
        """Return how far the two arms carry each point of the edge outwards (radii)."""
        length = float(np.hypot(*self.reach))
        if length < 1e-3:
            return np.zeros(_CORNERS)
        towards = np.arctan2(self.reach[1], self.reach[0])
        bumps = [np.exp(_ARM * (np.cos(_ANGLES - towards - side) - 1)) for side in (-_APART, _APART)]
        return length * np.maximum(*bumps)


class Hero(ImmuneCell):
    """The patrol cell that the film follows: it carries the alarm as a spark.

    Attributes:
        spark: how bright (0-1) its alarm is.
    """

    def __init__(self, radius: float = 0.5, spark: float = 0.5) -> None:
        self.spark = spark
        super().__init__(radius, seed=2)
        self.add(soft(Circle(radius, stroke_width=0, fill_color=style.IL6)))
        add_updater(self, Hero._shine, call_now=True)

    def _shine(self) -> None:
        *_, light = self
        size = 0.55 + 0.5 * self.spark
        light.set_points(self._anchor.carry(self.radius * (size * _DISC + np.array([*self.gaze, 0.0]))))
        light.set_fill(opacity=0.25 + 0.7 * self.spark)

    def rest(self) -> Hero:
        """Stop whatever moves it; it goes on rippling and glowing."""
        self.clear_updaters()
        add_timed_updater(self, ImmuneCell._ripple)
        return add_updater(self, Hero._shine)


_DISC = Circle(1.0, num_components=5).points


class Walk(LiveAnimation):
    """Moves an immune cell, and changes its size, while it goes on living."""

    def __init__(self, cell: ImmuneCell, place: Point, radius: float | None = None, **options: Any) -> None:
        """Bring a cell to a place and, if one is given, to a radius (units)."""
        self._cell, self._place, self._radius = cell, np.array(place, dtype=float), radius
        super().__init__(cell, **options)

    def begin(self) -> None:
        """Start from where the cell is when the animation is played."""
        self._start, self._size = self._cell.middle, self._cell.size
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Put the cell at a point of its way (0-1), as Manim asks."""
        share = self.rate_func(alpha)
        if self._radius is not None:
            self._cell.resize(self._size + share * (self._radius - self._size))
        self._cell.shift(self._start + share * (self._place - self._start) - self._cell.middle)


class Pose(LiveAnimation):
    """Changes how an immune cell looks, reaches, squashes, rages or glows, while it lives on."""

    def __init__(self, cell: ImmuneCell, *, run_time: float | None = None, **pose: Any) -> None:
        """Bring attributes of a cell, named as `ImmuneCell` and `Hero` name them, to new values."""
        self._cell = cell
        self._from = {name: getattr(cell, name) for name in pose}
        self._to = {name: np.asarray(value, dtype=float) for name, value in pose.items()}
        super().__init__(cell, **({} if run_time is None else {"run_time": run_time}))

    def begin(self) -> None:
        """Start from the pose that the cell has when the animation is played."""
        self._from = {name: np.asarray(getattr(self._cell, name), dtype=float) for name in self._to}
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the pose at a point of the animation (0-1), as Manim asks."""
        share = self.rate_func(alpha)
        for name, end in self._to.items():
            value = (1 - share) * self._from[name] + share * end
            setattr(self._cell, name, value if value.ndim else float(value))


class BodyCell(VGroup):
    """A cell of the body: round, with a nucleus; it darkens, shrinks and bursts as it is harmed.

    Attributes:
        harm: how far it is destroyed (0-1).
    """

    def __init__(self, radius: float = 0.5, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        self._radius = radius
        self._edge = radius * (1 + rng.uniform(-0.06, 0.06, _CORNERS))[:, None] * _ROUND
        self._torn = 1 + 0.5 * rng.uniform(-1, 1, _CORNERS)[:, None]
        self.harm = 0.0
        core = Circle(0.4 * radius, stroke_width=0, num_components=5)
        body = VMobject(fill_color=style.BODY_CELL[0], fill_opacity=1, stroke_width=0)
        lit = VMobject(fill_color=style.BODY_CELL_LIT, fill_opacity=0.9, stroke_width=0)
        rim = VMobject(stroke_color=style.BODY_CELL_RIM, stroke_width=3)
        nucleus = VMobject(fill_color=style.BODY_CELL_NUCLEUS, fill_opacity=0.9, stroke_width=0)
        self._nucleus = 0.36 * radius * _DISC + 0.1 * radius * np.array([rng.normal(), rng.normal(), 0.0])
        super().__init__(core, body, lit, rim, nucleus)
        self._anchor = Anchor(core)
        add_updater(self, BodyCell._draw, call_now=True)

    def _draw(self) -> None:
        _, body, lit, rim, nucleus = self
        burst = float(np.clip((self.harm - 0.5) / 0.5, 0, 1))
        edge = self._edge * (1 - 0.25 * self.harm) * (1 + burst * (self._torn - 1))
        outlines = smooth(self._anchor.carry(np.stack([edge, _lit(edge, self._radius)])))
        body.set_points(outlines[0]).set_fill(_mixed(*style.BODY_CELL, self.harm))
        lit.set_points(outlines[1]).set_fill(opacity=0.9 * (1 - self.harm))
        rim.set_points(outlines[0][_RIM]).set_stroke(opacity=1 - 0.8 * self.harm)
        nucleus.set_points(self._anchor.carry(self._nucleus)).set_fill(opacity=0.9 * (1 - self.harm))


class Wound(LiveAnimation):
    """Harms a cell of the body up to a share (0-1)."""

    def __init__(self, cell: BodyCell, harm: float, **options: Any) -> None:
        """Bring a cell's harm to a new value."""
        self._cell, self._to, self._from = cell, harm, cell.harm
        super().__init__(cell, **options)

    def begin(self) -> None:
        """Start from the harm that the cell has when the animation is played."""
        self._from = self._cell.harm
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the harm at a point of the animation (0-1), as Manim asks."""
        self._cell.harm = self._from + self.rate_func(alpha) * (self._to - self._from)


class Cytokine(VGroup):
    """One IL-6 message in close-up: a small folded protein, drawn as a bundle of four helices.

    Attributes:
        fold: the helices.
    """

    def __init__(self, radius: float = 0.5) -> None:
        glow = soft(Circle(2.2 * radius, stroke_width=0, fill_color=style.IL6, fill_opacity=0.35))
        body = Circle(radius, stroke_width=0, fill_color=style.IL6, fill_opacity=1)
        self.fold = VMobject(stroke_color=style.IL6_FOLD, stroke_width=5)
        for column in (-0.5, -0.17, 0.17, 0.5):
            y = np.linspace(-1, 1, 13) * radius * (0.62 - 0.25 * abs(column))
            x = radius * (column + 0.09 * np.sin(9 * y / radius))
            helix = VMobject().set_points_smoothly(np.stack([x, y, 0 * y], axis=1))
            self.fold.append_points(helix.points)
        super().__init__(glow, body, self.fold)


def follow_harm(cell: BodyCell, harm: Callable[[], float]) -> BodyCell:
    """Let a cell of the body be as harmed as `harm` (0-1) says in every frame; return it."""
    return add_updater(cell, lambda cell: setattr(cell, "harm", float(np.clip(harm(), 0, 1))))


def _lit(edge: np.ndarray, radius: float) -> np.ndarray:
    """Return the part of a cell (n, 3) that the light reaches: all but a crescent at the lower right."""
    return 0.88 * edge + radius * np.array([-0.07, 0.07, 0.0])


def _turn(angle: float) -> np.ndarray:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])


def _mixed(one: str, other: str, share: float) -> ManimColor:
    return interpolate_color(ManimColor(one), ManimColor(other), float(np.clip(share, 0, 1)))
