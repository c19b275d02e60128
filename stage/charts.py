"""How numbers of a model are shown: curves on a linear or logarithmic axis, gauges, and live numbers.

Whatever is drawn here reads a trajectory at the hour of an `HourTracker`, so curve, gauge and number on one screen
always show the same moment.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Protocol, TypeVar

import numpy as np
from manim import LEFT, RIGHT, Line, Rectangle, RoundedRectangle, VGroup, VMobject

from stage import style
from stage.hours import HourTracker
from stage.layout import Box
from stage.manim.mobjects import points
from stage.manim.updaters import add_updater
from stage.screen import Label, axes
from stage.screen import curve as mark_curve
from stage.shapes import Anchor
from stage.type import Words, digits, narrow

AXIS_LINE = 3
"""Stroke width of axes."""
SAMPLES = 160
"""Points of a curve over the hours shown."""
_KEYS = count()


class Trajectory(Protocol):
    """A model solved over hours, as far as charts need it."""

    @property
    def hours(self) -> np.ndarray:
        """The hours that it covers (n,), ascending."""

    def at(self, name: str, hours: np.ndarray | float) -> np.ndarray | float:
        """Return a series at any hours."""

    def peak(self, name: str) -> tuple[float, float]:
        """Return the hour of a series' highest value, and that value."""


Numbers = TypeVar("Numbers", float, np.ndarray)
"""One number, or an array of them."""


class Series(Protocol):
    """A series of a model, by hour."""

    def __call__(self, hours: Numbers, /) -> Numbers:
        """Return its value at an hour, or its values at hours (n,)."""


def series(trajectory: Trajectory, name: str) -> Series:
    """Return a series of a trajectory, sampled once: it is asked for many times a frame."""
    first, last = trajectory.hours[0], trajectory.hours[-1]
    values = np.asarray(trajectory.at(name, np.linspace(first, last, 4001)))

    def at(hours: Numbers, /) -> Numbers:
        place = np.clip((hours - first) / (last - first), 0.0, 1.0) * (len(values) - 1)
        before = np.minimum(np.asarray(place, dtype=int), len(values) - 2)
        return values[before] + (place - before) * (values[before + 1] - values[before])

    return at


def reading(trajectory: Trajectory, name: str, hour: HourTracker) -> Callable[[], float]:
    """Return a function that gives a series of a trajectory at the tracker's hour."""
    values = series(trajectory, name)
    return lambda: float(values(hour.get_value()))


def share_of_peak(trajectory: Trajectory, name: str) -> Callable[[float], float]:
    """Return a series of a trajectory as a share of its own peak, by hour."""
    values, peak = series(trajectory, name), trajectory.peak(name)[1]
    return lambda hour: values(hour) / peak


def plot_box(box: Box) -> Box:
    """Return the part of a box for a plot's axes, which leaves room for ticks, the axis name above and hours below."""
    return box.inset(1.35, 0.5, 0.1, 0.65)


