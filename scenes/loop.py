"""The storm: a loop that feeds itself, and IL-6 on a logarithmic axis.

World: cells release two messengers, these call more cells, and the ring turns faster, at the model's speed.
Data: IL-6 of the model's storm; it passes 10 and 1,000 pg/mL as the words name them. At the end, its triggers appear.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Arc,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    ValueTracker,
    VGroup,
)

from model import scenario, simulate
from scenes.cast.cells import ImmuneCell, bacterium, brake, cart_cell, halo, invader
from scenes.cast.il6_chart import AXIS, SPLIT, Il6Chart
from scenes.cast.messengers import Messengers, messengers
from scenes.cast.surroundings import Surroundings
from scenes.style import BRAKE, GLOW, HARM, IL6, TNF
from stage.charts import reading
from stage.crowd import Swell
from stage.layout import Box
from stage.manim.animation import animate_live
from stage.stage import Stage
from stage.style import CALM, QUICK, QUIET, SNAP, STEADY

TRIGGERS: dict[str, Callable[[], VGroup]] = {
    "sepsis": lambda: bacterium(1.3),
    "covid": lambda: invader(0.55),
    "cart": lambda: cart_cell(0.48),
}
"""What can start the storm, in the order of the words: its cue, which is also the name of its label, and its icon."""


class Wheel(NamedTuple):
    """The loop as a drawing.

    Attributes:
        hub: the circle, itself unseen, on which the messengers go around.
        release, call: the arrows over its upper and its lower half.
        first: the cell on its left, with which the loop begins.
        others: the cells that are called.
        crowds: the two messengers.
    """

    hub: Circle
    release: Arc
    call: Arc
    first: ImmuneCell
    others: VGroup
    crowds: Messengers


class Loop(Stage):
    """Shows that immune cells and messengers call for more and more of each other, and how far IL-6 climbs."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        storm, hour = simulate(scenario("storm")), self.hours("storm")
        level, blood = reading(storm, "il6", hour), ValueTracker(AXIS[0])
        world, data = self.layout.split(**SPLIT)
        behind = Surroundings(self.layout, lambda: max(blood.get_value(), level()))
        tissue = behind.tissue
        wheel = self._wheel(self.layout.safe)
        hub, crowds = wheel.hub, wheel.crowds
        # The brake still holds the ring on which the loop will turn …
        place = wheel.first.get_center()
        wheel.first.resize(0.6).move_to(self.layout.safe.center)
        left, right = brake(hub)
        self.add(behind, hub, wheel.first, left, right)
        self.play(wheel.first.animate.resize(0.75).move_to(place), run_time=self.until("loses"))

        # … and loses: its jaws are pushed off.
        self.at("loses")
        self.play(
            *(
                jaw.animate.shift(way).rotate(turn).set_stroke(opacity=0)
                for jaw, way, turn in ((left, LEFT + DOWN, 0.5), (right, RIGHT + DOWN, -0.5))
            ),
            Create(wheel.release),
            run_time=self.until("release"),
        )
        self.remove(left, right)

        # Cells release two messengers …
        self.at("release")
        il6_name, tnf_name = self._names(hub)
        self.add(*crowds, wheel.first)
        self.play(Swell(crowds.il6, 0.25), FadeIn(il6_name), run_time=CALM)
        self.play(Swell(crowds.tnf, 0.15), FadeIn(tnf_name), run_time=QUICK)
        self.play(Swell(crowds.tnf, 0.3), run_time=self.until("call"))

        # … which call more cells …
        self.at("call")
        arrivals = [FadeIn(cell, shift=0.8 * (cell.get_center() - hub.get_center())) for cell in wheel.others]
        self.play(*arrivals, Create(wheel.call), run_time=STEADY)
        self.play(*(Swell(crowd, 0.5) for crowd in crowds), run_time=self.until("more"))

        # … which release more.
        self.at("more")
        # In a tall frame, labels are at the edge of the safe box: if the camera came nearer, they would leave it.
        near = self.layout.whole if self.layout.below else self.layout.whole.part(0.06, 0.06, 0.94, 0.94)
        glow, cells = halo(hub), VGroup(wheel.first, wheel.others)
        self.add(tissue, glow, behind.blood, wheel.release, wheel.call, il6_name, tnf_name, *crowds, cells)
        self.play(
            glow.animate.set_fill(opacity=GLOW),
            *(Swell(crowd, 1.0) for crowd in crowds),
            *tissue.inflame(0.8),
            self.see(near),
            run_time=self.until("curve"),
        )

        # The same loop in numbers: the wheel makes room for the curve, and turns at its speed.
        self.at("curve")
        chart = Il6Chart(data, storm, hour, self.label("il6", IL6), self.label("hours", QUIET))
        loop = VGroup(hub, wheel.release, wheel.call, cells)
        fit = 0.88 * min(world.width, world.height) / loop.height
        # The hours start again here, which would clear the blood at once: let it clear while the wheel slows down.
        blood.set_value(chart.level(hour.highest))
        self.play(
            FadeOut(il6_name, tnf_name),
            *(Swell(crowd, 0.05) for crowd in crowds),
            *tissue.inflame(0.15),
            blood.animate.set_value(AXIS[0]),
            animate_live(glow).set_fill(opacity=0.3 * GLOW),
            loop.animate.scale(min(fit, 0.85)).move_to(world.center),
            FadeIn(chart.axes),
            self.see(self.layout.whole),
            run_time=STEADY,
        )
        crowds.follow(level, most=min(1.0, 1.4 * fit))
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
            FadeIn(severe, severe_name), *tissue.inflame(0.4), glow.animate.set_fill(opacity=GLOW), run_time=STEADY
        )

        # What can start it.
        self._play_triggers(world, loop)
        self.play(
            FadeOut(healthy, healthy_name, severe, severe_name),
            glow.animate.set_fill(opacity=0),
            *tissue.inflame(0),
            run_time=self.until_next(),
        )

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
        """Return the loop in the middle of a room, without a message yet."""
        radius, centre = 0.36 * min(room.width, room.height), np.array(room.center)
        hub = Circle(radius, stroke_width=0).move_to(centre)
        release, call = (
            Arc(radius, start, -0.72 * PI, stroke_color=QUIET, stroke_width=6)
            .add_tip(tip_length=0.3, tip_width=0.3)
            .shift(centre)
            for start in (0.86 * PI, -0.14 * PI)
        )
        first = ImmuneCell(0.75, seed=2).move_to(centre + [-radius, 0, 0])
        others = VGroup()
        for number in range(6):
            angle = PI + 0.36 * (number - 2.5)
            reach = radius * (1 + 0.2 * (-1) ** number)
            place = centre + reach * np.array([np.cos(angle), np.sin(angle), 0])
            others.add(ImmuneCell(0.2 * radius, seed=10 + number).move_to(place))
        return Wheel(hub, release, call, first, others, messengers(hub, (240, 150), flow=0.12, shown=0.0))

    def _names(self, hub: Circle) -> VGroup:
        """Return the messengers' names, right of the wheel (above and below it in a narrow frame)."""
        names = VGroup(self.label("il6", IL6), self.label("tnf", TNF))
        if self.layout.wide:
            return names.arrange(DOWN, buff=0.3, aligned_edge=LEFT).next_to(hub, RIGHT, buff=0.7)
        for name, side in zip(names, (UP, DOWN), strict=True):
            name.next_to(hub, side, buff=0.35).shift(0.8 * hub.width / 2 * RIGHT)
        return names
