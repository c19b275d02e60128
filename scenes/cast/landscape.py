"""The model's landscape of the storm as a hill with two valleys, and a ball that lies where the damage is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import UP, Circle, Line, VGroup, VMobject

from model import Landscape
from scenes import style
from scenes.cast.anatomy import Level
from stage import style as house
from stage.layout import Box
from stage.manim.updaters import add_updater
from stage.shapes import polygon


class Valley(VGroup):
    """The ground of a landscape, and a ball on it.

    Attributes:
        ball: it lies at the damage.
        rim: a mark at the rim of the landscape without treatment.
    """

    def __init__(
        self,
        box: Box,
        untreated: Landscape,
        treated: Landscape,
        damage: Level,
        treatment: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """Draw the ground in a box.

        Args:
            box: where it lies.
            untreated: the landscape without treatment.
            treated: the landscape with it.
            damage: gives the damage signals now (0-1).
            treatment: gives how much of the treatment's landscape is shown (0-1).
        """
        self._box, self._damage, self._treatment = box, damage, treatment
        self._shares = untreated.damage / untreated.damage[-1]
        self._most = untreated.damage[-1]
        low, high = untreated.height.min(), untreated.height[: len(untreated.height) // 2].max()
        self._heights = [np.clip((each.height - low) / (high - low), 0.0, 1.15) for each in (untreated, treated)]
        ground = VMobject(fill_color=style.VALLEY, fill_opacity=1, stroke_width=0)
        edge = VMobject(stroke_color=house.QUIET, stroke_width=5)
        self._radius = 0.1 * box.height
        self.ball = Circle(self._radius, stroke_width=0, fill_color=style.IL6, fill_opacity=1)
        self.rim = self._mark(untreated)
        super().__init__(ground, edge, self.rim, self.ball)
        add_updater(self, Valley._draw, call_now=True)

    def up(self, damage: float) -> float:
        """Return the height of the ground (0-1) at a damage, as it is shown now."""
        return float(np.interp(damage / self._most, self._shares, self._shown()))

    def place(self, damage: float) -> np.ndarray:
        """Return where a ball lies at a damage (3,): its middle, at right angles above the ground."""
        share, step = float(np.clip(damage / self._most, 0.0, 1.0)), 0.01
        here = np.array(self._box.point(share, 0.85 * self.up(share * self._most)))
        ahead = np.array(self._box.point(share + step, 0.85 * self.up((share + step) * self._most)))
        along = (ahead - here) / np.linalg.norm(ahead - here)
        return here + self._radius * np.array([-along[1], along[0], 0.0])

    @property
    def deepest(self) -> float:
        """The damage at the bottom of the valley beyond the rim."""
        beyond = self._shares > 0.5
        return float(self._most * self._shares[beyond][np.argmin(self._shown()[beyond])])

    def above(self, damage: float) -> np.ndarray:
        """Return a place (3,) over a ball at this damage; near the left edge, right of it."""
        share = float(np.clip(damage / self._most, 0.06, 0.94))
        return np.array(self._box.point(share, 0.85 * self.up(share * self._most) + 0.36))

    def _shown(self) -> np.ndarray:
        share = float(np.clip(self._treatment(), 0.0, 1.0))
        untreated, treated = self._heights
        return (1 - share) * untreated + share * treated

    def _mark(self, untreated: Landscape) -> Line:
        rim = untreated.rim or 0.0
        top = np.array(self._box.point(rim / self._most, 0.85 * self.up(rim)))
        return Line(top, top + 0.16 * self._box.height * UP, stroke_color=style.HARM, stroke_width=8)

    def _draw(self) -> None:
        ground, edge, _, ball = self
        line = np.array([self._box.point(x, 0.85 * y) for x, y in zip(self._shares, self._shown(), strict=True)])
        corners = np.array([self._box.point(1, -0.12), self._box.point(0, -0.12)])
        ground.set_points(polygon(np.vstack([line, corners])))
        edge.set_points_as_corners(line)
        ball.move_to(self.place(self._damage()))
