"""The normal response: an alarm that a brake answers, a fight that stays local, an infection that is cleared.

World: one pool of amber light in the tissue, as bright as the alarm, in which the patrol cell and its helpers hunt. The
brake closes around it, and dims it. Data: IL-6 and the brake IL-10 of the model's normal infection.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UP,
    Circle,
    DashedVMobject,
    FadeIn,
    FadeOut,
    VGroup,
    VMobject,
    rush_from,
    smooth,
)

from model import Trajectory, scenario, simulate
from scenes.cast.cells import Hero, ImmuneCell, Pose, Walk
from scenes.cast.invaders import infection
from scenes.cast.lights import brake, glow
from scenes.cast.messengers import il6_shape
from scenes.cast.signs import tick
from scenes.cast.surroundings import Surroundings, to_edge
from scenes.style import BRAKE, IL6
from stage.charts import Plot, plot_box, reading, series, share_of_peak
from stage.crowd import Crowd, Herd, orbit
from stage.hours import HourTracker
from stage.layout import Box
from stage.manim.animation import animate_live
from stage.manim.updaters import TimedUpdater, add_timed_updater, add_updater
from stage.stage import Stage
from stage.style import QUICK, QUIET, SNAP, STEADY, TEXT

AXIS = (0.2, 200.0)
"""IL-6 and IL-10 (pg/mL) at the axis's ends."""
COMING = 2 * STEADY
"""Seconds that the cells take to reach their rounds."""
POOL = 0.55
"""Opacity of the pool of light when the alarm is highest."""


class Chart(NamedTuple):
    """The curves of the scene, their axes, and the name of the brake's curve."""

    axes: VGroup
    alarm: VMobject
    answer: VMobject
    answer_name: VMobject


