"""What stops it: three small charts from the model, one for each of three decisions.

Each shows IL-6 and the infection on logarithmic axes against the untreated course, the hour of treatment as a
green line, and how it ended.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, GrowFromCenter, Line, ValueTracker, VGroup, VMobject, linear

from model import Trajectory, scenario, simulate
from scenes.cast import invader, tissue
from scenes.charts import Plot, series
from scenes.layout import Box
from scenes.signs import antibody, capsule, cross, tick
from scenes.stage import Stage
from scenes.style import BRAKE, IL6, INVADER, QUICK, SNAP, TEXT

IL6_AXIS = (1.0, 10_000.0)
LOAD_AXIS = (1e-4, 1.0)
HOURS = (0.0, 240.0)


class Panel:
    """One chart's places: beside each other the words stand above the axes, below each other to their right."""

    def __init__(self, box: Box, *, wide: bool) -> None:
        self.field = box.inset(0.1, 0.3, 0.1, 1.7) if wide else box.part(0.0, 0.06, 0.55, 0.94)
        beside = box.part(0.6, 0.0, 1.0, 1.0)
        self.title = box.point(0.5, 1.0) if wide else beside.point(0.5, 1.0)
        self.title_width = box.width if wide else beside.width
        self.drugs = self.at(0.33, 1.1) if wide else beside.point(0.3, 0.16)
        self.verdict = self.at(0.7, 0.62) if wide else beside.point(0.85, 0.16)
        self.names = self.at(0.7, 0.25)

    def at(self, across: float, up: float) -> np.ndarray:
        """Return a point by fractions of the axes."""
        return np.array(self.field.point(across, up))


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
        boxes = self.layout.safe.split(3, 0.5, across=self.layout.wide)
        panels = {name: Panel(box, wide=self.layout.wide) for name, box in zip(runs, boxes, strict=True)}
        charts = {name: self._chart(panels[name].field, runs[name], untreated, hours[name]) for name in runs}
        names = VGroup(self.label("il6", IL6), self.label("invader", INVADER)).arrange(DOWN, buff=0.15)

        # Killing the virus alone: the infection falls, IL-6 does not.
        panel, hour, begin = panels["antiviral"], hours["antiviral"], _begin(runs["antiviral"])
        self.add(*(chart[:2] for chart in charts.values()), charts["antiviral"])
        self.play(hour.animate.set_value(begin), run_time=self.until("antiviral"), rate_func=linear)
        self.at("antiviral")
        self._open("antiviral", panel, begin, capsule(), hour)
        names.move_to(panel.names)
        self.play(hour.animate.set_value(HOURS[1]), FadeIn(names), run_time=self.until("late"), rate_func=linear)
        self.at("late")
        self.play(GrowFromCenter(cross(0.8).move_to(panel.verdict)), run_time=SNAP)

        # Steroid and blocker in time: IL-6 comes down.
        self.at("steroid")
        panel, hour, begin = panels["timely"], hours["timely"], _begin(runs["timely"])
        self.add(charts["timely"])
        self.play(hour.animate.set_value(begin), run_time=QUICK, rate_func=linear)
        pill = capsule()
        self._open("timely", panel, begin, pill, hour)
        self.play(hour.animate.set_value(90), run_time=self.until("blocker"), rate_func=linear)
        self.at("blocker")
        drug = antibody(0.6).next_to(pill, RIGHT, buff=0.25)
        self.play(GrowFromCenter(drug), hour.animate.set_value(110), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(200), run_time=self.until("breaks"), rate_func=linear)
        self.at("breaks")
        good = tick(0.9).move_to(panel.verdict)
        self.play(GrowFromCenter(good), hour.animate.set_value(HOURS[1]), run_time=SNAP, rate_func=linear)

        # Too much of it: the infection flares up.
        self.at("toomuch")
        panel, hour = panels["toomuch"], hours["toomuch"]
        self.add(charts["toomuch"])
        double = VGroup(capsule(), antibody(0.6)).arrange(RIGHT, buff=0.25)
        self._open("toomuch", panel, _begin(runs["toomuch"]), double, hour)
        self.play(hour.animate.set_value(110), run_time=self.until("flare"), rate_func=linear)
        self.at("flare")
        threat = invader(0.5).move_to(panel.at(0.7, 0.3) if self.layout.wide else panel.verdict)
        self.play(GrowFromCenter(threat), hour.animate.set_value(150), run_time=SNAP, rate_func=linear)
        self.play(hour.animate.set_value(HOURS[1]), run_time=self.rest(), rate_func=linear)

    def _chart(self, field: Box, run: Trajectory, untreated: Trajectory, hour: ValueTracker) -> VGroup:
        """Return one small chart: frame, untreated IL-6 as a ghost, the run's IL-6 and infection."""
        alarm, load = Plot(field, HOURS, IL6_AXIS), Plot(field, HOURS, LOAD_AXIS)
        return VGroup(
            alarm.frame(),
            alarm.ghost(series(untreated, "il6"), IL6),
            load.curve(series(run, "pathogen"), INVADER, hour),
            alarm.curve(series(run, "il6"), IL6, hour),
        )

    def _open(self, name: str, panel: Panel, begin: float, drugs: VMobject, hour: ValueTracker) -> None:
        """Bring in a chart's title, the line at the hour `begin` of its treatment, and what is given."""
        share = (begin - HOURS[0]) / (HOURS[1] - HOURS[0])
        line = Line(panel.at(share, 0), panel.at(share, 1), stroke_color=BRAKE, stroke_width=5)
        title = self.label(name, TEXT, panel.title_width)
        title.move_to(panel.title).shift(0.5 * title.height * DOWN)
        self.play(
            FadeIn(title, shift=0.15 * UP),
            FadeIn(line),
            GrowFromCenter(drugs.move_to(panel.drugs)),
            hour.animate.set_value(begin + 8),
            run_time=SNAP,
            rate_func=linear,
        )


def _begin(run: Trajectory) -> float:
    """Return the hour at which a run's first treatment begins."""
    return min(step.start for step in run.scenario.interventions)
