"""The chart of IL-6 in the storm: a logarithmic axis, the curve up to the hour, and the number itself.

Two scenes show it at the same place, so that the second continues where the first ended.
"""

from __future__ import annotations

from manim import DL, DOWN, DR, RIGHT, UP, VGroup

from model import Trajectory
from scenes.style import IL6
from stage.charts import Plot, Readout, plot_box, reading, series
from stage.hours import HourTracker
from stage.layout import Box
from stage.style import BODY
from stage.type import Words

SPLIT = {"wide": 0.48, "tall": 0.5}
"""The share of the space that the chart leaves to the world."""
AXIS = (1.0, 10_000.0)
"""IL-6 (pg/mL) at the axis's ends."""


class Il6Chart:
    """The mobjects of the chart. Its axis begins at hour 0 and ends at the last hour of the scene.

    Args:
        box: the rectangle of the chart.
        storm: the trajectory that it shows.
        hour: up to which hour the curve is drawn.
        name, hours: the words at the axes.

    Attributes:
        level: gives IL-6 (pg/mL) at hours.
        plot: its axes, which turn hours and values into places.
        axes: both lines, the ticks and the words.
        ticks: the ticks of the value axis with their texts, a part of `axes`.
        curve, number: the line, and the live number.
    """

    def __init__(self, box: Box, storm: Trajectory, hour: HourTracker, name: Words, hours: Words) -> None:
        self.level = series(storm, "il6")
        self.plot = Plot(plot_box(box), (0.0, hour.highest), AXIS)
        field = self.plot.box
        name.move_to(field.point(0, 1), aligned_edge=DL).shift(0.2 * UP)
        hours.next_to(field.point(1, 0), DOWN, buff=0.12, aligned_edge=RIGHT)
        self.ticks = self.plot.ticks({1: "", 10: "10", 100: "", 1000: "1,000", 10_000: ""})
        self.axes = VGroup(self.plot.frame(), self.ticks, hours, name)
        self.curve = self.plot.curve(self.level, IL6, hour, name=name)
        self.number = Readout(reading(storm, "il6", hour), unit="pg/mL", widest="1,000", size=BODY, color=IL6)
        self.number.move_to(field.point(1, 1), aligned_edge=DR).shift(0.12 * UP)
