"""What stops it: three small charts from the model, one for each of three decisions.

Each decision is told in the middle, and its card moves aside for the next; at the end the three can be compared. The
first has the infection on one side, which ends, and on the other the loop, which does not. A card shows IL-6 and the
infection on logarithmic axes against the untreated course, the hour of treatment as a green line, the lungs at that
hour, and how it ended.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    RoundedRectangle,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from model import Trajectory, scenario, simulate
from scenes.cast.anatomy import lungs
from scenes.cast.cells import halo, infection, invader
from scenes.cast.hours_strip import hours_line
from scenes.cast.messengers import follow, messengers
from scenes.cast.places import handover
from scenes.cast.signs import antibody, capsule, cross, tick
from scenes.cast.surroundings import surroundings
from scenes.style import BRAKE, GLOW, IL6, INVADER
from stage.charts import AXIS_LINE, Plot, series
from stage.layout import Box
from stage.stage import Stage
from stage.style import NIGHT, QUICK, QUIET, SNAP, STEADY, TEXT

IL6_AXIS = (1.0, 10_000.0)
LOAD_AXIS = (1e-4, 1.0)
HOURS = (0.0, 240.0)


class Panel:
    """One chart's card: beside each other the words stand above the axes, below each other to their right."""

    def __init__(self, box: Box, *, wide: bool) -> None:
        self.card, self.size = box, 0.65 if wide else 0.5
        room = box.inset(0.25, 0.25, 0.25, 0.25)
        beside = room.part(0.58, 0.0, 1.0, 1.0)
        self.field = room.part(0.0, 0.3, 1.0, 0.74) if wide else room.part(0.0, 0.04, 0.52, 0.96)
        self.title = room.point(0.5, 1.0) if wide else beside.point(0.5, 1.0)
        self.drugs = room.point(0.5, 0.84) if wide else beside.point(0.17, 0.27)
        self.chest = room.part(0.1, 0.0, 0.55, 0.24) if wide else beside.part(0.4, 0.0, 0.7, 0.6)
        self.verdict = room.point(0.76, 0.11) if wide else beside.point(0.88, 0.27)
        self.names = {"il6": self.at(0.66, 0.64), "infection": self.at(0.64, 0.26)}

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
        hours = {name: ValueTracker(_begin(run)) for name, run in runs.items()}
        slots = self.layout.safe.split(3, 0.25, across=self.layout.wide)
        step = np.array(slots[1].center) - slots[0].center
        # One card stands in the middle, two share the room, three fill it.
        panels = {
            name: Panel(slot.shifted((1 - number / 2) * step), wide=self.layout.wide)
            for number, (name, slot) in enumerate(zip(runs, slots, strict=True))
        }
        cards = {name: self._card(panels[name], run, untreated, hours[name]) for name, run in runs.items()}
        self.add(surroundings(self.layout, _newest(runs, hours)))

        # Killing the virus alone: the infection ends, the loop goes on.
        panel, hour, told = panels["antiviral"], hours["antiviral"], cards["antiviral"]
        sides = self._sides(slots[0], slots[2], runs["antiviral"], hour)
        strip, ends = hours_line(self.layout), [panel.at(across, 0) for across in (0, 1)]
        self.play(
            strip.animate.put_start_and_end_on(*ends).set_stroke(width=AXIS_LINE),
            FadeIn(told, sides),
            run_time=self.until("antiviral"),
        )
        self.remove(strip)
        self.at("antiviral")
        self._open("antiviral", told, panel, capsule(panel.size).move_to(panel.drugs), hour)
        self.play(hour.animate.increment_value(12), run_time=STEADY, rate_func=linear)
        self.play(hour.animate.set_value(HOURS[1]), run_time=self.until("late"), rate_func=linear)
        self.at("late")
        verdict = cross(panel.size).move_to(panel.verdict)
        self.play(GrowFromCenter(verdict), run_time=SNAP)
        told.add(verdict)
        self._make_room([told], cards["timely"], step, sides, run_time=self.until("steroid"))

        # Steroid and blocker in time: IL-6 comes down.
        self.at("steroid")
        panel, hour, told = panels["timely"], hours["timely"], cards["timely"]
        pill, drug = self._drugs(panel)
        self._open("timely", told, panel, pill, hour)
        self.play(hour.animate.set_value(90), run_time=self.until("blocker"), rate_func=linear)
        self.at("blocker")
        name = self.label("il6", IL6).move_to(panel.names["il6"])
        self.play(GrowFromCenter(drug), FadeIn(name), hour.animate.set_value(110), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(200), run_time=self.until("breaks"), rate_func=linear)
        self.at("breaks")
        good = tick(1.1 * panel.size).move_to(panel.verdict)
        self.play(GrowFromCenter(good), hour.animate.set_value(HOURS[1]), run_time=SNAP, rate_func=linear)
        told.add(drug, name, good)
        self._make_room([cards["antiviral"], told], cards["toomuch"], step, run_time=self.until("toomuch"))

        # Too much of it: the infection flares up.
        self.at("toomuch")
        panel, hour, told = panels["toomuch"], hours["toomuch"], cards["toomuch"]
        self._open("toomuch", told, panel, self._drugs(panel), hour)
        self.play(hour.animate.set_value(80), run_time=self.until("infection"), rate_func=linear)
        self.at("infection")
        name = self.label("infection", TEXT).move_to(panel.names["infection"])
        self.play(FadeIn(name), hour.animate.set_value(95), run_time=SNAP, rate_func=linear)
        self.play(hour.animate.set_value(110), run_time=self.until("flare"), rate_func=linear)
        self.at("flare")
        threat = invader(0.65 * panel.size).move_to(panel.verdict)
        self.play(GrowFromCenter(threat), hour.animate.set_value(150), run_time=SNAP, rate_func=linear)
        self.play(
            hour.animate.set_value(HOURS[1]), threat.animate.scale_to_fit_height(1.0).move_to(handover(self.layout)),
            run_time=self.rest(),
        )  # fmt: skip

    def _make_room(
        self, told: list[VGroup], following: VGroup, step: np.ndarray, *leaving: VGroup, run_time: float
    ) -> None:
        """Move the cards that have been told half a place back, for the next one to come in beside them."""
        for card in told:
            for curve in card[2:4]:  # they are at their end, and would stay where they were drawn
                curve.clear_updaters()
        way = [card.animate(suspend_mobject_updating=False).shift(-step / 2) for card in told]
        self.play(*way, FadeIn(following, shift=-step / 2), *map(FadeOut, leaving), run_time=run_time)

    def _sides(self, one: Box, other: Box, run: Trajectory, hour: ValueTracker) -> VGroup:
        """Return what stands beside the first card: a run's infection, and the loop that feeds itself."""
        load, level = series(run, "pathogen"), series(run, "il6")
        fullest, low = run.peak("pathogen")[1], LOAD_AXIS[0]

        def share() -> float:
            """As on the card's axis: by the logarithm."""
            return float(np.log(max(load(hour.get_value()), low) / low) / np.log(fullest / low))

        radius = 0.5 * min(one.width, one.height)
        hub = Circle(0.8 * radius, stroke_width=0).move_to(other.center)
        crowds = messengers(hub)
        follow(crowds, lambda: level(hour.get_value()))
        return VGroup(infection(one, 1.3 * radius, share), halo(hub).set_fill(opacity=GLOW), crowds)

    def _card(self, panel: Panel, run: Trajectory, untreated: Trajectory, hour: ValueTracker) -> VGroup:
        """Return one card: ground, untreated IL-6 as a ghost, the run's infection and IL-6, its lungs, and axes."""
        alarm, load = Plot(panel.field, HOURS, IL6_AXIS), Plot(panel.field, HOURS, LOAD_AXIS)
        return VGroup(
            _ground(panel.card),
            alarm.ghost(series(untreated, "il6"), IL6),
            load.curve(series(run, "pathogen"), INVADER, hour),
            alarm.curve(series(run, "il6"), IL6, hour),
            panel.chest.fit(lungs(0.6, _injury(run, hour))),
            alarm.frame(),
        )

    def _drugs(self, panel: Panel) -> VGroup:
        """Return a steroid and a blocker of IL-6, side by side at their place."""
        return VGroup(capsule(panel.size), antibody(panel.size)).arrange(RIGHT, buff=0.15).move_to(panel.drugs)

    def _open(self, name: str, card: VGroup, panel: Panel, drugs: VMobject, hour: ValueTracker) -> None:
        """Bring in a card's title, the line at the hour of its treatment, and what is given."""
        begin = hour.get_value()
        share = (begin - HOURS[0]) / (HOURS[1] - HOURS[0])
        line = Line(panel.at(share, 0), panel.at(share, 1), stroke_color=BRAKE, stroke_width=5)
        title = self.label(name, TEXT)
        title.move_to(panel.title).shift(0.5 * title.height * DOWN)
        self.play(
            FadeIn(title, shift=0.15 * UP),
            FadeIn(line),
            GrowFromCenter(drugs),
            hour.animate.set_value(begin + 3),
            run_time=SNAP,
            rate_func=linear,
        )
        card.add(title, line, drugs)


def _ground(box: Box) -> RoundedRectangle:
    """Return the dark ground of a card."""
    card = RoundedRectangle(corner_radius=0.25, width=box.width, height=box.height, stroke_color=QUIET, stroke_width=2)
    return card.set_fill(NIGHT, 0.85).move_to(box.center)


def _injury(run: Trajectory, hour: ValueTracker) -> Callable[[], float]:
    injury = series(run, "lung")
    return lambda: float(injury(hour.get_value()))


def _newest(runs: dict[str, Trajectory], hours: dict[str, ValueTracker]) -> Callable[[], float]:
    """Return a function that gives IL-6 (pg/mL) of the run that began last."""
    levels = {name: series(run, "il6") for name, run in runs.items()}

    def level() -> float:
        begun = [name for name, run in runs.items() if hours[name].get_value() > _begin(run)] or list(runs)[:1]
        return float(levels[begun[-1]](hours[begun[-1]].get_value()))

    return level


def _begin(run: Trajectory) -> float:
    """Return the hour at which a run's first treatment begins."""
    return min(step.start for step in run.scenario.interventions)
