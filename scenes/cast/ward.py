"""The bedside: a patient in bed, and the monitor that watches the heart and the oxygen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DL, DOWN, RIGHT, TAU, UR, Arc, Circle, Line, RoundedRectangle, VGroup, VMobject

from scenes import style
from stage import style as house
from stage.charts import Readout
from stage.layout import Box
from stage.manim.updaters import add_timed_updater, add_updater
from stage.shapes import smooth
from stage.type import Words

HEARTBEATS, SAMPLES = 3, 200
"""Heartbeats across the monitor's screen, and points of its trace."""


def monitor_box(space: Box) -> Box:
    """Return the monitor's box at the top of a space."""
    height = min(1.9, 0.42 * space.height) if space.height > 0.6 * space.width else 0.33 * space.height
    return Box(space.x, space.top - height / 2 - 0.04, space.width - 0.1, height)


class Monitor(VGroup):
    """A screen with a heartbeat that runs across, and the oxygen saturation beside it.

    Args:
        box: the screen.
        name: the word beside the number.
        saturation: gives the oxygen saturation (%).
        strength: gives the height of a heartbeat, 1 that of a healthy heart.

    Attributes:
        number: the oxygen saturation as a number.
    """

    def __init__(
        self, box: Box, name: Words, saturation: Callable[[], float], strength: Callable[[], float] = lambda: 1.0
    ) -> None:
        self._screen = RoundedRectangle(
            corner_radius=0.25,
            width=box.width,
            height=box.height,
            stroke_color=house.QUIET,
            stroke_width=5,
            fill_color=house.NIGHT,
            fill_opacity=1,
        ).move_to(box.center)
        self._saturation = saturation
        self._strength, self._age, self._heights = strength, 0.35, _electrocardiogram()
        self._trail = VMobject(stroke_color=style.TISSUE_EDGE, stroke_width=3)
        self._trace = VMobject(stroke_color=style.BRAKE, stroke_width=6)
        self.number = Readout(saturation, unit="%", widest="100", size=1.2 * house.TITLE, color=style.OXYGEN)
        super().__init__(self._screen, self._trail, self._trace, name, self.number)
        self.number.scale(min(1.0, max(0.86, 0.6 * box.height / self.number.height)))
        words = VGroup(name, self.number).arrange(RIGHT if box.height < 1.4 else DOWN, buff=0.2)
        words.move_to(box.point(0.95, 0.5), aligned_edge=RIGHT)
        self._trace_end = (words.get_left()[0] - box.left) / box.width - 0.05
        self._write(0.0)
        add_timed_updater(self, Monitor._write)

    def warn_below(self, saturation: float) -> None:
        """Let number and trace take the colour of harm below this oxygen saturation (%)."""

        def colour(monitor: Monitor) -> None:
            low = monitor._saturation() < saturation
            monitor.number.set_fill(style.HARM_TEXT if low else style.OXYGEN)
            monitor._trace.set_stroke(style.HARM_TEXT if low else style.BRAKE)

        add_updater(self, colour)

    def _write(self, dt: float) -> None:
        self._age = (self._age + 0.3 * dt) % 1
        corner = self._screen.get_corner(DL)
        heights = 0.38 + 0.42 * self._strength() * self._heights
        points = np.column_stack([np.linspace(0.04, self._trace_end, SAMPLES), heights, 0 * heights])
        points = corner + (self._screen.get_corner(UR) - corner) * points
        end = max(4, int(self._age * SAMPLES))
        self._trail.set_points_as_corners(points)
        self._trace.set_points_as_corners(points[max(0, end - 120) : end])


def _electrocardiogram() -> np.ndarray:
    """Return the heights (SAMPLES,) of some heartbeats: a small wave, the sharp one, and the wave after it."""
    phase = np.linspace(0, HEARTBEATS, SAMPLES) % 1
    waves = ((0.3, 0.04, 0.15), (0.45, 0.015, 1.0), (0.49, 0.015, -0.35), (0.68, 0.05, 0.25))
    return np.sum([height * np.exp(-(((phase - at) / width) ** 2)) for at, width, height in waves], axis=0)


def patient(space: Box) -> VGroup:
    """Return a sleeper in bed, from the side, as large as the space allows; the blanket moves with the breath."""
    height = min(space.height, 0.5 * space.width)
    box = Box(space.x, space.y, 2 * height, height)
    bed = VMobject(stroke_color=house.QUIET, stroke_width=8)
    for start, end in (((0.02, 0.0), (0.02, 0.95)), ((0.98, 0.0), (0.98, 0.6)), ((0.02, 0.22), (0.98, 0.22))):
        bed.append_points(Line(box.point(*start), box.point(*end)).points)
    mattress = _slab(box.part(0.03, 0.22, 0.97, 0.38), style.MATTRESS)
    pillow = _slab(box.part(0.05, 0.36, 0.25, 0.52), style.PILLOW)
    radius = 0.17 * box.height
    face = np.array(box.point(0.17, 0.6))
    head = Circle(radius, fill_color=style.SKIN, fill_opacity=1, stroke_width=0).move_to(face)
    hair = Arc(0.9 * radius, 1.2, 2.6, stroke_color=style.HAIR, stroke_width=70 * radius).shift(face)
    eye = Arc(0.2 * radius, TAU / 2, TAU / 2).shift(face + [0.35 * radius, 0.15 * radius, 0])
    mouth = Arc(0.3 * radius, -2.2, 1.2).shift(face + [0.4 * radius, -0.25 * radius, 0])
    for feature in (eye, mouth):
        feature.set_stroke(style.FACE, 4)
    blanket = VMobject(fill_color=style.BLANKET, fill_opacity=1, stroke_color=style.BLANKET_EDGE, stroke_width=4)
    age = [0.0]

    def breathe(mobject: VMobject, dt: float) -> None:
        age[0] += dt
        lift = 0.05 * np.sin(TAU * 0.3 * age[0])
        line = ((0.26, 0.38), (0.25, 0.6 + 0.4 * lift), (0.4, 0.78 + lift), (0.6, 0.7 + 0.5 * lift), (0.8, 0.6),
                (0.9, 0.68), (0.95, 0.56), (0.95, 0.34), (0.6, 0.33))  # fmt: skip
        mobject.set_points(smooth(np.array([box.point(*point) for point in line])))

    add_timed_updater(blanket, breathe, call_now=True)
    return VGroup(bed, mattress, pillow, head, hair, eye, mouth, blanket)


def _slab(box: Box, color: str) -> RoundedRectangle:
    radius = 0.45 * box.height
    slab = RoundedRectangle(corner_radius=radius, width=box.width, height=box.height, stroke_width=0)
    return slab.set_fill(color, 1).move_to(box.center)
