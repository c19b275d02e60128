"""What stops it: one patient, and three decisions at the same hour.

One large chart for all three: IL-6 above, the infection below, on logarithmic axes. The storm comes in from the left;
at the hour of the decision a line stands, and each decision goes on from there: the antiviral alone, steroid and
blocker in time, too much of both. At the end of each curve are its name, its patient's lungs and how it ended.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    DashedLine,
    FadeIn,
    GrowFromCenter,
    Line,
    VGroup,
    VMobject,
)

from model import Trajectory, scenario, simulate
from scenes.cast import grounds
from scenes.cast.anatomy import Lungs
from scenes.cast.invaders import invader
from scenes.cast.places import handover
from scenes.cast.signs import antibody, capsule, cross, syringe, tick
from scenes.cast.surroundings import Surroundings
from scenes.style import BRAKE, IL6, INVADER
from stage.charts import Plot, reading, series
from stage.hours import HourTracker
from stage.layout import Box
from stage.stage import Stage
from stage.style import QUICK, QUIET, SNAP, TEXT
from stage.type import Words

DECISIONS = {"antiviral": "antiviral_only", "toomuch": "over_dampened", "timely": "treated"}
"""The decisions from top to bottom, by the name of their label, and the model's scenario of each."""
IL6_AXIS = (1.0, 10_000.0)
LOAD_AXIS = (1e-4, 1.0)
PAST = 0.3
"""How faint (opacity) a decision is once the next one is shown."""


class Charts(NamedTuple):
    """The two plots, which share their hours, and the names of what they show."""

    alarm: Plot
    load: Plot
    alarm_name: Words
    load_name: Words


class Future(NamedTuple):
    """One decision: its two curves, its name, its patient's lungs, and where its outcome is shown."""

    trajectory: Trajectory
    alarm: VMobject
    load: VMobject
    leader: VMobject
    name: Words
    lungs: Lungs
    verdict: np.ndarray


