"""The normal response: a local alarm, a brake that answers it, an infection that is cleared, a body that recovers.

World: a ring of tissue in which immune cells hunt; the first of them comes from the scene before and stays for the
next. Data: IL-6 and the brake IL-10 of the model's normal infection, drawn while the crowd in the ring follows them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    RIGHT,
    UP,
    Circle,
    Create,
    DashedVMobject,
    FadeIn,
    FadeOut,
    VGroup,
    VMobject,
    smooth,
)

from model import Trajectory, scenario, simulate
from scenes.cast.cells import ImmuneCell, brake, infection
from scenes.cast.messengers import il6_shape
from scenes.cast.signs import tick
from scenes.cast.surroundings import Surroundings
from scenes.style import BRAKE, IL6
from stage.charts import Plot, plot_box, reading, series, share_of_peak
from stage.crowd import Crowd, Herd, orbit
from stage.hours import HourTracker
from stage.layout import Box
from stage.manim.animation import animate_live
from stage.manim.updaters import TimedUpdater, add_timed_updater, add_updater
from stage.stage import Stage
from stage.style import QUICK, QUIET, STEADY, TEXT
from stage.type import Words

AXIS = (0.2, 3000.0)
"""IL-6 and IL-10 (pg/mL) at the axis's ends."""
COMING = 2 * STEADY
"""Seconds that the cells take to reach their rounds."""


class Chart(NamedTuple):
    """The curves of the scene, their axes, and the names of the curves."""

    axes: VGroup
    alarm: VMobject
    answer: VMobject
    answer_name: Words


class Normal(Stage):
    """Shows an alarm that stays where it is needed, and ends."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        normal, hour = simulate(scenario("normal")), self.hours("normal")
        world, data = self.layout.split(wide=0.5, tall=0.5)
        side = world.point(0.8, 0.5)
        world = world.inset(0, 0, 0, 0.55) if self.layout.wide else world.part(0, 0, 0.62, 1)
        radius = min(0.48 * world.height, 0.375 * world.width)
        ring = DashedVMobject(Circle(radius), num_dashes=36).move_to(world.center).set_stroke(BRAKE, 5)
        # Labels are above the ring, or beside it if there is more space.
        beside = ring.get_top() + 0.38 * UP if self.layout.wide else side
        threats, cells, signal = self._actors(world, radius, normal, hour)
        chart = self._chart(data, normal, hour)
        self.add(Surroundings(self.layout, reading(normal, "il6", hour)), signal, threats, cells)

        # The alarm rises, and the brake answers: IL-10 rises with it and pulls it down.
        self.play(FadeIn(chart.axes), run_time=QUICK)
        self.add(chart.alarm, chart.answer)
        self.at("brake")
        left, right = brake(ring)
        self.play(
            FadeIn(chart.answer_name, shift=0.2 * UP),
            FadeIn(left, shift=0.6 * RIGHT),
            FadeIn(right, shift=-0.6 * RIGHT),
            animate_live(chart.answer).set_stroke(width=12),
            run_time=QUICK,
        )

        # The fight stays inside a ring.
        self.at("local")
        local = self.label("local", BRAKE).move_to(beside)
        self.play(Create(ring), FadeIn(local), run_time=QUICK)

        # Cleared, faded …
        self.at("cleared")
        self.play(FadeOut(local, left, right), run_time=STEADY)

        # … recovered: the curves come back to their start, and one cell goes on patrol.
        self.at("recover")
        recovery = VGroup(tick(0.7), self.label("recovery", TEXT))
        recovery.arrange(RIGHT if self.layout.wide else DOWN, buff=0.3).move_to(beside)
        self.play(FadeIn(recovery, scale=0.6), FadeOut(ring), run_time=QUICK)
        first, *others = cells
        first.clear_updaters()
        self.play(
            first.animate.resize(0.6).move_to(self.layout.safe.center),
            FadeOut(VGroup(*others), scale=0.3),
            FadeOut(chart.axes, chart.answer_name),
            FadeOut(chart.alarm, chart.answer, threats, signal, suspend_mobject_updating=False),
            run_time=self.until_next(),
        )

    def _chart(self, box: Box, normal: Trajectory, hour: HourTracker) -> Chart:
        """Return the curves of IL-6 and IL-10 up to the hour, with axes for all hours of the scene."""
        plot = Plot(plot_box(box), (hour.lowest, hour.highest), AXIS)
        alarm, answer = (
            plot.curve(series(normal, name), color, hour) for name, color in (("il6", IL6), ("il10", BRAKE))
        )
        alarm_name = self.label("axis", IL6).move_to(plot.box.point(0, 1), aligned_edge=DL).shift(0.2 * UP)
        hours = self.label("hours", QUIET).next_to(plot.box.point(1, 0), DOWN, buff=0.12, aligned_edge=RIGHT)
        answer_name = self.label("brake", BRAKE).move_to(plot.box.point(0.4, 0.15))
        if not self.layout.wide:
            answer_name.move_to(plot.box.point(1, 1), aligned_edge=DR).set_y(alarm_name.get_y())
        axes = VGroup(plot.frame(), plot.ticks({10: "10", 1000: "1,000"}), hours, alarm_name)
        return Chart(axes, alarm, answer, answer_name)

    def _actors(self, world: Box, radius: float, normal: Trajectory, hour: HourTracker) -> tuple[Herd, VGroup, Crowd]:
        """Return invaders, immune cells and messages; how many there are follows the model."""
        load, alarm = share_of_peak(normal, "pathogen"), share_of_peak(normal, "il6")
        threats = infection(world, radius, lambda: load(hour.get_value()))
        cells = [ImmuneCell(0.6, seed=2).move_to(self.layout.safe.center)]
        for number in range(1, 5):
            angle = 2 * np.pi * number / 5
            away = 1.3 * radius * np.array([np.cos(angle), np.sin(angle), 0])
            cells.append(ImmuneCell(0.17 * radius, seed=number + 2).move_to(np.array(world.center) + away))
        for number, cell in enumerate(cells):
            add_timed_updater(cell, _patrol(cell, world, radius, number / len(cells)))
        hub = Circle(0.5 * radius).move_to(world.center)
        signal = Crowd(il6_shape(0.08), 220, orbit(hub), flow=0.12, jitter=0.2 * radius, shown=0.0)
        add_updater(signal, lambda crowd: setattr(crowd, "shown", alarm(hour.get_value())))
        return threats, VGroup(*cells), signal


def _patrol(cell: ImmuneCell, world: Box, radius: float, start: float) -> TimedUpdater[ImmuneCell]:
    """Return an updater that brings a cell from where it is to a round through the ring, and walks it there."""
    age, home, size = [0.0], cell.get_center(), cell.radius

    def walk(cell: ImmuneCell, dt: float) -> None:
        age[0] += dt
        angle = 0.45 * age[0] + 2 * np.pi * start
        reach = 0.68 * radius * (0.78 + 0.22 * np.sin(0.9 * age[0] + 9 * start))
        place = np.array(world.center) + reach * np.array([np.cos(angle), np.sin(angle), 0])
        come = smooth(min(age[0] / COMING, 1.0))
        cell.resize(size + come * (0.17 * radius - size)).move_to(home + come * (place - home))

    return walk
