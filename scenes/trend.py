"""The early trend: IL-6 doubles and doubles while the bedside monitor shows nothing.

World: a ward at night, a patient in bed under a monitor with the model's oxygen saturation; the alarm glows unseen.
Data: the chart of the scene before runs back to the first hours and bends from its logarithmic axis to a linear one;
then a bar rises for each doubling.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UL, UP, FadeIn, FadeOut, Rectangle, VGroup, VMobject, smooth

from model import scenario, simulate
from model.hours import hour_of
from scenes.cast import grounds
from scenes.cast.il6_chart import SPLIT, Il6Chart
from scenes.cast.lights import glow
from scenes.cast.messengers import fullness
from scenes.cast.signs import tick
from scenes.cast.surroundings import Surroundings, field, to_edge
from scenes.cast.ward import Monitor, monitor_box, patient
from scenes.style import BRAKE, IL6, LAMP, OXYGEN
from stage.charts import Plot, Readout, reading
from stage.hours import HourTracker
from stage.layout import Box
from stage.manim.updaters import add_updater
from stage.stage import Stage
from stage.style import BODY, QUICK, QUIET, TEXT

TOP = 1000.0
"""The last bar's IL-6 (pg/mL); each bar before it is half as high."""
BARS = 6
ALARM = 0.6
"""Opacity of the light under the blanket when IL-6 is highest."""


class Trend(Stage):
    """Shows that a patient can look stable while IL-6 has begun to double."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        storm, hour = simulate(scenario("storm")), self.hours("storm")
        world, data = self.layout.split(**SPLIT)
        chart = Il6Chart(data, storm, hour, self.label("il6", IL6), self.label("hours", QUIET))
        steps = [hour_of("storm", f"il6={TOP / 2**k:g}") for k in reversed(range(BARS))]
        linear = Plot(chart.plot.box, (0.0, 1.02 * steps[-1]), (0.0, 1.02 * TOP), log=False)
        monitor = Monitor(monitor_box(world), self.label("oxygen", OXYGEN), reading(storm, "spo2", hour))
        bed = world.part(0.0, 0.12, 1.0, 0.6) if self.layout.wide else world.part(0.0, 0.0, 0.78, 0.64)
        sleeper, il6 = patient(bed), reading(storm, "il6", hour)
        ground = grounds.ward(field(self.layout), sleeper.get_bottom()[1] + 0.1, [to_edge(self.layout, data)])
        place = Surroundings(self.layout, il6, ground)
        lamp = glow(LAMP, 0.75 * bed.height, 0.3).move_to(sleeper.get_corner(UL))
        # What the monitor does not show: the alarm glows under the blanket.
        alarm = glow(IL6, 0.45 * bed.width).move_to(sleeper[-1])
        add_updater(alarm, lambda light: light.set_fill(opacity=ALARM * fullness(il6()) ** 0.5))
        self.add(place, monitor, chart.axes, chart.curve)

        # Back to the first hours, and from a logarithmic axis to a linear one.
        _bend_back(chart, linear, hour, steps[-1])
        self.play(FadeIn(lamp, sleeper), run_time=QUICK)

        # The patient looks stable …
        self.at("stable")
        self.play(FadeIn(self._verdict(world), shift=0.2 * UP), FadeOut(chart.ticks), run_time=QUICK)

        # … while IL-6 doubles.
        self.at("doubles")
        _stay_linear(chart, linear, hour)
        self.add(alarm, _bars(linear, steps, hour), chart.curve, chart.number, self._doubling(linear, steps, hour))

    def _doubling(self, linear: Plot, steps: list[float], hour: HourTracker) -> VGroup:
        """Return the hours that the last doubling took, which change from bar to bar."""

        def lasted() -> float:
            done = int(np.searchsorted(steps, hour.get_value() + 1e-6, side="right"))
            return steps[max(done, 2) - 1] - steps[max(done, 2) - 2]

        times = self.label("doubling", TEXT)
        number = Readout(lasted, unit="h", pattern=".1f", widest="0.0", size=BODY, color=TEXT)
        return VGroup(times, number).arrange(RIGHT, buff=0.25).move_to(linear.box.point(0.4, 0.62))

    def _verdict(self, world: Box) -> VGroup:
        """Return the words that the patient looks stable, with their check mark, under the bed or beside it."""
        if self.layout.wide:
            verdict = VGroup(tick(0.5), self.label("stable", BRAKE)).arrange(RIGHT, buff=0.3)
            return verdict.move_to(world.point(0.5, 0.05))
        verdict = VGroup(tick(0.5), self.label("stable", BRAKE, width=1.5)).arrange(DOWN, buff=0.15)
        return verdict.move_to(world.point(0.88, 0.4))


def _bars(linear: Plot, steps: list[float], hour: HourTracker) -> VGroup:
    """Return a bar for each doubling: it rises to the curve as its hour comes, and stays."""
    bars = VGroup()
    # A bar has risen before the next one begins to.
    rising = min(np.diff(steps))
    for number, step in enumerate(steps):
        top = linear.up(TOP / 2 ** (BARS - 1 - number)) - linear.box.bottom
        bar = Rectangle(width=0.035 * linear.box.width, height=1, stroke_width=0, fill_color=IL6, fill_opacity=0.45)

        def rise(mobject: Rectangle, step: float = step, top: float = top) -> None:
            share = float(np.clip((hour.get_value() - step + rising) / rising, 0.001, 1))
            mobject.stretch_to_fit_height(share * top)
            mobject.move_to((linear.across(step), linear.box.bottom + 0.5 * share * top, 0.0))

        bars.add(add_updater(bar, rise, call_now=True))
    return bars


def _bend_back(chart: Il6Chart, linear: Plot, hour: HourTracker, top: float) -> None:
    """Let the curve bend to the linear axis while the hours run back from `top`, the linear axis's last hour."""

    def draw(curve: VMobject) -> None:
        now = hour.get_value()
        _draw_bent(curve, chart, linear, smooth(float(np.clip((top - now) / (top - hour.lowest), 0, 1))), now)

    chart.curve.clear_updaters()
    add_updater(chart.curve, draw)


def _stay_linear(chart: Il6Chart, linear: Plot, hour: HourTracker) -> None:
    """Let the curve stay on the linear axis from now on."""
    chart.curve.clear_updaters()
    add_updater(chart.curve, lambda curve: _draw_bent(curve, chart, linear, 1.0, hour.get_value()))


def _draw_bent(curve: VMobject, chart: Il6Chart, linear: Plot, bend: float, hour: float) -> None:
    """Draw the curve up to an hour, `bend` (0-1) of the way from the chart's axis to the linear one."""
    hours = np.linspace(0.0, hour, 120)
    levels = chart.level(hours)
    logarithmic, straight = (
        np.column_stack([plot.across(hours), plot.up(levels), 0 * hours]) for plot in (chart.plot, linear)
    )
    curve.set_points_as_corners((1 - bend) * logarithmic + bend * straight)
