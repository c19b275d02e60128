"""The storm: a loop that feeds itself, and IL-6 on a logarithmic axis.

World: cells release two messengers, these call more cells, and the ring turns faster, at the model's speed.
Data: IL-6 of the model's storm; it passes 10 and 1,000 pg/mL as they are said. Last, three triggers.
"""

from __future__ import annotations

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    PI,
    RIGHT,
    UP,
    Arc,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    ValueTracker,
    VGroup,
    linear,
)

from model import scenario, simulate
from scenes.cast import (
    Crowd,
    ImmuneCell,
    Swell,
    bacterium,
    cart_cell,
    circle_path,
    il6_shape,
    invader,
    tissue,
    tnf_shape,
)
from scenes.charts import Plot, Readout, plot_box, series
from scenes.layout import Box
from scenes.stage import Stage
from scenes.style import BODY, BRAKE, HARM, IL6, QUIET, SNAP, STEADY, TISSUE, TNF

AXIS = (1.0, 10_000.0)
AFTER = 24.0
"""Hours shown after IL-6 has passed 1,000 pg/mL."""


class Loop(Stage):
    def construct(self) -> None:
        storm = simulate(scenario("storm"))
        hour = ValueTracker(0.0)
        body = tissue(Box(0, 0, *self.layout.frame))
        wheel, cells, il6, tnf = self._wheel(self.layout.safe.center)
        self.add(body, wheel, cells[0])

        # Cells release two messengers …
        self.play(cells[0].animate.scale(1.2), Create(wheel[0]), run_time=self.until("release"))
        self.at("release")
        names = self._names(wheel)
        self.add(il6, tnf, cells[0])
        self.play(Swell(il6, 0.25), FadeIn(names[0]), run_time=STEADY)
        self.play(Swell(tnf, 0.3), FadeIn(names[1]), run_time=self.until("call"))

        # … which call more cells, which release more.
        self.at("call")
        arrivals = [FadeIn(cell, shift=0.8 * (cell.get_center() - wheel.get_center())) for cell in cells[1:]]
        self.play(*arrivals, Create(wheel[1]), run_time=STEADY)
        self.play(Swell(il6, 0.5), Swell(tnf, 0.5), run_time=self.until("more"))
        self.at("more")
        self.play(
            Swell(il6, 1.0), Swell(tnf, 1.0), body[0].animate.set_fill(HARM, opacity=0.35), run_time=self.until("curve")
        )

        # The same loop in numbers: the wheel makes room for the curve.
        self.at("curve")
        level, end = series(storm, "il6"), storm.crossing("il6", 1000.0) + AFTER
        plot = Plot(plot_box(self.layout.data), (0.0, end), AXIS)
        frame = plot.frame()
        ticks = plot.ticks({10: "10", 1000: "1,000"})
        title = self.label("il6", IL6).move_to(plot.box.point(0, 1), aligned_edge=DL).shift(0.2 * UP)
        hours = self.label("hours", QUIET).next_to(plot.box.point(1, 0), DOWN, buff=0.15, aligned_edge=RIGHT)
        loop = VGroup(wheel, cells)
        self.play(
            FadeOut(names),
            Swell(il6, 0.0),
            Swell(tnf, 0.0),
            body[0].animate.set_fill(TISSUE, opacity=0.8),
            loop.animate.move_to(self._aside().center).scale(0.72),
            FadeIn(frame),
            FadeIn(ticks),
            FadeIn(title, hours),
            run_time=STEADY,
        )
        self.remove(il6, tnf)
        ring = 0.72 * wheel.radius
        swarm = Crowd(il6_shape(), 420, circle_path(self._aside().center, ring), flow=0.1, jitter=0.16, shown=0.05)
        swarm.add_updater(lambda crowd, dt: _follow(crowd, level(hour.get_value())))
        curve = plot.curve(level, IL6, hour)
        number = Readout(lambda: level(hour.get_value()), unit="pg/mL", widest="1,000", size=BODY, color=IL6)
        number.move_to(plot.box.point(1, 1), aligned_edge=DR).shift(0.15 * UP)
        self.add(swarm, loop, curve, number)
        ten, thousand = (storm.crossing("il6", value) for value in (10.0, 1000.0))
        self.play(hour.animate.set_value(0.9 * ten), run_time=self.until("ten"), rate_func=linear)

        # Below ten; above one thousand.
        self.at("ten")
        healthy = VGroup(plot.band(1, 10, BRAKE), self.label("healthy", BRAKE))
        healthy[1].move_to(plot.box.point(0.95, 0.125), aligned_edge=RIGHT)
        self.play(FadeIn(healthy), hour.animate.set_value(1.4 * ten), run_time=SNAP, rate_func=linear)
        self.play(hour.animate.set_value(thousand), run_time=self.until("thousand"), rate_func=linear)
        self.at("thousand")
        severe = VGroup(plot.band(1000, AXIS[1], HARM), self.label("severe", HARM))
        severe[1].move_to(plot.box.point(0.05, 0.875), aligned_edge=LEFT)
        self.play(FadeIn(severe), hour.animate.set_value(end - 16), run_time=STEADY, rate_func=linear)
        self.play(hour.animate.set_value(end), run_time=self.until("sepsis"), rate_func=linear)

        # What can start it.
        self.play_triggers(loop, swarm, number)

    def play_triggers(self, loop: VGroup, swarm: Crowd, number: Readout) -> None:
        """Put the three triggers where the wheel stood, each with its word."""
        self.at("sepsis")
        slots = self._aside().split(3, 0.2, across=not self.layout.wide)
        self.play(FadeOut(loop, scale=0.4), Swell(swarm, 0.0), run_time=SNAP)
        self.remove(swarm)
        for cue, icon, slot in zip(
            ("sepsis", "covid", "cart"), (bacterium(1.7), invader(0.75), cart_cell(0.62)), slots, strict=True
        ):
            if cue != "sepsis":
                self.at(cue)
            name = self.label(cue)
            VGroup(icon, name).arrange(DOWN, buff=0.22).move_to(slot.center)
            self.play(GrowFromCenter(icon), FadeIn(name, shift=0.15 * UP), run_time=SNAP)

    def _aside(self) -> Box:
        return self.layout.world

    def _wheel(self, centre: tuple[float, float, float]) -> tuple[VGroup, VGroup, Crowd, Crowd]:
        """Return the loop's two arrows, its cells on the left, and the two messengers that go around."""
        radius = 0.36 * min(self.layout.safe.width, self.layout.safe.height)
        arrows = VGroup(
            *(
                Arc(radius, start, -0.72 * PI, stroke_color=QUIET, stroke_width=6).add_tip(
                    tip_length=0.3, tip_width=0.3
                )
                for start in (0.86 * PI, -0.14 * PI)
            )
        ).move_to(centre)
        arrows.radius = radius
        cells = VGroup(ImmuneCell(0.6, seed=1).move_to(np.array(centre) + [-radius, 0, 0]))
        rng = np.random.default_rng(8)
        for number in range(6):
            angle = PI + 0.34 * (number - 2.5)
            place = np.array(centre) + radius * (1 + 0.16 * (-1) ** number) * np.array(
                [np.cos(angle), np.sin(angle), 0]
            )
            cells.add(ImmuneCell(0.42, seed=10 + number).move_to(place + [*rng.normal(0, 0.05, 2), 0]))
        way = circle_path(centre, radius)
        il6 = Crowd(il6_shape(0.09), 240, way, flow=0.12, jitter=0.24, shown=0.0, seed=1)
        tnf = Crowd(tnf_shape(0.12), 150, way, flow=0.12, jitter=0.24, shown=0.0, seed=2)
        return arrows, cells, il6, tnf

    def _names(self, wheel: VGroup) -> VGroup:
        """Return the messengers' names, right of the wheel (above and below it where there is no room)."""
        centre, radius = wheel.get_center(), wheel.radius
        places = (np.array([radius + 1.6, 0.45, 0]), np.array([radius + 1.6, -0.45, 0]))
        if not self.layout.wide:
            places = (np.array([0.75 * radius, radius + 0.55, 0]), np.array([0.75 * radius, -radius - 0.55, 0]))
        return VGroup(
            self.label("il6", IL6).move_to(centre + places[0]), self.label("tnf", TNF).move_to(centre + places[1])
        )


def _follow(crowd: Crowd, level: float) -> None:
    """Let a crowd grow and hurry with IL-6 (pg/mL), by the logarithm, as on the axis."""
    height = np.log10(max(level, 1.0)) / np.log10(AXIS[1])
    crowd.shown = 0.05 + 0.95 * height**2
    crowd.flow = 0.05 + 0.4 * height**2
