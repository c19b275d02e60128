"""What stops it: one patient, and three decisions at the same hour.

One large chart for all three: IL-6 above, the infection below. The storm comes in from the left;
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
    UP,
    DashedLine,
    FadeIn,
    GrowFromCenter,
    ValueTracker,
    VGroup,
    VMobject,
    rush_from,
)

from model import Trajectory, landscape, scenario, simulate
from scenes.cast import grounds
from scenes.cast.anatomy import Lungs
from scenes.cast.invaders import invader
from scenes.cast.landscape import Valley
from scenes.cast.places import handover
from scenes.cast.signs import antibody, capsule, cross, syringe, tick
from scenes.cast.surroundings import Surroundings
from scenes.style import BRAKE, IL6, INVADER, INVADER_TEXT
from stage.charts import Plot, reading, series
from stage.hours import HourTracker
from stage.layout import Box
from stage.shapes import line
from stage.stage import Stage
from stage.style import QUICK, QUIET, SNAP, TEXT
from stage.type import Words

BEFORE = "storm"
"""The model's scenario up to the decision."""
DECISIONS = {"antiviral": "antiviral_only", "toomuch": "over_dampened", "timely": "treated"}
"""The decisions from top to bottom, by the name of their label, and the model's scenario of each."""
IL6_AXIS = (1.0, 10_000.0)
CURE = "steroid+tocilizumab"
"""The treatment that flattens the landscape."""
NAMES = {True: 0.3, False: 0.45}
"""The share of the charts' width that the names of the futures have, right of the last hour, in a wide frame or not."""
PAST = 0.4
"""How faint (opacity) a decision is once the next one is shown."""


class Charts(NamedTuple):
    """The two plots, which share their hours, and the names of what they show."""

    alarm: Plot
    load: Plot
    alarm_name: Words
    load_name: Words


