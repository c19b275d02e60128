"""The cascade: vessels leak, alveoli fill, oxygen falls, then heart and kidneys, and the point of no return.

World: lungs over a vessel, then heart and kidneys in their place. Data: oxygen and one gauge an organ, all at
the hour that a strip below counts; on it, the last hour at which treatment still works in the model.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Line, Triangle, ValueTracker, VGroup, linear

from model import latest_rescue, scenario, simulate
from scenes.anatomy import heart, kidneys, lungs, vessel
from scenes.cast import tissue
from scenes.charts import Readout, gauge, series
from scenes.layout import Box
from scenes.stage import Stage
from scenes.style import BRAKE, HARM, OXYGEN, QUICK, QUIET, TEXT, TITLE

ORGANS = ("lung", "heart", "kidney")
HOURS = (36.0, 132.0)
"""From the IL-6 alarm to the failed kidneys, in hours of the model's storm."""


class Cascade(Stage):
    def construct(self) -> None:
        storm = simulate(scenario("storm"))
        hour = ValueTracker(HOURS[0])
        now = {
            name: _at(series(storm, name), hour)
            for name in (
                "spo2",
                "leak",
                "lung",
                "heart",
                "kidney",
                "lung_function",
                "heart_function",
                "kidney_function",
            )
        }
        world, data = self.layout.world, self.layout.data
        size = min(world.width, world.height)
        self.add(tissue(Box(0, 0, *self.layout.frame)))
        tube, blood, drops = vessel(world.part(-0.05, 0.1, 1.03, 0.3), now["leak"])
        chest = lungs(0.26 * size, now["lung"]).move_to(world.point(0.5, 0.68))
        gauges, oxygen = self._gauges(data, now)
        self.add(gauges, oxygen[1], tube, blood, chest, drops)

        # Vessels leak …
        self.at("leak")
        leak = self.label("leak", OXYGEN).move_to(world.point(0.5, 0.04))
        self.play(FadeIn(leak, shift=0.2 * UP), hour.animate.set_value(45), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(52), run_time=self.until("alveoli"), rate_func=linear)

        # … the alveoli fill …
        self.at("alveoli")
        sacs = self.label("alveoli", TEXT).move_to(world.point(0.14, 0.93))
        self.play(FadeIn(sacs, shift=0.2 * UP), hour.animate.set_value(56), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(58), run_time=self.until("oxygen"), rate_func=linear)

        # … and oxygen falls.
        self.at("oxygen")
        self.play(FadeIn(oxygen[0]), hour.animate.set_value(60), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(62), run_time=self.until("ards"), rate_func=linear)
        self.at("ards")
        ards = self.label("ards", HARM).move_to(world.point(0.88, 0.93))
        self.play(FadeIn(ards, shift=0.2 * UP), hour.animate.set_value(63), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(68), run_time=self.until("heart"), rate_func=linear)

        # The heart, then the kidneys.
        self.at("heart")
        pump = heart(0.17 * size, now["heart"]).move_to(world.point(0.5, 0.46))
        pump_name = self.label("heart", TEXT).next_to(pump, RIGHT, buff=0.3)
        self.play(
            chest.animate.scale(0.58).move_to(world.point(0.5, 0.81)),
            FadeOut(tube, blood, drops, leak, sacs, ards),
            FadeIn(pump, scale=0.5),
            FadeIn(pump_name),
            hour.animate.set_value(74),
            run_time=QUICK,
            rate_func=linear,
        )
        self.play(hour.animate.set_value(84), run_time=self.until("kidneys"), rate_func=linear)
        self.at("kidneys")
        beans = kidneys(0.16 * size, now["kidney"]).move_to(world.point(0.5, 0.13))
        beans_name = self.label("kidneys", TEXT).next_to(beans, RIGHT, buff=0.3)
        self.play(
            FadeIn(beans, scale=0.5), FadeIn(beans_name), hour.animate.set_value(95), run_time=QUICK, rate_func=linear
        )
        self.play(hour.animate.set_value(108), run_time=self.until("threshold"), rate_func=linear)

        # Past the last hour at which treatment works, no way back.
        self.at("threshold")
        strip, mark = self._strip(data, hour, latest_rescue("steroid+tocilizumab"))
        self.play(FadeIn(strip), Create(mark[0]), FadeIn(mark[1]), hour.animate.set_value(112), run_time=QUICK)
        self.play(hour.animate.set_value(HOURS[1]), run_time=self.rest(), rate_func=linear)

    def _gauges(self, box: Box, now: dict[str, Callable[[], float]]) -> tuple[VGroup, VGroup]:
        """Return a gauge for each organ with a small picture of it, and the oxygen's name and number above."""
        rows = box.part(0.04, 0.22, 1.0, 1.0).split(4, 0.3, across=False)
        name = self.label("oxygen", OXYGEN).move_to(rows[0].point(0, 0.5), aligned_edge=LEFT)
        number = Readout(now["spo2"], unit="%", widest="100", size=1.2 * TITLE, color=OXYGEN)
        number.move_to(rows[0].point(0.66, 0.5))
        gauges = VGroup()
        for (organ, draw), row in zip(zip(ORGANS, (lungs, heart, kidneys), strict=True), rows[1:], strict=True):
            icon = row.part(0, 0, 0.2, 1).fit(draw(0.3, now[organ]))
            bar = gauge(row.part(0.28, 0.26, 1.0, 0.74), _share(now[f"{organ}_function"]), BRAKE)
            _redden(bar[1], _share(now[f"{organ}_function"]))
            gauges.add(VGroup(icon, bar))
        return gauges, VGroup(name, number)

    def _strip(self, box: Box, hour: ValueTracker, threshold: float) -> tuple[VGroup, VGroup]:
        """Return the strip of hours with its pointer, and the mark of the threshold."""
        field = box.part(0.04, 0.02, 1.0, 0.12)

        def across(value: float) -> float:
            return field.left + field.width * (value - HOURS[0]) / (HOURS[1] - HOURS[0])

        line = Line(field.point(0, 0.2), field.point(1, 0.2), stroke_color=QUIET, stroke_width=6)
        pointer = Triangle(fill_color=TEXT, fill_opacity=1, stroke_width=0).scale(0.16).rotate(np.pi)
        pointer.add_updater(lambda m: m.move_to([across(hour.get_value()), field.point(0, 0.2)[1] + 0.22, 0]))
        spot = [across(threshold), field.point(0, 0.2)[1], 0]
        bar = Line([spot[0], spot[1] - 0.25, 0], [spot[0], spot[1] + 0.45, 0], stroke_color=HARM, stroke_width=8)
        return VGroup(line, pointer), VGroup(bar, self.label("threshold", HARM).next_to(bar, UP, buff=0.12))


def _at(values: Callable[[float], float], hour: ValueTracker) -> Callable[[], float]:
    return lambda: float(values(hour.get_value()))


def _share(percent: Callable[[], float]) -> Callable[[], float]:
    return lambda: percent() / 100


def _redden(bar: VGroup, share: Callable[[], float]) -> None:
    """Colour a gauge by what is left: green while it works, red below half."""
    bar.add_updater(lambda m: m.set_fill(BRAKE if share() > 0.5 else HARM))