class Rescue(Stage):
    """Compares three decisions about one patient: treat only the virus, calm the storm in time, calm it too much."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        hours = {name: self.hours(name) for name in DECISIONS.values()}
        runs = {name: simulate(scenario(name)) for name in DECISIONS.values()}
        room = self.layout.safe.part(0, 0, 0.7 if self.layout.wide else 0.62, 1)
        charts = self._charts(room, max(hour.highest for hour in hours.values()))
        decision = min(drug.start for drug in runs["treated"].scenario.interventions)
        futures = self._futures(charts, room, runs, hours, decision)
        antiviral, toomuch, timely = futures.values()
        mark = self._mark(charts, decision)
        self.add(Surroundings(self.layout, self._level(runs, hours), grounds.dark()))

        # The storm so far, and the hour of the decision …
        past = [_history(charts, runs["treated"], decision), mark]
        self.play(
            FadeIn(charts.alarm.frame(), charts.load.frame(), charts.alarm_name, charts.load_name, self._axis(charts)),
            FadeIn(*past),
            run_time=self.until("antiviral"),
        )

        # … at which only the virus is killed …
        self.at("antiviral")
        pill = syringe(0.75).next_to(mark, UP, buff=0.08)
        self._begin(antiviral, pill)

        # … which is not enough: the infection ends, the alarm does not.
        self.at("late")
        self._end(antiviral, cross(0.55))

        # The same hour again, with a steroid …
        self.at("steroid")
        drugs = VGroup(capsule(0.75), antibody(0.75)).arrange(RIGHT, buff=0.12).next_to(mark, UP, buff=0.08)
        steroid, blocker = drugs
        self._dim(antiviral)
        self.remove(pill)
        self._begin(timely, steroid)

        # … and a blocker of IL-6: the alarm comes down.
        self.at("blocker")
        self.play(GrowFromCenter(blocker), run_time=SNAP)
        self.at("breaks")
        self._end(timely, tick(0.6))

        # The same hour, and too much of both …
        self.at("toomuch")
        many = VGroup(*(part.copy() for _ in range(2) for part in (steroid, blocker)))
        many.arrange_in_grid(2, 2, buff=0.08).scale_to_fit_height(1.25 * drugs.height).next_to(mark, UP, buff=0.05)
        self._dim(timely)
        self.remove(steroid, blocker)
        self._begin(toomuch, many)

        # … lets the infection flare; an invader goes to where the next scene finds it.
        self.at("infection")
        self.play(charts.load_name.animate.set_fill(INVADER).scale(1.12), run_time=SNAP)
        self.at("flare")
        threat = invader(0.3).move_to(toomuch.verdict)
        self.play(GrowFromCenter(threat), run_time=QUICK)
        self.play(threat.animate.scale_to_fit_height(1.0).move_to(handover(self.layout)), run_time=self.until_next())

    def _begin(self, future: Future, drugs: VMobject) -> None:
        """Let a decision go on from its hour, with what is given then."""
        self.add(future.alarm, future.load)
        self.play(FadeIn(future.name, future.lungs), GrowFromCenter(drugs), run_time=SNAP)

    def _end(self, future: Future, verdict: VMobject) -> None:
        """Show how a decision ended."""
        self.play(GrowFromCenter(verdict.move_to(future.verdict)), FadeIn(future.leader), run_time=SNAP)

    def _dim(self, future: Future) -> None:
        """Let a decision step back for the next one."""
        for curve in (future.alarm, future.load):
            curve.set_stroke(opacity=PAST)

    def _charts(self, room: Box, last: float) -> Charts:
        """Return both plots, from hour 0 to the last, with their names."""
        upper, lower = room.part(0, 0.42, 1, 1), room.part(0, 0, 1, 0.42)
        left = 1.35 if self.layout.wide else 1.1
        alarm = Plot(upper.inset(left, 0.15, 0.2, 0.95), (0.0, last), IL6_AXIS)
        load = Plot(lower.inset(left, 0.5, 0.2, 0.6), (0.0, last), LOAD_AXIS)
        alarm_name = self.label("il6", IL6).move_to(alarm.box.point(0, 1), aligned_edge=DL).shift(0.12 * UP)
        load_name = self.label("infection", INVADER).move_to(load.box.point(0, 1), aligned_edge=DL).shift(0.12 * UP)
        return Charts(alarm, load, alarm_name, load_name)

    def _axis(self, charts: Charts) -> VGroup:
        """Return the ticks of IL-6 and the word for the hours."""
        hours = self.label("hours", QUIET).next_to(charts.load.box.point(1, 0), DOWN, buff=0.1, aligned_edge=RIGHT)
        return VGroup(charts.alarm.ticks({10: "10", 1000: "1,000"}), hours)

    def _mark(self, charts: Charts, decision: float) -> Line:
        """Return the line at the hour of the decision, through both plots."""
        x = charts.alarm.across(decision)
        return Line((x, charts.load.box.bottom, 0), (x, charts.alarm.box.top, 0), stroke_color=BRAKE, stroke_width=5)

    def _futures(self, charts: Charts, room: Box, runs: dict[str, Trajectory], hours: dict[str, HourTracker],
                 decision: float) -> dict[str, Future]:  # fmt: skip
        """Return the three decisions, with their outcomes one below the other at the right."""
        safe = self.layout.safe
        column = Box((room.right + safe.right) / 2, charts.alarm.box.y, safe.right - room.right, 0)
        column = Box(column.x, (safe.top + safe.bottom) / 2, column.width, safe.height).inset(0.25, 0.3, 0, 0)
        futures = {}
        for (label, run), slot in zip(DECISIONS.items(), column.split(3, 0.15, across=False), strict=True):
            trajectory, hour = runs[run], hours[run]
            name = self.label(label, TEXT, None if self.layout.wide else slot.width)
            name.move_to(slot.point(0, 1), aligned_edge=UL)
            chest = slot.inset(0, 0.1, 0.5 * slot.width, name.height + 0.15)
            lungs = chest.fit(Lungs(0.6, reading(trajectory, "lung", hour)))
            lungs.move_to(chest.point(0, 0.5), aligned_edge=LEFT)
            verdict = np.array([lungs.get_right()[0] + 0.65, lungs.get_y(), 0.0])
            end = charts.alarm.across(min(trajectory.hours[-1], hour.highest))
            level = charts.alarm.up(float(series(trajectory, "il6")(min(trajectory.hours[-1], hour.highest))))
            leader = DashedLine((end, level, 0), (slot.left - 0.1, name.get_y(), 0), stroke_color=QUIET, stroke_width=2)
            futures[label] = Future(
                trajectory,
                _branch(charts.alarm, trajectory, "il6", IL6, hour, decision, name),
                _branch(charts.load, trajectory, "pathogen", INVADER, hour, decision, name),
                leader, name, lungs, verdict,
            )  # fmt: skip
        return futures

    def _level(self, runs: dict[str, Trajectory], hours: dict[str, HourTracker]) -> Callable[[], float]:
        """Return a function that gives IL-6 (pg/mL) of the scenario whose hours pass now."""
        levels = {name: reading(run, "il6", hours[name]) for name, run in runs.items()}
        return lambda: levels[self.schedule.passage(self.seconds).scenario]()


def _history(charts: Charts, run: Trajectory, decision: float) -> VGroup:
    """Return IL-6 and the infection up to the decision, which all three futures share."""
    hours = np.linspace(0.0, decision, 80)
    drawn = VGroup()
    for plot, name, color in ((charts.alarm, "il6", IL6), (charts.load, "pathogen", INVADER)):
        values = series(run, name)(hours)
        line = VMobject(stroke_color=color, stroke_width=7)
        drawn.add(line.set_points_as_corners(np.column_stack([plot.across(hours), plot.up(values), 0 * hours])))
    return drawn


def _branch(
    plot: Plot, run: Trajectory, name: str, color: str, hour: HourTracker, decision: float, label: Words
) -> VMobject:
    """Return a curve from the hour of the decision to the tracker's hour, or to the run's end if that is earlier."""
    part = Plot(plot.box.part(plot_share(plot, decision), 0, 1, 1), (decision, plot.hours[1]), plot.values)
    part.key = plot.key
    return part.curve(series(run, name), color, hour, name=label)


def plot_share(plot: Plot, hour: float) -> float:
    """Return the place of an hour as a fraction of a plot's width."""
    return (hour - plot.hours[0]) / (plot.hours[1] - plot.hours[0])