class Future(NamedTuple):
    """One decision: its two curves, the line to its name, its patient's lungs, and where its outcome is shown."""

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
        hours = {name: self.hours(name) for name in (BEFORE, *DECISIONS.values())}
        before = hours[BEFORE]
        last = max(hour.highest for hour in hours.values())
        room = self.layout.safe.part(0.015, 0, 0.8 if self.layout.wide else 0.75, 1)
        column = self.layout.safe.part(0.82 if self.layout.wide else 0.77, 0.03, 0.98, 0.95)
        most = max(simulate(scenario(name)).peak("pathogen")[1] for name in DECISIONS.values())
        charts = self._charts(room, before.lowest, last, 1.1 * most)
        antiviral, toomuch, timely = futures = self._futures(charts, column, hours, before.highest)
        mark = self._mark(charts, before.highest)
        self.add(Surroundings(self.layout, self._level(futures, hours), grounds.dark()))

        # The storm so far, and the hour of the decision …
        storm = simulate(scenario(BEFORE))
        past = [
            charts.alarm.curve(series(storm, "il6"), IL6, before, name=charts.alarm_name),
            charts.load.curve(series(storm, "pathogen"), INVADER, before, name=charts.load_name),
        ]
        frames = [charts.alarm.frame(), charts.load.frame()]
        self.add(*frames, charts.alarm_name, charts.load_name, self._axis(charts), *past)
        self.play(FadeIn(mark), run_time=self.until("antiviral"))

        # … at which only the virus is killed …
        self.at("antiviral")
        pill = syringe(0.75).next_to(mark, UP, buff=0.08, aligned_edge=LEFT)
        self._begin(antiviral, pill)

        # … which is not enough: the infection ends, the alarm does not.
        self.at("late")
        self._end(antiviral, cross(0.5))

        # The same hour again, with a steroid …
        self.at("steroid")
        drugs = VGroup(capsule(0.75), antibody(0.75)).arrange(RIGHT, buff=0.12)
        drugs.next_to(mark, UP, buff=0.08, aligned_edge=LEFT)
        steroid, blocker = drugs
        self._dim(antiviral)
        self.remove(pill)
        valley, cure = self._valley(toomuch, timely, hours[DECISIONS["timely"]])
        self.add(valley)
        self._begin(timely, steroid)

        # … and a blocker of IL-6: the alarm comes down.
        self.at("blocker")
        self.play(GrowFromCenter(blocker), cure.animate.set_value(1.0), run_time=QUICK)
        self.at("breaks")
        self._end(timely, tick(0.55))

        # The same hour, and too much of both …
        self.at("toomuch")
        many = VGroup(*(part.copy() for _ in range(2) for part in (steroid, blocker)))
        many.arrange_in_grid(2, 2, buff=0.06).scale_to_fit_height(0.8).next_to(mark, UP, buff=0.05, aligned_edge=LEFT)
        self._dim(timely)
        self.remove(steroid, blocker, valley)
        self._begin(toomuch, many)

        # … lets the infection flare; an invader goes to where the next scene finds it.
        self.at("infection")
        self.play(charts.load_name.animate.scale(1.15, about_point=charts.load_name.get_left()), run_time=SNAP)
        self.at("flare")
        threat = invader(0.3).move_to(charts.load.box.point(1 - NAMES[self.layout.wide] + 0.05, 0.85))
        self.play(
            GrowFromCenter(threat),
            GrowFromCenter(cross(0.5).move_to(toomuch.verdict)),
            FadeIn(toomuch.leader),
            run_time=QUICK,
            rate_func=rush_from,
        )
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

    def _charts(self, room: Box, first: float, last: float, most: float) -> Charts:
        """Return both plots, from the first hour to the last, with their names; `most` is the highest load.

        Right of the last hour there is room for the names of the futures.
        """
        upper, lower = room.part(0, 0.36, 1, 1), room.part(0, 0, 1, 0.36)
        left = 1.35 if self.layout.wide else 1.2
        end = first + (last - first) / (1 - NAMES[self.layout.wide])
        alarm = Plot(upper.inset(left, 0.15, 0.1, 0.95), (first, end), IL6_AXIS)
        load = Plot(lower.inset(left, 0.5, 0.1, 0.6), (first, end), (0.0, most), log=False)
        alarm_name = self.label("il6", IL6).next_to(alarm.box.point(0, 1), LEFT, buff=0.15)
        load_name = self.label("infection", INVADER_TEXT).move_to(load.box.point(0, 1), aligned_edge=DL)
        return Charts(alarm, load, alarm_name, load_name.shift(0.12 * UP))

    def _axis(self, charts: Charts) -> VGroup:
        """Return the ticks of IL-6 and the word for the hours."""
        hours = self.label("hours", QUIET).next_to(charts.load.box.point(1, 0), DOWN, buff=0.1, aligned_edge=RIGHT)
        return VGroup(charts.alarm.ticks({10: "10", 1000: "1,000"}), hours)

    def _mark(self, charts: Charts, decision: float) -> VMobject:
        """Return the line at the hour of the decision, in both plots."""
        x, mark = charts.alarm.across(decision), VMobject(stroke_color=BRAKE, stroke_width=5)
        for plot in (charts.alarm, charts.load):
            mark.append_points(line(np.array([x, plot.box.bottom, 0.0]), np.array([x, plot.box.top, 0.0])))
        return mark

    def _futures(
        self, charts: Charts, column: Box, hours: dict[str, HourTracker], decision: float
    ) -> list[Future]:
        """Return the three decisions, one below the other: a name in the chart, and lungs and outcome right of it."""
        futures, plot = [], charts.alarm
        left = plot.box.right - 0.92 * NAMES[self.layout.wide] * plot.box.width
        rows = Box(column.x, plot.box.y, column.width, plot.box.height).split(len(DECISIONS), 0.12, across=False)
        for (label, run), row in zip(DECISIONS.items(), rows, strict=True):
            trajectory, hour = simulate(scenario(run)), hours[run]
            name = self.label(label, TEXT, None if self.layout.wide else plot.box.right - left)
            name.move_to((left, row.y, 0.0), aligned_edge=LEFT)
            end = min(float(trajectory.hours[-1]), hour.highest)
            tip = np.array([plot.across(end), plot.up(float(series(trajectory, "il6")(end))), 0.0])
            lungs = row.part(0, 0, 0.6, 1).fit(Lungs(0.6, reading(trajectory, "lung", hour)))
            verdict = np.array([row.point(0.84, 0.5)[0], row.y, 0.0])
            futures.append(Future(
                trajectory,
                _branch(plot, trajectory, "il6", IL6, hour, decision, name),
                _branch(charts.load, trajectory, "pathogen", INVADER, hour, decision, charts.load_name),
                DashedLine(tip, name.get_left(), buff=0.12, stroke_color=QUIET, stroke_width=3),
                name, lungs, verdict,
            ))  # fmt: skip
        return futures

    def _valley(self, free: Future, timely: Future, hour: HourTracker) -> tuple[Valley, ValueTracker]:
        """Return the landscape of the storm, which treatment turns into a slope, and how much of that is shown.

        It lies where a later decision's lungs will be, at the height of its outcome.
        """
        cure, lungs = ValueTracker(0.0), free.lungs
        left, right = lungs.get_left()[0], free.verdict[0] + 0.22
        box = Box((left + right) / 2, lungs.get_y(), right - left, 0.8 * lungs.height)
        damage = reading(timely.trajectory, "damage", hour)
        return Valley(box, landscape(), landscape(CURE), damage, cure.get_value), cure

    def _level(self, futures: list[Future], hours: dict[str, HourTracker]) -> Callable[[], float]:
        """Return a function that gives IL-6 (pg/mL) of the scenario whose hours pass now."""
        runs = [future.trajectory for future in futures] + [simulate(scenario(BEFORE))]
        levels = {run.scenario.name: reading(run, "il6", hours[run.scenario.name]) for run in runs}
        return lambda: levels[self.schedule.passage(self.seconds).scenario]()


def _branch(
    plot: Plot, run: Trajectory, series_name: str, color: str, hour: HourTracker, decision: float, name: Words
) -> VMobject:
    """Return a curve from the hour of the decision to the tracker's hour, or to the patient's death."""
    last = min(float(run.hours[-1]), hour.highest)
    left, right = plot.across(decision), plot.across(last)
    part = Plot(Box((left + right) / 2, plot.box.y, right - left, plot.box.height), (decision, last), plot.values,
                log=plot.log)  # fmt: skip
    part.key = plot.key
    return part.curve(series(run, series_name), color, hour, name=name)
