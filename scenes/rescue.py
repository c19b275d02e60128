"""What stops it: three small charts from the model, one for each of three decisions.

Each shows IL-6 and the infection on logarithmic axes against the untreated course, the hour of treatment as a
green line, and how it ended.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, GrowFromCenter, Line, ValueTracker, VGroup, VMobject, linear

from model import Trajectory, scenario, simulate
from scenes.cast import antibody, capsule, cross, invader, tick, tissue
from scenes.charts import Plot, series
from scenes.layout import Box
from scenes.stage import Stage
from scenes.style import BRAKE, IL6, INVADER, QUICK, SNAP, TEXT

IL6_AXIS = (1.0, 10_000.0)
LOAD_AXIS = (1e-4, 1.0)
HOURS = (0.0, 240.0)


class Rescue(Stage):
    def construct(self) -> None:
        untreated = simulate(scenario("storm"))
        runs = {
            "antiviral": simulate(scenario("antiviral_only")),
            "timely": simulate(scenario("treated")),
            "toomuch": simulate(scenario("over_dampened")),
        }
        hours = {name: ValueTracker(HOURS[0]) for name in runs}
        self.add(tissue(Box(0, 0, *self.layout.frame)))
        boxes = dict(zip(runs, self.layout.safe.split(3, 0.5, across=self.layout.wide), strict=True))
        panels = {name: self._panel(boxes[name], runs[name], untreated, hours[name]) for name in runs}
        names = VGroup(self.label("il6", IL6), self.label("invader", INVADER))

        # Killing the virus alone: the infection falls, IL-6 does not.
        first, hour = panels["antiviral"], hours["antiviral"]
        names.arrange(DOWN, buff=0.15, aligned_edge=RIGHT).move_to(self._spot(boxes["antiviral"], 0.7, 0.2))
        self.add(*(panel[:2] for panel in panels.values()), first)
        begin = _begin(runs["antiviral"])
        self.play(hour.animate.set_value(begin), run_time=self.until("antiviral"), rate_func=linear)
        self.at("antiviral")
        self._open("antiviral", boxes["antiviral"], begin, [capsule()], hour)
        self.play(hour.animate.set_value(HOURS[1]), FadeIn(names), run_time=self.until("late"), rate_func=linear)
        self.at("late")
        self.play(GrowFromCenter(cross(1.0).move_to(self._spot(boxes["antiviral"], 0.7, 0.46))), run_time=SNAP)

        # Steroid and blocker in time: IL-6 comes down.
        self.at("steroid")
        hour, begin = hours["timely"], _begin(runs["timely"])
        self.add(panels["timely"])
        self.play(hour.animate.set_value(begin), run_time=QUICK, rate_func=linear)
        self._open("timely", boxes["timely"], begin, [capsule()], hour)
        self.play(hour.animate.set_value(90), run_time=self.until("blocker"), rate_func=linear)
        self.at("blocker")
        drug = antibody(0.6).move_to(self._spot(boxes["timely"], _share_of(begin) + 0.2, 0.78))
        self.play(GrowFromCenter(drug), hour.animate.set_value(110), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(200), run_time=self.until("breaks"), rate_func=linear)
        self.at("breaks")
        good = tick(1.2).move_to(self._spot(boxes["timely"], 0.7, 0.56))
        self.play(GrowFromCenter(good), hour.animate.set_value(HOURS[1]), run_time=SNAP, rate_func=linear)

        # Too much of it: the infection flares up.
        self.at("toomuch")
        hour = hours["toomuch"]
        self.add(panels["toomuch"])
        self._open("toomuch", boxes["toomuch"], _begin(runs["toomuch"]), [capsule(), antibody(0.6)], hour)
        self.play(hour.animate.set_value(110), run_time=self.until("flare"), rate_func=linear)
        self.at("flare")
        threat = invader(0.62).move_to(self._spot(boxes["toomuch"], 0.7, 0.28))
        self.play(GrowFromCenter(threat), hour.animate.set_value(150), run_time=SNAP, rate_func=linear)
        self.play(hour.animate.set_value(HOURS[1]), run_time=self.rest(), rate_func=linear)

    def _panel(self, box: Box, run: Trajectory, untreated: Trajectory, hour: ValueTracker) -> VGroup:
        """Return one small chart: frame, untreated IL-6 as a ghost, the run's IL-6 and infection."""
        field = self._field(box)
        alarm, load = Plot(field, HOURS, IL6_AXIS), Plot(field, HOURS, LOAD_AXIS)
        return VGroup(
            alarm.frame(),
            alarm.ghost(series(untreated, "il6"), IL6),
            load.curve(series(run, "pathogen"), INVADER, hour),
            alarm.curve(series(run, "il6"), IL6, hour),
        )

    def _open(self, name: str, box: Box, begin: float, drugs: list[VMobject], hour: ValueTracker) -> None:
        """Bring in a chart's title, the line at the hour `begin` of its treatment, and what is given."""
        foot, top = (self._spot(box, _share_of(begin), up) for up in (0.0, 0.8))
        line = Line(foot, top, stroke_color=BRAKE, stroke_width=5)
        title = self.label(name, TEXT).move_to(self._spot(box, 0.5, 0.97))
        signs = VGroup(*drugs).arrange(RIGHT, buff=0.15).next_to(line, UP, buff=0.1)
        self.play(
            FadeIn(title, shift=0.15 * UP),
            FadeIn(line),
            GrowFromCenter(signs),
            hour.animate.set_value(begin + 8),
            run_time=SNAP,
            rate_func=linear,
        )

    def _field(self, box: Box) -> Box:
        return box.part(0.03, 0.04, 0.97, 0.74)

    def _spot(self, box: Box, across: float, up: float) -> np.ndarray:
        """Return a point of a panel: `across` its hours, `up` from the axis (0) to the top of its box (1)."""
        field = self._field(box)
        return np.array([field.left + across * field.width, field.bottom + up * (box.top - field.bottom), 0])


def _begin(run: Trajectory) -> float:
    """Return the hour at which a run's first treatment begins."""
    return min(step.start for step in run.scenario.interventions)


def _share_of(hour: float) -> float:
    return (hour - HOURS[0]) / (HOURS[1] - HOURS[0])
