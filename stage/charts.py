"""How numbers of the model are shown: curves on a log axis, gauges, and a live readout.

Whatever is drawn here reads a trajectory at the hour that a `ValueTracker` holds, so curve, gauge and number
on one screen always tell the same moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from manim import LEFT, RIGHT, Line, Rectangle, RoundedRectangle, ValueTracker, VGroup, VMobject

from stage import style
from stage.layout import Box
from stage.shapes import Anchor
from stage.type import Words, figures, narrow

AXIS_LINE = 3
"""Stroke width of axes."""
SAMPLES = 160
"""Points of a curve over the hours shown."""


class Trajectory(Protocol):
    """A model solved over hours, as far as charts need it."""

    hours: np.ndarray
    """(n,), ascending."""

    def at(self, name: str, hours: np.ndarray | float) -> np.ndarray | float:
        """Return a series at any hours."""

    def peak(self, name: str) -> tuple[float, float]:
        """Return the hour of a series' highest value, and that value."""


def series(trajectory: Trajectory, name: str) -> Callable[[np.ndarray | float], np.ndarray | float]:
    """Return a series of a trajectory by hour, sampled once: it is asked for many times a frame."""
    first, last = trajectory.hours[0], trajectory.hours[-1]
    values = trajectory.at(name, np.linspace(first, last, 4001))

    def at(hour: np.ndarray | float) -> np.ndarray | float:
        place = np.clip((hour - first) / (last - first), 0.0, 1.0) * (len(values) - 1)
        before = np.minimum(np.asarray(place, dtype=int), len(values) - 2)
        return values[before] + (place - before) * (values[before + 1] - values[before])

    return at


def share_of_peak(trajectory: Trajectory, name: str) -> Callable[[float], float]:
    """Return a series as a share of its own peak, by hour."""
    values, peak = series(trajectory, name), trajectory.peak(name)[1]
    return lambda hour: values(hour) / peak


def plot_box(box: Box) -> Box:
    """Return the part of a box for a plot's axes: room is left for ticks, the axis name above, hours below."""
    return box.inset(1.35, 0.5, 0.1, 0.65)


