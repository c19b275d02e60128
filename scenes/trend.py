"""The early trend: IL-6 doubles and doubles while the bedside monitor shows nothing.

World: a monitor with the model's oxygen saturation. Data: a bar for each doubling, on a linear axis, at the
hours at which the model's IL-6 reaches it.
"""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, FadeIn, Rectangle, RoundedRectangle, ValueTracker, VGroup, VMobject, linear

from model import Trajectory, scenario, simulate
from scenes.cast import tissue
from scenes.charts import Readout, series
from scenes.layout import Box
from scenes.signs import tick
from scenes.stage import Stage
from scenes.style import BRAKE, IL6, NIGHT, OXYGEN, QUICK, QUIET, SNAP, TISSUE_EDGE, TITLE

TOP = 1000.0
"""The last bar's IL-6 (pg/mL); each bar before it is half as high."""
BARS = 6


class Trend(Stage):
    def construct(self) -> None:
        storm = simulate(scenario("storm"))
        level, oxygen = series(storm, "il6"), series(storm, "spo2")
        steps = [storm.crossing("il6", TOP / 2**k) for k in reversed(range(BARS))]
        hour = ValueTracker(steps[0])
        self.add(tissue(Box(0, 0, *self.layout.frame)))
        monitor = self._monitor(self.layout.world, lambda: oxygen(hour.get_value()))
        bars = self._bars(self.layout.data, storm, steps, hour)
        number = Readout(lambda: level(hour.get_value()), unit="pg/mL", widest="1,000", size=TITLE, color=IL6)
        name = self.label("il6", IL6)
        VGroup(name, number).arrange(RIGHT, buff=0.3).move_to(self.layout.data.point(0.5, 0.9))
        self.add(monitor, bars, number, name)

        # IL-6 doubles …
        self.play(hour.animate.set_value(steps[1]), run_time=self.until("doubles"), rate_func=linear)
        self.at("doubles")
        self.play(bars[1].animate.set_fill(IL6, opacity=1), run_time=SNAP)
        self.play(hour.animate.set_value(steps[-2]), run_time=self.until("stable"), rate_func=linear)

        # … while the patient looks stable.
        self.at("stable")
        verdict = VGroup(tick(0.5), self.label("stable", BRAKE)).arrange(RIGHT, buff=0.3)
        verdict.move_to(self.layout.world.point(0.5, 0.06))
        self.play(FadeIn(verdict, shift=0.2 * UP), hour.animate.set_value(steps[-1]), run_time=QUICK, rate_func=linear)

    def _monitor(self, box: Box, saturation) -> VGroup:
        """Return a bedside monitor: a heartbeat that runs across, and the oxygen saturation."""
        screen = box.part(0.02, 0.2, 0.98, 0.92)
        case = RoundedRectangle(
            corner_radius=0.3, width=screen.width, height=screen.height, stroke_color=QUIET, stroke_width=6
        )
        case.set_fill(NIGHT, opacity=0.95).move_to(screen.center)
        trace = _heartbeat(screen.part(0.06, 0.48, 0.94, 0.9))
        name = self.label("oxygen", OXYGEN)
        number = Readout(saturation, unit="%", widest="100", size=1.3 * TITLE, color=OXYGEN)
        VGroup(name, number).arrange(RIGHT, buff=0.5).move_to(screen.point(0.5, 0.25))
        return VGroup(case, trace, name, number)

    def _bars(self, box: Box, storm: Trajectory, steps: list[float], hour: ValueTracker) -> VGroup:
        """Return the doublings: each bar rises to the model's level at its hour, and stays."""
        field, level = box.part(0.0, 0.03, 1.0, 0.8), series(storm, "il6")
        bars = VGroup()
        for step, slot in zip(steps, field.split(len(steps), 0.16, across=True), strict=True):
            bar = Rectangle(width=slot.width, height=0.05, stroke_width=0, fill_color=IL6, fill_opacity=1)

            def rise(mobject: Rectangle, slot: Box = slot, step: float = step) -> None:
                begun = hour.get_value() >= steps[max(steps.index(step) - 1, 0)]
                height = field.height * (level(min(hour.get_value(), step)) / TOP if begun else 0.008)
                mobject.stretch_to_fit_height(max(height, 0.03)).move_to([slot.x, field.bottom + mobject.height / 2, 0])

            rise(bar)
            bars.add(bar.add_updater(rise))
        return bars


def _heartbeat(box: Box) -> VMobject:
    """Return an electrocardiogram that a bright spot writes from left to right, again and again."""
    beats, count = 4, 240
    phase = np.linspace(0, beats, count) % 1
    height = 0.12 * np.exp(-(((phase - 0.3) / 0.04) ** 2)) + 0.9 * np.exp(-(((phase - 0.45) / 0.015) ** 2))
    height += -0.25 * np.exp(-(((phase - 0.49) / 0.015) ** 2)) + 0.2 * np.exp(-(((phase - 0.68) / 0.05) ** 2))
    points = np.array([box.point(k / (count - 1), 0.2 + 0.75 * h) for k, h in enumerate(height)])
    line, age = VMobject(stroke_color=BRAKE, stroke_width=6), [0.35]
    whole = VMobject(stroke_color=TISSUE_EDGE, stroke_width=3).set_points_as_corners(points)

    def write(mobject: VMobject, dt: float) -> None:
        age[0] = (age[0] + 0.3 * dt) % 1
        end = max(4, int(age[0] * count))
        mobject.set_points_as_corners(points[max(0, end - 150) : end])

    write(line, 0.0)
    return VGroup(whole, line.add_updater(write))