class Normal(Stage):
    """Shows an alarm that stays where it is needed, and ends."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        normal, hour = simulate(scenario("normal")), self.hours("normal")
        world, data = self.layout.split(wide=0.5, tall=0.5)
        world = world.inset(0, 0, 0, 0.55) if self.layout.wide else world.part(0, 0, 0.8, 1)
        radius = min(0.44 * world.height, 0.36 * world.width)
        ring = DashedVMobject(Circle(radius), num_dashes=36).move_to(world.center).set_stroke(BRAKE, 5)
        place = Surroundings(self.layout, reading(normal, "il6", hour), calm=[to_edge(self.layout, data)])
        alarm = share_of_peak(normal, "il6")
        pool = glow(IL6, 1.75 * radius).move_to(world.center)
        add_updater(pool, lambda light: light.set_fill(opacity=POOL * alarm(hour.get_value()) ** 0.5), call_now=True)
        threats, hero, others, signal = self._actors(world, radius, normal, hour)
        chart = self._chart(data, normal, hour)
        self.add(place, pool, signal, threats, *others, hero, place.front)

        # The alarm rises, and the brake answers: IL-10 rises with it, and its jaws close on the light.
        self.play(FadeIn(chart.axes), run_time=self.until("brake"))
        self.add(chart.alarm, chart.answer)
        self.at("brake")
        left, right = brake(ring)
        self.play(
            FadeIn(chart.answer_name, shift=0.2 * UP),
            FadeIn(left, shift=0.8 * RIGHT),
            FadeIn(right, shift=0.8 * LEFT),
            animate_live(chart.answer).set_stroke(width=10),
            run_time=QUICK,
        )

        # The fight stays inside a ring.
        self.at("local")
        local = self.label("local", BRAKE).move_to(self._beside(ring, world))
        self.play(FadeIn(ring, scale=1.3), FadeIn(local), run_time=SNAP)

        # Cleared …
        self.at("cleared")
        self.play(FadeOut(local), left.animate.shift(0.5 * LEFT), right.animate.shift(0.5 * RIGHT), run_time=QUICK)

        # … recovered: the curves come back to their start, and one cell goes on patrol.
        self.at("recover")
        recovery = VGroup(tick(0.7), self.label("recovery", TEXT))
        recovery.arrange(RIGHT if self.layout.wide else DOWN, buff=0.3).move_to(self._beside(ring, world))
        self.play(FadeIn(recovery, scale=0.6), FadeOut(ring, left, right), run_time=QUICK, rate_func=rush_from)
        hero.rest()
        self.play(
            Walk(hero, self.layout.safe.center, 0.6),
            Pose(hero, spark=0.3),
            FadeOut(VGroup(*others), scale=0.3),
            FadeOut(chart.axes, chart.answer_name),
            FadeOut(chart.alarm, chart.answer, threats, signal, suspend_mobject_updating=False),
            run_time=self.until_next(),
        )

    def _beside(self, ring: VMobject, world: Box) -> np.ndarray:
        """Return the place of a label: above the ring or, in a narrow frame, at its upper right."""
        if self.layout.wide:
            return np.array([world.x, ring.get_top()[1] + 0.38, 0.0])
        return np.array([0.5 * (world.right + self.layout.safe.right) - 0.4, ring.get_top()[1] - 0.7, 0.0])

    def _chart(self, box: Box, normal: Trajectory, hour: HourTracker) -> Chart:
        """Return the curves of IL-6 and IL-10 up to the hour, with axes for all hours of the scene."""
        plot = Plot(plot_box(box), (hour.lowest, hour.highest), AXIS)
        alarm_name = self.label("axis", IL6).move_to(plot.box.point(0, 1), aligned_edge=DL).shift(0.2 * UP)
        hours = self.label("hours", QUIET).next_to(plot.box.point(1, 0), DOWN, buff=0.12, aligned_edge=RIGHT)
        answer_name = self.label("brake", BRAKE).move_to(plot.box.point(0.98, 0.9), aligned_edge=RIGHT)
        if not self.layout.wide:
            answer_name.move_to(plot.box.point(1, 1), aligned_edge=DR).set_y(alarm_name.get_y())
        alarm, answer = (
            plot.curve(series(normal, name), color, hour, name=label)
            for name, color, label in (("il6", IL6, alarm_name), ("il10", BRAKE, answer_name))
        )
        axes = VGroup(plot.frame(), plot.ticks({1: "", 10: "10", 100: "100"}), hours, alarm_name)
        return Chart(axes, alarm, answer, answer_name)

    def _actors(
        self, world: Box, radius: float, normal: Trajectory, hour: HourTracker
    ) -> tuple[Herd, Hero, list[ImmuneCell], Crowd]:
        """Return invaders, immune cells and messages; how many there are follows the model."""
        load, alarm = share_of_peak(normal, "pathogen"), share_of_peak(normal, "il6")
        threats = infection(world, radius, lambda: load(hour.get_value()))
        hero = Hero(0.6).move_to(self.layout.safe.center)
        others = []
        for number in range(1, 5):
            angle = 2 * np.pi * number / 5
            away = 1.3 * radius * np.array([np.cos(angle), np.sin(angle), 0])
            others.append(ImmuneCell(0.17 * radius, seed=number + 2).move_to(np.array(world.center) + away))
        for number, cell in enumerate((hero, *others)):
            add_timed_updater(cell, _patrol(cell, world, radius, number / 5))
        hub = Circle(0.5 * radius).move_to(world.center)
        signal = Crowd(il6_shape(0.08), 220, orbit(hub), flow=0.12, jitter=0.2 * radius, shown=0.0)
        add_updater(signal, lambda crowd: setattr(crowd, "shown", alarm(hour.get_value())))
        return threats, hero, others, signal


def _patrol(cell: ImmuneCell, world: Box, radius: float, start: float) -> TimedUpdater[ImmuneCell]:
    """Return an updater that brings a cell from where it is to a round through the ring, and walks it there."""
    age, home, size = [0.0], cell.middle, cell.radius
    large = (0.24 if isinstance(cell, Hero) else 0.17) * radius

    def walk(cell: ImmuneCell, dt: float) -> None:
        age[0] += dt
        angle = 0.45 * age[0] + 2 * np.pi * start
        reach = 0.68 * radius * (0.78 + 0.22 * np.sin(0.9 * age[0] + 9 * start))
        place = np.array(world.center) + reach * np.array([np.cos(angle), np.sin(angle), 0])
        come = smooth(min(age[0] / COMING, 1.0))
        cell.resize(size + come * (large - size)).shift(home + come * (place - home) - cell.middle)
        # It looks where the invaders are.
        cell.gaze = 0.25 * (np.array(world.center) - cell.middle)[:2] / radius

    return walk
