"""The storm: a loop that feeds itself, and IL-6 on a logarithmic axis.

World: the brake loses the ring; one cell releases two messengers, these call a second, then four, then eight, and the
ring turns faster, at the model's speed. Data: IL-6 of the model's storm; it passes 10 and 1,000 pg/mL as the words name
them. At the end, its triggers appear.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, FadeOut, GrowFromCenter, ValueTracker, VGroup, rush_from

from model import scenario, simulate
from scenes.cast import grounds
from scenes.cast.cells import Hero, ImmuneCell, Pose, Walk
from scenes.cast.il6_chart import AXIS, SPLIT, Il6Chart
from scenes.cast.invaders import bacterium, cart_cell, invader
from scenes.cast.lights import brake, halo
from scenes.cast.messengers import Messengers, fullness, messengers
from scenes.cast.surroundings import Surroundings, field, to_edge
from scenes.style import BRAKE, GLOW, HARM, IL6, TNF
from stage.charts import reading
from stage.crowd import Swell
from stage.layout import Box
from stage.manim.animation import Playable, animate_live
from stage.manim.updaters import add_updater
from stage.plates import Plate
from stage.screen import backdrop
from stage.stage import Stage
from stage.style import CALM, QUICK, QUIET, SNAP, STEADY

TRIGGERS: dict[str, Callable[[], VGroup]] = {
    "sepsis": lambda: bacterium(1.3),
    "covid": lambda: invader(0.55),
    "cart": lambda: cart_cell(0.48),
}
"""What can start the storm, in the order of the words: its cue, which is also the name of its label, and its icon."""


PLACES = (0, 4, 2, 6, 1, 5, 3, 7)
"""Where the cells sit on the ring, in the order in which they come: eighths of a turn from the left."""


class Wheel(NamedTuple):
    """The loop as a drawing.

    Attributes:
        hub: the circle, itself unseen, on which the messengers go around.
        hero: the cell on its left, with which the loop begins.
        others: the cells that are called, in the order in which they come.
        crowds: the two messengers.
    """

    hub: Circle
    hero: Hero
    others: list[ImmuneCell]
    crowds: Messengers

    @property
    def cells(self) -> VGroup:
        """All its cells."""
        return VGroup(self.hero, *self.others)


class Loop(Stage):
    """Shows that immune cells and messengers call for more and more of each other, and how far IL-6 climbs."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        storm, hour = simulate(scenario("storm")), self.hours("storm")
        level, blood = reading(storm, "il6", hour), ValueTracker(AXIS[0])
        world, data = self.layout.split(**SPLIT)
        chart_ground = to_edge(self.layout, data)
        place = Surroundings(self.layout, lambda: max(blood.get_value(), level()))
        calm = backdrop(Plate(field(self.layout), self.layout, grounds.tissue(field(self.layout), [chart_ground]), 0.0))
        wheel = self._wheel(self.layout.safe)
        hub, hero, crowds = wheel.hub, wheel.hero, wheel.crowds
        light = halo(hub)

        # The brake still holds the ring on which the loop will turn …
        home = hero.middle
        hero.resize(0.6).move_to(self.layout.safe.center)
        left, right = brake(hub)
        self.add(place, light, hub, left, right, hero, place.front)
        self.play(Walk(hero, home, wheel.hero.radius), Pose(hero, spark=1.0), run_time=self.until("loses"))

        # … and loses: the alarm pushes its jaws off.
        self.at("loses")
        self.play(
            *(
                jaw.animate.shift(way).rotate(turn).set_stroke(opacity=0)
                for jaw, way, turn in ((left, 1.5 * LEFT + DOWN, 0.7), (right, 1.5 * RIGHT + DOWN, -0.7))
            ),
            light.animate.set_fill(opacity=0.35 * GLOW),
            Pose(hero, squash=1.1),
            run_time=self.until("release"),
        )
        self.remove(left, right)

        # One cell releases two messengers …
        self.at("release")
        il6_name, tnf_name = self._names(hub)
        self.add(*crowds, hero, place.front)
        self.play(Swell(crowds.il6, 0.2), FadeIn(il6_name), Pose(hero, squash=0.92), run_time=CALM, rate_func=rush_from)
        self.play(FadeIn(tnf_name), Pose(hero, squash=1.0), run_time=SNAP)
        self.play(Swell(crowds.tnf, 0.2), run_time=self.until("call"))

        # … which call a second one, and both call two more …
        self.at("call")
        self.play(*self._come(wheel, 1), *(Swell(crowd, 0.35) for crowd in crowds), run_time=QUICK)
        self.play(
            *self._come(wheel, 2),
            *(Swell(crowd, 0.5) for crowd in crowds),
            light.animate.set_fill(opacity=0.6 * GLOW),
            run_time=self.until("more"),
        )

        # … which release more: eight cells rage around the first.
        self.at("more")
        self.play(
            *self._come(wheel, 4),
            *(Pose(cell, fury=1.0) for cell in (hero, *wheel.others)),
            *(Swell(crowd, 1.0) for crowd in crowds),
            light.animate.set_fill(opacity=GLOW),
            *place.inflame(0.7),
            run_time=self.until("curve"),
            rate_func=rush_from,
        )

        # The same loop in numbers: the wheel makes room for the curve, and turns at its speed.
        self.at("curve")
        chart = Il6Chart(data, storm, hour, self.label("il6", IL6), self.label("hours", QUIET))
        cells = wheel.cells
        loop = VGroup(hub, cells)
        fit = 0.92 * min(world.width, world.height) / loop.height
        # The hours start again here, which would clear the blood at once: let it clear while the wheel slows down.
        blood.set_value(chart.level(hour.highest))
        self.add(place.ground, calm, place.fever, place.blood, light, *crowds, il6_name, tnf_name, cells, place.front)
        self.play(
            FadeOut(il6_name, tnf_name),
            *(Swell(crowd, 0.05) for crowd in crowds),
            *place.inflame(0.1),
            calm.animate.set_fill(opacity=1),
            blood.animate.set_value(AXIS[0]),
            animate_live(light).set_fill(opacity=0.3 * GLOW),
            animate_live(loop).scale(min(fit, 0.9)).move_to(world.center),
            *(Pose(cell, fury=0.2) for cell in (hero, *wheel.others)),
            FadeIn(chart.axes),
            run_time=STEADY,
        )
        crowds.follow(level, most=min(1.0, 1.4 * fit))
        self._rage(wheel, level)
        self.add(*crowds, cells, chart.curve, chart.number)

        # From below ten …
        self.at("ten")
        healthy, healthy_name = chart.plot.band(AXIS[0], 10, BRAKE), self.label("healthy")
        healthy_name.move_to(chart.plot.box.point(0.97, 0.125), aligned_edge=RIGHT)
        self.play(FadeIn(healthy, healthy_name), run_time=SNAP)

        # … to above one thousand.
        self.at("thousand")
        severe, severe_name = chart.plot.band(1000, AXIS[1], HARM), self.label("severe")
        severe_name.move_to(chart.plot.box.point(0.03, 0.875), aligned_edge=LEFT)
        self.play(
            FadeIn(severe, severe_name), *place.inflame(0.5), light.animate.set_fill(opacity=GLOW), run_time=STEADY
        )

        # What can start it.
        self._play_triggers(world, loop)
        self.play(
            FadeOut(healthy, healthy_name, severe, severe_name),
            light.animate.set_fill(opacity=0),
            *place.inflame(0),
            run_time=self.until_next(),
        )

    def _come(self, wheel: Wheel, count: int) -> list[Playable]:
        """Return the animations in which the next cells come in from outside, each to its place on the wheel."""
        there = [cell for cell in wheel.others if cell in self.mobjects]
        coming = wheel.others[len(there) : len(there) + count]
        centre = wheel.hub.get_center()
        moves: list[Playable] = []
        for cell in coming:
            home, size = cell.middle, cell.radius
            cell.resize(0.3 * size).shift(0.28 * (home - centre))
            self.add(cell)
            moves.append(Walk(cell, home, size))
        return moves

    def _rage(self, wheel: Wheel, level: Callable[[], float]) -> None:
        """Let the cells rage as IL-6 (pg/mL) rises."""

        def rage(hub: Circle) -> None:
            for cell in (wheel.hero, *wheel.others):
                cell.fury = fullness(level())

        add_updater(wheel.hub, rage)

    def _play_triggers(self, world: Box, loop: VGroup) -> None:
        """Put the triggers beside the wheel, each with its word, as if they started it."""
        column, remaining = world.part(0.02, 0, 0.36, 1), world.part(0.42, 0, 1, 1)
        if not self.layout.wide:
            column, remaining = world.part(0.02, 0, 0.52, 1), world.part(0.6, 0, 1, 1)
        slots = column.split(len(TRIGGERS), 0.15, across=False)
        for number, ((cue, draw), slot) in enumerate(zip(TRIGGERS.items(), slots, strict=True)):
            self.at(cue)
            icon, name = draw(), self.label(cue)
            if self.layout.wide:
                above = slot.height - name.height - 0.2
                if icon.height > above:
                    icon.scale(above / icon.height)
                VGroup(icon, name).arrange(DOWN, buff=0.2).move_to(slot.center)
            else:
                slot.part(0, 0, 0.26, 1).fit(icon)
                name.next_to(icon, RIGHT, buff=0.2)
            # The wheel makes room when the first trigger comes.
            share = min(remaining.width / loop.width, remaining.height / loop.height)
            aside = [] if number else [loop.animate.scale(share).move_to(remaining.center)]
            self.play(GrowFromCenter(icon), FadeIn(name, shift=0.15 * UP), *aside, run_time=SNAP)

    def _wheel(self, room: Box) -> Wheel:
        """Return the loop in the middle of a room, without a message yet; its cells sit on the ring."""
        radius, centre = 0.36 * min(room.width, room.height), np.array(room.center)
        hub = Circle(radius, stroke_width=0).move_to(centre)
        hero = Hero(0.26 * radius, spark=0.5)
        others = [ImmuneCell(0.2 * radius, seed=11 + number) for number in range(len(PLACES) - 1)]
        for cell, place in zip((hero, *others), PLACES, strict=True):
            angle = np.pi + 2 * np.pi * place / len(PLACES)
            cell.move_to(centre + radius * np.array([np.cos(angle), np.sin(angle), 0]))
        return Wheel(hub, hero, others, messengers(hub, (240, 150), flow=0.12, shown=0.0))

    def _names(self, hub: Circle) -> VGroup:
        """Return the messengers' names, right of the wheel (above and below it in a narrow frame)."""
        names = VGroup(self.label("il6", IL6), self.label("tnf", TNF))
        if self.layout.wide:
            return names.arrange(DOWN, buff=0.3, aligned_edge=LEFT).next_to(hub, RIGHT, buff=1.3)
        for name, side in zip(names, (UP, DOWN), strict=True):
            name.next_to(hub, side, buff=0.35).shift(0.8 * hub.width / 2 * RIGHT)
        return names
