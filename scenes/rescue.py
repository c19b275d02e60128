"""What stops it: three small charts from the model, one for each of three decisions.

Each decision is shown in the middle, and its card moves aside for the next; at the end the three can be compared.
Next to the first card are the infection, which ends, and the loop, which does not. A card shows IL-6 and the infection
on logarithmic axes, IL-6 of the untreated patient for comparison, the hour of treatment as a green line, the lungs at
the card's hour, and how it ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    Mobject,
    RoundedRectangle,
    VGroup,
    VMobject,
)

from model import Trajectory, scenario, simulate
from scenes.cast.anatomy import Lungs
from scenes.cast.cells import halo, infection, invader
from scenes.cast.hours_strip import hours_line
from scenes.cast.messengers import messengers
from scenes.cast.places import handover
from scenes.cast.signs import antibody, capsule, cross, tick
from scenes.cast.surroundings import Surroundings
from scenes.style import BRAKE, GLOW, IL6, INVADER
from stage.charts import AXIS_LINE, Plot, reading, series
from stage.hours import HourTracker
from stage.layout import Box
from stage.manim.animation import animate_live
from stage.manim.updaters import add_updater
from stage.stage import Stage
from stage.style import NIGHT, QUIET, SNAP, TEXT

DECISIONS = {"antiviral": "antiviral_only", "timely": "treated", "toomuch": "over_dampened"}
"""The cards, by the name of their label, and the model's scenario on each."""
IL6_AXIS = (1.0, 10_000.0)
LOAD_AXIS = (1e-4, 1.0)


class Panel:
    """The places on one chart's card: above the axes if cards are side by side, else to their right."""

    def __init__(self, box: Box, *, wide: bool) -> None:
        """Divide a box; `wide` says whether the cards are side by side."""
        self.card, self.size = box, 0.65 if wide else 0.5
        room = box.inset(0.25, 0.25, 0.25, 0.25)
        beside = room.part(0.58, 0.0, 1.0, 1.0)
        self.field = room.part(0.0, 0.3, 1.0, 0.74) if wide else room.part(0.0, 0.04, 0.52, 0.96)
        self.title = room.point(0.5, 1.0) if wide else beside.point(0.5, 1.0)
        self.drugs = room.point(0.5, 0.84) if wide else beside.point(0.17, 0.27)
        self.chest = room.part(0.1, 0.0, 0.55, 0.24) if wide else beside.part(0.4, 0.0, 0.7, 0.6)
        self.verdict = room.point(0.76, 0.11) if wide else beside.point(0.88, 0.27)
        self.il6_name = self.at(0.66, 0.64)
        self.infection_name = self.at(0.64, 0.26)

    def at(self, across: float, up: float) -> np.ndarray:
        """Return a point by fractions of the axes."""
        return np.array(self.field.point(across, up))


@dataclass(frozen=True)
class Card:
    """One decision on its card.

    Attributes:
        panel: its places.
        trajectory, hour: the model's solution of its scenario, and the hour that is shown.
        plot: its axes.
        drawing: all that is on the card so far.
    """

    panel: Panel
    trajectory: Trajectory
    hour: HourTracker
    plot: Plot
    drawing: VGroup

    def treatment_line(self) -> Line:
        """Return the line at the hour at which the first drug is given."""
        x = self.plot.across(min(drug.start for drug in self.trajectory.scenario.interventions))
        box = self.plot.box
        return Line((x, box.bottom, 0.0), (x, box.top, 0.0), stroke_color=BRAKE, stroke_width=5)


