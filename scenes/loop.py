"""The storm: a loop that feeds itself, and IL-6 on a logarithmic axis.

World: cells release two messengers, these call more cells, and the ring turns faster, at the model's speed.
Data: IL-6 of the model's storm; it passes 10 and 1,000 pg/mL as they are said. Last, three triggers.
"""

from __future__ import annotations

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
    linear,
)

from model import scenario, simulate
from scenes.cast.cells import ImmuneCell, bacterium, cart_cell, halo, inflame, invader
from scenes.cast.il6_chart import AXIS, SPLIT, Il6Chart
from scenes.cast.messengers import follow, messengers
from scenes.cast.surroundings import surroundings
from scenes.style import BRAKE, GLOW, HARM, IL6, TNF
from stage.charts import series
from stage.crowd import Swell
from stage.layout import Box
from stage.stage import Stage
from stage.style import CALM, QUICK, QUIET, SNAP, STEADY


class Loop(Stage):
    def construct(self) -> None:
        storm = simulate(scenario("storm"))
        hour = ValueTracker(0.0)
        world, data = self.layout.split(**SPLIT)
        level = series(storm, "il6")
        blood = ValueTracker(1.0)
        behind = surroundings(self.layout, lambda: max(blood.get_value(), level(hour.get_value())))
        body = behind[0]
        wheel, cells, crowds = self._wheel(self.layout.safe)
        hub, *arrows = wheel
        self.add(behind, wheel[0], cells[0])

        # Cells release two messengers …
        first = cells[0].get_center()
        cells[0].resize(0.6).move_to(self.layout.safe.center)
        self.play(cells[0].animate.resize(0.75).move_to(first), Create(arrows[0]), run_time=self.until("release"))
        self.at("release")
        names = self._names(hub)
        self.add(crowds, cells[0])
        self.play(Swell(crowds[0], 0.25), FadeIn(names[0]), run_time=CALM)
        self.play(Swell(crowds[1], 0.15), FadeIn(names[1]), run_time=QUICK)
        self.play(Swell(crowds[1], 0.3), run_time=self.until("call"))

        # … which call more cells, which release more.
        self.at("call")
        arrivals = [FadeIn(cell, shift=0.8 * (cell.get_center() - hub.get_center())) for cell in cells[1:]]
        self.play(*arrivals, Create(arrows[1]), run_time=STEADY)
        self.play(*(Swell(crowd, 0.5) for crowd in crowds), run_time=self.until("more"))
        self.at("more")
        # Where labels stand at the edge of what a site leaves free, the camera keeps its distance.
        near = self.layout.whole if self.layout.below else self.layout.whole.part(0.06, 0.06, 0.94, 0.94)
        glow = halo(hub)
        self.add(body, glow, *behind[1:], wheel[1:], names, crowds, cells)
        self.play(
            glow.animate.set_fill(opacity=GLOW),
            *(Swell(crowd, 1.0) for crowd in crowds),
            *inflame(body, 0.8),
            self.see(near),
            blood.animate.set_value(AXIS[1]),
            run_time=self.until("curve"),
        )

        # The same loop in numbers: the wheel makes room for the curve, and turns at its speed.
        self.at("curve")
        chart = Il6Chart(data, storm, hour, self.label("il6", IL6), self.label("hours", QUIET))
        loop = VGroup(wheel, cells)
        fit = 0.88 * min(world.width, world.height) / loop.height
        self.play(
            FadeOut(names),
            *(Swell(crowd, 0.05) for crowd in crowds),
            *inflame(body, 0.15),
            blood.animate.set_value(1.0),
            glow.animate(suspend_mobject_updating=False).set_fill(opacity=0.3 * GLOW),
            loop.animate.scale(min(fit, 0.85)).move_to(world.center),
            FadeIn(chart.axes),
            self.see(self.layout.whole),
            run_time=STEADY,
        )
        follow(crowds, lambda: chart.level(hour.get_value()), most=min(1.0, 1.4 * fit))
        self.add(crowds, cells, chart.curve, chart.number)
        ten, thousand = (storm.crossing("il6", value) for value in (10.0, 1000.0))
        self.play(hour.animate.set_value(0.9 * ten), run_time=self.until("ten"), rate_func=linear)

        # Below ten; above one thousand.
        self.at("ten")
        field = chart.plot.box
        healthy = VGroup(chart.plot.band(1, 10, BRAKE), self.label("healthy"))
        healthy[1].move_to(field.point(0.97, 0.125), aligned_edge=RIGHT)
        self.play(FadeIn(healthy), hour.animate.set_value(1.4 * ten), run_time=SNAP, rate_func=linear)
        self.play(hour.animate.set_value(thousand), run_time=self.until("thousand"), rate_func=linear)
        self.at("thousand")
        severe = VGroup(chart.plot.band(1000, AXIS[1], HARM), self.label("severe"))
        severe[1].move_to(field.point(0.03, 0.875), aligned_edge=LEFT)
        self.play(
            FadeIn(severe),
            *inflame(body, 0.4),
            glow.animate.set_fill(opacity=GLOW),
            hour.animate.set_value(chart.end - 16),
            run_time=STEADY,
            rate_func=linear,
        )
        self.play(hour.animate.set_value(chart.end), run_time=self.until("sepsis"), rate_func=linear)

        # What can start it.
        self._play_triggers(world, loop)
        self.play(FadeOut(healthy, severe), glow.animate.set_fill(opacity=0), *inflame(body, 0), run_time=self.rest())

    def _play_triggers(self, world: Box, loop: VGroup) -> None:
        """Put three triggers beside the wheel, each with its word, as if they set it going."""
        column, rest = world.part(0.02, 0, 0.36, 1), world.part(0.42, 0, 1, 1)
        if not self.layout.wide:
            column, rest = world.part(0.02, 0, 0.52, 1), world.part(0.6, 0, 1, 1)
        slots = column.split(3, 0.15, across=False)
        icons = bacterium(1.3), invader(0.55), cart_cell(0.48)
        for cue, icon, slot in zip(("sepsis", "covid", "cart"), icons, slots, strict=True):
            self.at(cue)
            name = self.label(cue)
            if self.layout.wide:
                VGroup(icon, name).arrange(DOWN, buff=0.2).move_to(slot.center)
            else:
                slot.part(0, 0, 0.26, 1).fit(icon)
                name.next_to(icon, RIGHT, buff=0.2)
            share = min(rest.width / loop.width, rest.height / loop.height)
            aside = [loop.animate.scale(share).move_to(rest.center)] if cue == "sepsis" else []
            self.play(GrowFromCenter(icon), FadeIn(name, shift=0.15 * UP), *aside, run_time=SNAP)

    def _wheel(self, room: Box) -> tuple[VGroup, VGroup, VGroup]:
        """Return the loop's hub and its two arrows, the cells on the left, and the two messengers that go around."""
        radius, centre = 0.36 * min(room.width, room.height), np.array(room.center)
        hub = Circle(radius, stroke_width=0).move_to(centre)
        look = {"stroke_color": QUIET, "stroke_width": 6}
        arrows = [
            Arc(radius, start, -0.72 * PI, **look).add_tip(tip_length=0.3, tip_width=0.3).shift(centre)
            for start in (0.86 * PI, -0.14 * PI)
        ]
        cells = VGroup(ImmuneCell(0.75, seed=2).move_to(centre + [-radius, 0, 0]))
        for number in range(6):
            angle = PI + 0.36 * (number - 2.5)
            reach = radius * (1 + 0.2 * (-1) ** number)
            place = centre + reach * np.array([np.cos(angle), np.sin(angle), 0])
            cells.add(ImmuneCell(0.2 * radius, seed=10 + number).move_to(place))
        crowds = messengers(hub, (240, 150), flow=0.12, shown=0.0)
        return VGroup(hub, *arrows), cells, crowds

    def _names(self, hub: Circle) -> VGroup:
        """Return the messengers' names, right of the wheel (above and below it where there is no room)."""
        names = VGroup(self.label("il6", IL6), self.label("tnf", TNF))
        if self.layout.wide:
            return names.arrange(DOWN, buff=0.3, aligned_edge=LEFT).next_to(hub, RIGHT, buff=0.7)
        for name, side in zip(names, (UP, DOWN), strict=True):
            name.next_to(hub, side, buff=0.35).shift(0.8 * hub.width / 2 * RIGHT)
        return names
