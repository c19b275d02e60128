"""What both scenes show: the population as a crowd of people, and the chart of those who are infected."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DL, DOWN, RIGHT, UP, Circle, VGroup

from model.epidemic import DAY, Trajectory
from scenes.style import INFECTED, RECOVERED, SUSCEPTIBLE
from stage.charts import Plot, plot_box, series
from stage.crowd import Copies
from stage.layout import Box
from stage.manim.updaters import add_updater
from stage.style import QUIET
from stage.type import Words

PEOPLE = 430
"""About how many people there are; their columns and rows follow the shape of the box."""
AXIS_HOURS, AXIS_SHARE = 120 * DAY, 35.0
"""Where the axes of the chart end: hours, and per cent of the population."""


def people(box: Box, epidemic: Trajectory, hour: Callable[[], float]) -> VGroup:
    """Return a crowd in which the infection runs outwards from one person; how many have it follows the model.

    Args:
        box: the rectangle of its axes.
        epidemic: the scenario that it follows.
        hour: gives the hour now.
    """
    infected_share, recovered_share = (series(epidemic, name) for name in ("infected", "recovered"))
    places, radius = _places(box)
    person = Circle(radius, num_components=5).points
    layers = [Copies(person, color) for color in (RECOVERED, INFECTED, SUSCEPTIBLE)]

    def count(_: VGroup) -> None:
        """Give each person a colour: whoever was infected first has recovered first."""
        over = round(len(places) * float(recovered_share(hour())) / 100)
        ill = max(1, round(len(places) * float(infected_share(hour())) / 100))
        edges = 0, over, min(over + ill, len(places)), len(places)
        for layer, first, last in zip(layers, edges, edges[1:], strict=False):
            layer.place(places[first:last])

    crowd = VGroup(*layers)
    count(crowd)
    add_updater(crowd, count)
    return crowd


def _places(box: Box) -> tuple[np.ndarray, float]:
    """Return where people stand (n, 3), the first one to be infected first, and the radius of each (units)."""
    step = (box.width * box.height / PEOPLE) ** 0.5
    columns, rows = int(box.width / step), int(box.height / step)
    rng = np.random.default_rng(2)
    across, up = np.meshgrid(np.arange(columns) - (columns - 1) / 2, np.arange(rows) - (rows - 1) / 2)
    grid = np.column_stack([across.ravel(), up.ravel()])
    grid = step * (grid + rng.uniform(-0.16, 0.16, grid.shape))
    first = grid[np.argmin(np.hypot(grid[:, 0] + 0.2 * box.width, grid[:, 1]))]
    distance = np.hypot(*(grid - first).T) * rng.lognormal(0, 0.35, len(grid))
    people = grid[np.argsort(distance)]
    return np.column_stack([people, np.zeros(len(people))]) + box.center, 0.32 * step


class Cases:
    """The chart of the infected: the share of the population over the days.

    Attributes:
        plot: its places.
        axes: the lines, ticks and names.
        name: what the chart shows.
    """

    def __init__(self, box: Box, name: Words, days: Words) -> None:
        self.plot = Plot(plot_box(box), (0.0, AXIS_HOURS), (0.0, AXIS_SHARE), log=False)
        field = self.plot.box
        name.move_to(field.point(0, 1), aligned_edge=DL).shift(0.2 * UP)
        days.next_to(field.point(1, 0), DOWN, buff=0.12, aligned_edge=RIGHT)
        ticks = self.plot.ticks({10: "10 %", 20: "20 %", 30: "30 %"})
        marks = VGroup(*(self._day(day) for day in (0, 50)))
        self.axes = VGroup(self.plot.frame(), ticks, marks, name, days)
        self.name = name

    def _day(self, day: int) -> Words:
        below = (self.plot.across(day * DAY), self.plot.box.bottom, 0.0)
        return Words(f"{day}", QUIET).next_to(below, DOWN, buff=0.12)