class Plot:
    """A box with hours across and a value up, linear or logarithmic.

    Args:
        box: where it stands.
        hours: first and last hour shown.
        values: lowest and highest value shown.
        log: whether the value axis is logarithmic.
    """

    def __init__(self, box: Box, hours: tuple[float, float], values: tuple[float, float], *, log: bool = True) -> None:
        self.box, self.hours, self.values, self.log = box, hours, values, log

    def up(self, value: np.ndarray | float) -> np.ndarray:
        """Return the height (units of the stage) of values; beyond the axis they stick to its ends."""
        value = np.clip(value, *self.values)
        scale = np.log if self.log else np.asarray
        low, high = (scale(end) for end in self.values)
        return self.box.bottom + self.box.height * (scale(value) - low) / (high - low)

    def across(self, hour: np.ndarray | float) -> np.ndarray:
        """Return the x (units of the stage) of hours."""
        first, last = self.hours
        return self.box.left + self.box.width * (np.asarray(hour) - first) / (last - first)

    def frame(self) -> VMobject:
        """Return the two axis lines."""
        box = self.box
        lines = VMobject(stroke_color=style.QUIET, stroke_width=AXIS_LINE)
        return lines.set_points_as_corners([box.point(0, 1), box.point(0, 0), box.point(1, 0)])

    def ticks(self, values: dict[float, str]) -> VGroup:
        """Return ticks at values with their texts, left of the axis; a text may be empty."""
        group = VGroup()
        for value, words in values.items():
            mark = Line([self.box.left - 0.1, self.up(value), 0], [self.box.left, self.up(value), 0], color=style.QUIET)
            group.add(mark, *([Words(words, style.QUIET).next_to(mark, LEFT, buff=0.1)] if words else []))
        return group

    def band(self, low: float, high: float, color: str) -> Rectangle:
        """Return a coloured stripe between two values."""
        bottom, top = self.up(low), self.up(high)
        stripe = Rectangle(
            width=self.box.width, height=top - bottom, fill_color=color, fill_opacity=0.2, stroke_width=0
        )
        return stripe.move_to([self.box.x, (bottom + top) / 2, 0])

    def curve(self, values: Callable[[np.ndarray], np.ndarray], color: str, hour: ValueTracker) -> VMobject:
        """Return a curve that is drawn up to the tracker's hour.

        Args:
            values: values at hours (n,), such as `series(storm, "il6")` gives.
        """
        points = self.points(values)
        line = VMobject(stroke_color=color, stroke_width=7)

        def draw(mobject: VMobject) -> None:
            share = (hour.get_value() - self.hours[0]) / (self.hours[1] - self.hours[0])
            _draw_part(mobject, points, float(np.clip(share, 0, 1)))

        draw(line)
        return line.add_updater(draw)

    def points(self, values: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Return the curve's points (SAMPLES, 3) on the stage."""
        hours = np.linspace(*self.hours, SAMPLES)
        return np.stack([self.across(hours), self.up(values(hours)), 0 * hours], axis=1)

    def ghost(self, values: Callable[[np.ndarray], np.ndarray], color: str) -> VMobject:
        """Return the whole curve, faint: what would have happened otherwise."""
        return VMobject(stroke_color=color, stroke_width=4, stroke_opacity=0.35).set_points_as_corners(
            self.points(values)
        )


def _draw_part(mobject: VMobject, points: np.ndarray, share: float) -> None:
    """Set a polyline to the first `share` of its points, the last one in between two of them."""
    position = share * (len(points) - 1)
    whole = int(position)
    part = points[: whole + 1]
    if position > whole:
        part = np.vstack([part, points[whole] + (position - whole) * (points[whole + 1] - points[whole])])
    if len(part) < 2:
        part = np.vstack([part, part[-1] + [1e-4, 0, 0]])
    mobject.set_points_as_corners(part)


class Readout(VGroup):
    """A live number. Each digit is set in type once and then only moved: setting text costs 60 times a frame.

    Args:
        value: gives the number now.
        pattern: a format such as ",.0f".
        unit: what stands behind it.
        widest: the longest text that will be shown, which fixes the width.
    """

    def __init__(
        self,
        value: Callable[[], float],
        *,
        pattern: str = ",.0f",
        unit: str = "",
        widest: str = "1,000",
        size: float = style.TITLE,
        color: str = style.TEXT,
    ) -> None:
        self._value, self._pattern, self._shown = value, pattern, ()
        self.words, self.type_size = "", size
        self._glyphs, self._advance = figures(size)
        self._digits = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        super().__init__(self._digits)
        self._room = len(widest) * self._advance
        room = Rectangle(width=len(widest) * self._advance, height=self._glyphs["0"][:, 1].max() * 2, stroke_width=0)
        self.add(room)
        self._room, self._anchor = room, Anchor(room)
        if unit:
            self.add(Words(unit, color).next_to(room, RIGHT, buff=0.15))
        self._set()
        self.add_updater(lambda readout: readout._set())

    def _set(self) -> None:
        words, right, scale = format(self._value(), self._pattern), self._room.get_right(), self._anchor.scale
        if (words, *right, scale) == self._shown:
            return
        self._shown, self.words = (words, *right, scale), words
        x, parts = 0.0, []
        for character in reversed(words):
            x -= self._advance * narrow(character)
            parts.append(self._glyphs[character] + [x, 0, 0])
        self._digits.set_points(right + scale * np.vstack(parts))


def gauge(box: Box, level: Callable[[], float], color: str) -> VGroup:
    """Return a bar that fills from the left to `level` (0-1), which is read every frame."""
    rail = RoundedRectangle(
        corner_radius=box.height / 2,
        width=box.width,
        height=box.height,
        stroke_color=style.QUIET,
        stroke_width=2,
        fill_color=style.NIGHT,
        fill_opacity=0.8,
    ).move_to(box.center)
    bar = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
    # One pill, set once: filling it only moves its right half.
    pill = RoundedRectangle(corner_radius=box.height / 2, width=1.001 * box.height, height=box.height)
    points = pill.move_to([box.left + box.height / 2, box.y, 0]).points
    right = (points[:, :1] > box.left + box.height / 2) * [1.0, 0.0, 0.0]

    def fill(mobject: VMobject) -> None:
        share = float(np.clip(level(), 0, 1))
        mobject.set_points(points + right * share * (box.width - box.height))

    fill(bar)
    bar.add_updater(fill)
    return VGroup(rail, bar)