class Rescue(Stage):
    """Compares three decisions about one patient: treat only the virus, calm the storm in time, calm it too much."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        slots = self.layout.safe.split(3, 0.25, across=self.layout.wide)
        step = np.array(slots[1].center) - slots[0].center
        antiviral, timely, toomuch = self._cards(slots, step)
        self.add(Surroundings(self.layout, self._level((antiviral, timely, toomuch))))

        # Killing only the virus …
        sides = self._sides(slots[0], slots[2], antiviral)
        strip, ends = hours_line(self.layout), [antiviral.panel.at(across, 0) for across in (0, 1)]
        self.play(
            strip.animate.put_start_and_end_on(*ends).set_stroke(width=AXIS_LINE),
            FadeIn(antiviral.drawing, sides),
            run_time=self.until("antiviral"),
        )
        self.remove(strip)
        self.at("antiviral")
        self._open(antiviral, "antiviral", capsule(antiviral.panel.size).move_to(antiviral.panel.drugs))

        # … is too late: the infection ends, the loop goes on.
        self.at("late")
        self._conclude(antiviral, cross(antiviral.panel.size))
        self._make_room([antiviral], timely, step, sides, run_time=self.until("steroid"))

        # A steroid in time …
        self.at("steroid")
        steroid, blocker = self._drugs(timely.panel)
        self._open(timely, "timely", steroid)

        # … and a blocker: IL-6 comes down.
        self.at("blocker")
        il6_name = self.label("il6", IL6).move_to(timely.panel.il6_name)
        self.play(GrowFromCenter(blocker), FadeIn(il6_name), run_time=SNAP)
        timely.drawing.add(blocker, il6_name)
        self.at("breaks")
        self._conclude(timely, tick(1.1 * timely.panel.size))
        self._make_room([antiviral, timely], toomuch, step, run_time=self.until("toomuch"))

        # Too much of it …
        self.at("toomuch")
        self._open(toomuch, "toomuch", self._drugs(toomuch.panel))
        self.at("infection")
        infection_name = self.label("infection", TEXT).move_to(toomuch.panel.infection_name)
        self.play(FadeIn(infection_name), run_time=SNAP)

        # … and the infection flares up; an invader goes to where the next scene finds it.
        self.at("flare")
        threat = invader(0.65 * toomuch.panel.size).move_to(toomuch.panel.verdict)
        self.play(GrowFromCenter(threat), run_time=SNAP)
        self.play(threat.animate.scale_to_fit_height(1.0).move_to(handover(self.layout)), run_time=self.until_next())

    def _cards(self, slots: list[Box], step: np.ndarray) -> list[Card]:
        """Return the cards, each at its first place: one in the middle, then two share the room, then three."""
        untreated, wide = simulate(scenario("storm")), self.layout.wide
        hours = {name: self.hours(name) for name in DECISIONS.values()}
        end = max(hour.highest for hour in hours.values())
        return [
            _card(
                Panel(slot.shifted((1 - number / 2) * step), wide=wide),
                simulate(scenario(name)),
                untreated,
                hour,
                (0.0, end),
            )
            for number, (slot, (name, hour)) in enumerate(zip(slots, hours.items(), strict=True))
        ]

    def _level(self, cards: tuple[Card, ...]) -> Callable[[], float]:
        """Return a function that gives IL-6 (pg/mL) of the scenario whose hours pass now."""
        levels = {card.trajectory.scenario.name: reading(card.trajectory, "il6", card.hour) for card in cards}
        return lambda: levels[self.schedule.passage(self.seconds).scenario]()

    def _sides(self, one: Box, other: Box, card: Card) -> VGroup:
        """Return what is next to the first card: its infection, and the loop that feeds itself."""
        load, lowest = reading(card.trajectory, "pathogen", card.hour), LOAD_AXIS[0]
        fullest = card.trajectory.peak("pathogen")[1]

        def share() -> float:
            """Return the load as a share of its peak, by the logarithm, as on the card's axis."""
            return float(np.log(max(load(), lowest) / lowest) / np.log(fullest / lowest))

        radius = 0.5 * min(one.width, one.height)
        hub = Circle(0.8 * radius, stroke_width=0).move_to(other.center)
        crowds = messengers(hub)
        crowds.follow(reading(card.trajectory, "il6", card.hour))
        return VGroup(infection(one, 1.3 * radius, share), halo(hub).set_fill(opacity=GLOW), *crowds)

    def _drugs(self, panel: Panel) -> VGroup:
        """Return a steroid and a blocker of IL-6, side by side at their place."""
        return VGroup(capsule(panel.size), antibody(panel.size)).arrange(RIGHT, buff=0.15).move_to(panel.drugs)

    def _open(self, card: Card, label: str, drugs: VMobject) -> None:
        """Bring in a card's title, the line at the hour of its treatment, and what is given."""
        line, title = card.treatment_line(), self.label(label, TEXT)
        title.move_to(card.panel.title).shift(0.5 * title.height * DOWN)
        self.play(FadeIn(title, shift=0.15 * UP), FadeIn(line), GrowFromCenter(drugs), run_time=SNAP)
        card.drawing.add(title, line, drugs)

    def _conclude(self, card: Card, verdict: VMobject) -> None:
        """Show how a decision ended."""
        self.play(GrowFromCenter(verdict.move_to(card.panel.verdict)), run_time=SNAP)
        card.drawing.add(verdict)

    def _make_room(
        self, shown: list[Card], following: Card, step: np.ndarray, *leaving: Mobject, run_time: float
    ) -> None:
        """Move the cards that have been shown half a place back, for the next one to come in beside them."""
        way = [animate_live(card.drawing).shift(-step / 2) for card in shown]
        self.play(*way, FadeIn(following.drawing, shift=-step / 2), *map(FadeOut, leaving), run_time=run_time)


def _card(
    panel: Panel, treated: Trajectory, untreated: Trajectory, hour: HourTracker, hours: tuple[float, float]
) -> Card:
    """Return one card: ground, untreated IL-6 as a ghost, infection and IL-6 after treatment, the lungs, and axes."""
    alarm, load = Plot(panel.field, hours, IL6_AXIS), Plot(panel.field, hours, LOAD_AXIS)
    ground = _ground(panel.card)
    drawing = VGroup(
        ground,
        alarm.ghost(series(untreated, "il6"), IL6),
        _on(ground, load.curve(series(treated, "pathogen"), INVADER, hour)),
        _on(ground, alarm.curve(series(treated, "il6"), IL6, hour)),
        panel.chest.fit(Lungs(0.6, reading(treated, "lung", hour))),
        alarm.frame(),
    )
    return Card(panel, treated, hour, alarm, drawing)


def _on(ground: RoundedRectangle, curve: VMobject) -> VMobject:
    """Let a curve that grows move with the ground that it is drawn on; return it."""
    home = ground.get_center()
    return add_updater(curve, lambda curve: curve.shift(ground.get_center() - home))


def _ground(box: Box) -> RoundedRectangle:
    """Return the dark ground of a card."""
    card = RoundedRectangle(corner_radius=0.25, width=box.width, height=box.height, stroke_color=QUIET, stroke_width=2)
    return card.set_fill(NIGHT, 0.85).move_to(box.center)
