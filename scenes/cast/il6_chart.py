"""The chart of IL-6 in the storm: a logarithmic axis, the curve as far as the hour, and the number itself.

Two scenes show it at the same place, so that the second takes it up where the first left it.
"""

from __future__ import annotations

from collections.abc import Callable

from manim import DL, DOWN, DR, RIGHT, UP, ValueTracker, VGroup

from model import Trajectory
from scenes.style import IL6
from stage.charts import Plot, Readout, plot_box, series
from stage.layout import Box
from stage.style import BODY
from stage.type import Words

SPLIT = {"wide": 0.48, "tall": 0.47}
"""The share of the room that the chart leaves to the world."""
AXIS = (1.0, 10_000.0)
"""IL-6 (pg/mL) at the axis's ends."""
AFTER = 24.0
"""Hours shown after IL-6 has passed 1,000 pg/mL."""


class Il6Chart:
    """The mobjects of the chart.

    Args:
        box: where it stands.
        storm: the course that it shows.
        hour: up to which hour.
        name, hours: the words at the axes.

    Attributes:
        level: IL-6 (pg/mL) by hour.
        plot, axes, curve, number: the places, the axes with their words, the line, and the live number.
    """

    def __init__(self, box: Box, storm: Trajectory, hour: ValueTracker, name: Words, hours: Words) -> None:
        self.level: Callable = series(storm, "il6")
        self.end = storm.crossing("il6", 1000.0) + AFTER
        self.plot = Plot(plot_box(box), (0.0, self.end), AXIS)
        field = self.plot.box
        name.move_to(field.point(0, 1), aligned_edge=DL).shift(0.2 * UP)
        hours.next_to(field.point(1, 0), DOWN, buff=0.12, aligned_edge=RIGHT)
        ticks = self.plot.ticks({1: "", 10: "10", 100: "", 1000: "1,000", 10_000: ""})
        self.axes = VGroup(self.plot.frame(), ticks, hours, name)
        self.curve = self.plot.curve(self.level, IL6, hour)
        self.number = Readout(lambda: self.level(hour.get_value()), unit="pg/mL", widest="1,000", size=BODY, color=IL6)
        self.number.move_to(field.point(1, 1), aligned_edge=DR).shift(0.12 * UP)
