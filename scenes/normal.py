"""The normal response: a local alarm, a brake that answers it, an invader that goes, a body that recovers.

World: a ring of tissue in which immune cells hunt. Data: IL-6 and the brake IL-10 of the
model's normal infection, drawn while the crowd in the ring follows the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DL,
    DOWN,
    RIGHT,
    UP,
    Circle,
    Create,
    DashedVMobject,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    linear,
)

from model import Trajectory, scenario, simulate
from scenes.cast import Crowd, Herd, ImmuneCell, circle_path, il6_shape, invader, tissue
from scenes.charts import Plot, plot_box, series
from scenes.layout import Box
from scenes.signs import tick
from scenes.stage import Stage
from scenes.style import BRAKE, IL6, QUICK, QUIET, STEADY, TEXT

AXIS = (0.1, 10_000.0)
HOURS = (0.0, 240.0)
COUNT = 9
"""Invaders on stage at the height of the infection."""


class Normal(Stage):
    def construct(self) -> None:
        normal = simulate(scenario("normal"))
        hour = ValueTracker(HOURS[0])
        self.add(tissue(Box(0, 0, *self.layout.frame)))
        world, plot = self.layout.world.inset(0, 0, 0, 0.65), Plot(plot_box(self.layout.data), HOURS, AXIS)
        ring = DashedVMobject(Circle(0.5 * min(world.width, world.height)), num_dashes=36).move_to(world.center)
        ring.set_stroke(BRAKE, 5)
        threats, cells, signal = self._actors(world, hour, normal)
        alarm, brake = (
            plot.curve(series(normal, name), color, hour) for name, color in (("il6", IL6), ("il10", BRAKE))
        )
        alarm_name = self.label("axis", IL6).move_to(plot.box.point(0, 1), aligned_edge=DL).shift(0.2 * UP)
        hours = self.label("hours", QUIET).next_to(plot.box.point(1, 0), DOWN, buff=0.15, aligned_edge=RIGHT)
        ticks = plot.ticks({10: "10", 1000: "1,000"})
        self.add(plot.frame(), ticks, hours, alarm_name, alarm, brake, signal, threats, cells)

        # The alarm rises, inside a ring.
        self.play(hour.animate.set_value(24), run_time=self.until("local"), rate_func=linear)
        self.at("local")
        local = self.label("local", BRAKE).next_to(ring, UP, buff=0.12)
        self.play(Create(ring), FadeIn(local), hour.animate.set_value(38), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(46), run_time=self.until("brake"), rate_func=linear)

        # The brake answers: IL-10 rises with the alarm and pulls it down.
        self.at("brake")
        brake_name = self.label("brake", BRAKE).move_to(plot.box.point(0.5, 0.16))
        self.play(
            FadeIn(brake_name, shift=0.2 * UP),
            brake.animate.set_stroke(width=12),
            hour.animate.set_value(60),
            run_time=QUICK,
            rate_func=linear,
        )
        self.play(hour.animate.set_value(140), run_time=self.until("cleared"), rate_func=linear)

        # Cleared, faded, recovered: the curves come home.
        self.at("cleared")
        self.play(FadeOut(local), hour.animate.set_value(175), run_time=STEADY, rate_func=linear)
        self.play(hour.animate.set_value(215), run_time=self.until("recover"), rate_func=linear)
        self.at("recover")
        well = VGroup(tick(1.2).move_to(world.center), self.label("recovery", TEXT).move_to(local))
        self.play(
            FadeIn(well, scale=0.6),
            FadeOut(ring, threats),
            hour.animate.set_value(HOURS[1]),
            run_time=STEADY,
            rate_func=linear,
        )

    def _actors(self, world: Box, hour: ValueTracker, normal: Trajectory) -> tuple[Herd, VGroup, Crowd]:
        """Return invaders, immune cells and messages; how many there are follows the model."""
        radius = 0.5 * min(world.width, world.height)
        rng = np.random.default_rng(5)
        load, alarm = _share(normal, "pathogen"), _share(normal, "il6")
        angles = rng.permutation(np.linspace(0, 2 * np.pi, COUNT, endpoint=False))
        reach = radius * (0.12 + 0.55 * np.arange(COUNT) / COUNT)
        ways = np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1)
        threats = Herd(invader(0.36), np.array(world.center) + reach[:, None] * ways)
        limits = np.arange(1, COUNT + 1) / (COUNT + 1)
        threats.add_updater(lambda herd: herd.resize(np.clip(1 + 8 * (load(hour.get_value()) - limits), 0, 1)))
        cells = VGroup(*(ImmuneCell(0.42, seed=seed) for seed in range(5)))
        for number, cell in enumerate(cells):
            cell.add_updater(_patrol(np.array(world.center), 0.68 * radius, number / len(cells)))
        way = circle_path(world.center, 0.5 * radius)
        signal = Crowd(il6_shape(0.08), 220, way, flow=0.12, jitter=0.2 * radius, shown=0.0)
        signal.add_updater(lambda crowd: setattr(crowd, "shown", alarm(hour.get_value())))
        return threats, cells, signal


def _share(trajectory: Trajectory, name: str) -> Callable[[float], float]:
    """Return the series as a share of its own peak, by hour."""
    values, peak = series(trajectory, name), trajectory.peak(name)[1]
    return lambda hour: values(hour) / peak


def _patrol(centre: np.ndarray, radius: float, start: float) -> Callable[[VGroup, float], None]:
    """Return an updater that walks a cell around a place."""
    age = [0.0]

    def walk(cell: VGroup, dt: float) -> None:
        age[0] += dt
        angle, reach = 0.45 * age[0] + 2 * np.pi * start, radius * (0.78 + 0.22 * np.sin(0.9 * age[0] + 9 * start))
        cell.move_to(centre + reach * np.array([np.cos(angle), np.sin(angle), 0]))

    return walk