class Plot:
    """A box with hours from left to right and a value from bottom to top.

    Attributes:
        key: tells its axes and curves from those of other plots, in the screen record.
    """

    def __init__(self, box: Box, hours: tuple[float, float], values: tuple[float, float], *, log: bool = True) -> None:
        """Make a plot.

        Args:
            box: the rectangle of its axes.
            hours: first and last hour shown.
            values: lowest and highest value shown.
            log: whether the value axis is logarithmic, not linear.
        """
        self.box, self.hours, self.values, self.log = box, hours, values, log
        self.key = next(_KEYS)

    def up(self, value: Numbers) -> Numbers:
        """Return the y (units of the stage) of values; those beyond the axis are put at its ends."""
        low, high = self._scale(np.array(self.values))
        return self.box.bottom + self.box.height * (self._scale(np.clip(value, *self.values)) - low) / (high - low)

    def _scale(self, values: np.ndarray) -> np.ndarray:
        return np.log(values) if self.log else values

    def across(self, hour: Numbers) -> Numbers:
        """Return the x (units of the stage) of hours."""
        first, last = self.hours
        return self.box.left + self.box.width * (hour - first) / (last - first)

    def frame(self) -> VMobject:
        """Return the two axis lines."""
        box = self.box
        lines = VMobject(stroke_color=style.QUIET, stroke_width=AXIS_LINE)
        return axes(lines.set_points_as_corners([box.point(0, 1), box.point(0, 0), box.point(1, 0)]), self)

    def ticks(self, values: dict[float, str]) -> VGroup:
        """Return ticks at values with their texts, left of the axis; a text may be empty."""
        group, left = VGroup(), self.box.left
        for value, words in values.items():
            up = self.up(value)
            mark = Line((left - 0.1, up, 0.0), (left, up, 0.0), color=style.QUIET)
            group.add(mark, *([Words(words, style.QUIET).next_to(mark, LEFT, buff=0.1)] if words else []))
        return group

    def band(self, low: float, high: float, color: str) -> Rectangle:
        """Return a coloured stripe between two values."""
        bottom, top = self.up(low), self.up(high)
        stripe = Rectangle(
            width=self.box.width, height=top - bottom, fill_color=color, fill_opacity=0.2, stroke_width=0
        )
        return stripe.move_to((self.box.x, (bottom + top) / 2, 0.0))

    def curve(
        self, values: Callable[[np.ndarray], np.ndarray], color: str, hour: HourTracker, name: Label | str = ""
    ) -> VMobject:
        """Return a curve that is drawn up to the tracker's hour.

        Args:
            values: values at hours (n,), such as `series(trajectory, "curve")` gives.
            color: of the line (#rrggbb).
            hour: how far it is drawn.
            name: the label that names it, or the label's words; `make check` wants it inside the chart or beside it.
        """
        whole = self.points(values)
        line = mark_curve(VMobject(stroke_color=color, stroke_width=7), self, name)

        def draw(mobject: VMobject) -> None:  # the line, or the copy of it that an animation made
            share = (hour.get_value() - self.hours[0]) / (self.hours[1] - self.hours[0])
            _draw_part(mobject, whole, float(np.clip(share, 0, 1)))

        return add_updater(line, draw, call_now=True)

    def points(self, values: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Return points (SAMPLES, 3) of a curve on the stage, given its values at hours (n,)."""
        hours = np.linspace(*self.hours, SAMPLES)
        return np.stack([self.across(hours), self.up(values(hours)), 0 * hours], axis=1)

    def ghost(self, values: Callable[[np.ndarray], np.ndarray], color: str, name: Label | str = "") -> VMobject:
        """Return the whole curve, faint, for what would have happened otherwise; `name` is its label, as of a curve."""
        line = VMobject(stroke_color=color, stroke_width=4, stroke_opacity=0.35)
        return mark_curve(line.set_points_as_corners(self.points(values)), self, name)


def _draw_part(mobject: VMobject, points: np.ndarray, share: float) -> None:
    """Set a line to the first `share` of points (n, 3); the end may be between two of them."""
    position = share * (len(points) - 1)
    whole = int(position)
    part = points[: whole + 1]
    if position > whole:
        part = np.vstack([part, points[whole] + (position - whole) * (points[whole + 1] - points[whole])])
    if len(part) < 2:
        part = np.vstack([part, part[-1] + [1e-4, 0, 0]])
    mobject.set_points_as_corners(part)


class Readout(VGroup):
    """A live number. Each digit is set in type once and then only moved: setting type again takes 60 times as long.

    Attributes:
        words: what it shows now.
        unit: of the number.
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
        """Show a number.

        Args:
            value: gives the number now.
            pattern: a format such as ",.0f".
            unit: the text after it.
            widest: the longest text that will be shown, which fixes the width.
            size: of the type (points).
            color: of number and unit (#rrggbb).
        """
        self._value, self._pattern = value, pattern
        self._shown: tuple[object, ...] = ()
        self.words, self.type_size, self.unit = "", size, unit
        self._glyphs, self._advance = digits(size)
        self._digits = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        super().__init__(self._digits)
        width, height = len(widest) * self._advance, self._glyphs["0"][:, 1].max() * 2
        self._room = Rectangle(width=width, height=height, stroke_width=0)
        self._anchor = Anchor(self._room)
        self.add(self._room)
        if unit:
            self.add(Words(unit, color).next_to(self._room, RIGHT, buff=0.15))
        self._set()
        add_updater(self, Readout._set)

    @property
    def number(self) -> float:
        """The number as it is shown now."""
        return float(self.words.replace(",", ""))

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
    empty = points(pill.move_to((box.left + box.height / 2, box.y, 0.0)))
    right = (empty[:, :1] > box.left + box.height / 2) * np.array([1.0, 0.0, 0.0])

    def fill(mobject: VMobject) -> None:  # the bar, or the copy of it that an animation made
        share = float(np.clip(level(), 0, 1))
        mobject.set_points(empty + right * share * (box.width - box.height))

    return VGroup(rail, add_updater(bar, fill, call_now=True))
