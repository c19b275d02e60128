"""The early trend: IL-6 doubles and doubles while the bedside monitor shows nothing.

World: a patient in bed under a monitor with the model's oxygen saturation. Data: the chart of the scene before runs
back to the first hours and bends from its logarithmic axis to a plain one; a bar ticks for each doubling.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, Rectangle, ValueTracker, VGroup, VMobject, linear, smooth

from model import scenario, simulate
from scenes.cast.il6_chart import SPLIT, Il6Chart
from scenes.cast.signs import tick
from scenes.cast.surroundings import surroundings
from scenes.cast.ward import Monitor, monitor_box, patient
from scenes.style import BRAKE, IL6, OXYGEN
from stage.charts import Plot, Readout, series
from stage.stage import Stage
from stage.style import BODY, QUICK, QUIET, TEXT

TOP = 1000.0
"""The last bar's IL-6 (pg/mL); each bar before it is half as high."""
BARS = 6


class Trend(Stage):
    def construct(self) -> None:
        storm = simulate(scenario("storm"))
        oxygen = series(storm, "spo2")
        steps = [storm.crossing("il6", TOP / 2**k) for k in reversed(range(BARS))]
        world, data = self.layout.split(**SPLIT)
        hour, bend = ValueTracker(steps[-1]), ValueTracker(0.0)
        chart = Il6Chart(data, storm, hour, self.label("il6", IL6), self.label("hours", QUIET))
        hour.set_value(chart.end)
        chart.curve.update()
        plain = Plot(chart.plot.box, (0.0, 1.02 * steps[-1]), (0.0, 1.02 * TOP), log=False)
        monitor = Monitor(monitor_box(world), self.label("oxygen", OXYGEN), lambda: oxygen(hour.get_value()))
        bed = patient(world.part(0.0, 0.12, 1.0, 0.6) if self.layout.wide else world.part(0.0, 0.0, 0.66, 0.55))
        behind = surroundings(self.layout, lambda: chart.level(hour.get_value()))
        self.add(behind, chart.axes, chart.curve, chart.number)

        # Back to the first hours, and from a logarithmic axis to a plain one.
        self.play(hour.animate.set_value(steps[0]), FadeIn(bed, monitor), run_time=QUICK, rate_func=smooth)
        chart.curve.clear_updaters()
        chart.curve.add_updater(lambda curve: _bend(curve, chart, plain, bend.get_value(), hour.get_value()))
        self.add(self._bars(plain, steps, hour), chart.curve)
        self.play(
            bend.animate.set_value(1), FadeOut(chart.axes[1]), hour.animate.set_value(steps[1]),
            run_time=self.until("doubles"),
        )  # fmt: skip

        # IL-6 doubles …
        self.at("doubles")
        self.add(self._doubling(plain, steps, hour))
        self.play(hour.animate.set_value(steps[-2]), run_time=self.until("stable"), rate_func=linear)

        # … while the patient looks stable.
        self.at("stable")
        if self.layout.wide:
            verdict = VGroup(tick(0.5), self.label("stable", BRAKE)).arrange(RIGHT, buff=0.3)
            verdict.move_to(world.point(0.5, 0.05))
        else:
            verdict = VGroup(tick(0.5), self.label("stable", BRAKE, width=1.5)).arrange(DOWN, buff=0.15)
            verdict.move_to(world.point(0.84, 0.27))
        self.play(FadeIn(verdict, shift=0.2 * UP), hour.animate.set_value(steps[-1]), run_time=QUICK, rate_func=linear)

    def _doubling(self, plain: Plot, steps: list[float], hour: ValueTracker) -> VGroup:
        """Return the hours that the last doubling took, ticking from bar to bar."""

        def lasted() -> float:
            done = int(np.searchsorted(steps, hour.get_value() + 1e-6, side="right"))
            return steps[max(done, 2) - 1] - steps[max(done, 2) - 2]

        times = self.label("doubling", TEXT)
        number = Readout(lasted, unit="h", pattern=".1f", widest="0.0", size=BODY, color=TEXT)
        return VGroup(times, number).arrange(RIGHT, buff=0.25).move_to(plain.box.point(0.4, 0.62))

    def _bars(self, plain: Plot, steps: list[float], hour: ValueTracker) -> VGroup:
        """Return a bar for each doubling: it pops up to the curve when its hour comes, and stays."""
        bars = VGroup()
        width = 0.035 * plain.box.width
        for number, step in enumerate(steps):
            top = plain.up(TOP / 2 ** (BARS - 1 - number)) - plain.box.bottom
            bar = Rectangle(width=width, height=1, stroke_width=0, fill_color=IL6, fill_opacity=0.45)

            def rise(mobject: Rectangle, step: float = step, top: float = top) -> None:
                share = float(np.clip((hour.get_value() - step + 1.2) / 1.2, 0.001, 1))
                mobject.stretch_to_fit_height(share * top)
                mobject.move_to([plain.across(step), plain.box.bottom + 0.5 * share * top, 0])

            rise(bar)
            bars.add(bar.add_updater(rise))
        return bars


def _bend(curve: VMobject, chart: Il6Chart, plain: Plot, bend: float, hour: float) -> None:
    """Draw the curve up to an hour, `bend` (0-1) of the way from the chart's axis to the plain one."""
    hours = np.linspace(0.0, hour, 120)
    places = [
        np.column_stack([plot.across(hours), plot.up(chart.level(hours)), 0 * hours]) for plot in (chart.plot, plain)
    ]
    curve.set_points_as_corners((1 - bend) * places[0] + bend * places[1])
