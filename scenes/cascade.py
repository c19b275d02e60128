"""The cascade: vessels leak, alveoli fill, oxygen falls, then heart and kidneys, and the point of no return.

World: a body, first close to the lungs over a leaking vessel, then from further away with heart and kidneys. Data:
the monitor of the scene before, one gauge an organ, and a strip of hours with the last one at which treatment still
works; all show the same hour of the model's storm.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Indicate,
    Line,
    Triangle,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from model import latest_rescue, scenario, simulate
from scenes.cast.anatomy import body, heart, kidneys, lungs, upper_alveolus
from scenes.cast.cells import inflame
from scenes.cast.hours_strip import hours_line
from scenes.cast.il6_chart import SPLIT
from scenes.cast.places import floor
from scenes.cast.surroundings import surroundings
from scenes.cast.vessel import vessel
from scenes.cast.ward import Monitor, monitor_box
from scenes.style import BRAKE, HARM, OXYGEN
from stage.charts import gauge, series
from stage.layout import Box
from stage.screen import backdrop
from stage.stage import Stage
from stage.style import QUICK, QUIET, SNAP, TEXT

ORGANS = {"lung": lungs, "heart": heart, "kidney": kidneys}
HOURS = (36.0, 132.0)
"""From the IL-6 alarm to the failed kidneys, in hours of the model's storm."""
SHOWN = ("il6", "spo2", "leak", *ORGANS, *(f"{organ}_function" for organ in ORGANS))
NEAR, FAR = 0.3, 0.19
"""The body's size, as a share of the world's width close to the lungs, and of its height with all three organs."""


class Cascade(Stage):
    def construct(self) -> None:
        storm = simulate(scenario("storm"))
        hour = ValueTracker(HOURS[0])
        now = {name: _at(series(storm, name), hour) for name in SHOWN}
        screen = monitor_box(self.layout.split(**SPLIT)[0])
        world, data = self._rooms(screen)
        behind = surroundings(self.layout, now["il6"])
        cells = behind[0]
        monitor = Monitor(screen, self.label("oxygen", OXYGEN), now["spo2"], _share(now["heart_function"]))
        near, far = NEAR * world.width, FAR * world.height
        middle = np.array(world.point(0.37, 0.75))
        person = backdrop(body(near, (middle[1] - floor(self.layout)) / far))
        whole = VGroup(person, lungs(near, now["lung"])).shift(world.point(0.5, 0.62))
        tube = vessel(world.part(0.01, 0.1, 0.99, 0.42), now["leak"])
        self.add(cells, whole, *behind[1:], tube, monitor)

        # The monitor goes aside, and vessels leak …
        self.at("leak")
        if self.layout.wide:
            self.play(monitor.animate.move_to(data.point(0.5, 0.98), aligned_edge=UP), run_time=SNAP)
        leak = self.label("leak", TEXT).move_to(world.point(0.5, 0.035))
        gauges = self._gauges(data.part(0, 0.2, 1, 0.68 if self.layout.wide else 1.0), now)
        self.play(FadeIn(leak, gauges), hour.animate.set_value(45), run_time=SNAP, rate_func=linear)
        self.play(hour.animate.set_value(52), run_time=self.until("alveoli"), rate_func=linear)

        # … the alveoli fill …
        self.at("alveoli")
        sacs = self.label("alveoli", TEXT).move_to(world.point(0.0, 0.99), aligned_edge=UL)
        sacs = VGroup(sacs, _pointer(sacs.get_bottom(), upper_alveolus(whole[1])))
        self.play(FadeIn(sacs, shift=0.2 * UP), hour.animate.set_value(56), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(58), run_time=self.until("oxygen"), rate_func=linear)

        # … and oxygen falls.
        self.at("oxygen")
        self.play(Indicate(monitor[4], 1.15, OXYGEN), hour.animate.set_value(60), run_time=QUICK, rate_func=linear)
        self.play(hour.animate.set_value(62), run_time=self.until("ards"), rate_func=linear)
        self.at("ards")
        ards = self.label("ards", TEXT).move_to(world.point(1.0, 0.99), aligned_edge=UR)
        self.play(
            FadeIn(ards, shift=0.2 * UP), *inflame(cells, 0.3), hour.animate.set_value(63), run_time=QUICK,
            rate_func=linear,
        )  # fmt: skip
        self.play(hour.animate.set_value(68), run_time=self.until("heart"), rate_func=linear)

        # From further away: the heart, then the kidneys.
        self.at("heart")
        pump = heart(0.48 * far, now["heart"]).move_to(middle + far * np.array([0.08, -0.5, 0]))
        pump_name = self._name("heart", pump, gauges[1], world.right)
        self.play(
            whole.animate(suspend_mobject_updating=False)
            .scale(far / near, about_point=world.point(0.5, 0.62))
            .shift(middle - world.point(0.5, 0.62)),
            FadeOut(tube, leak, sacs, ards),
            GrowFromCenter(pump),
            FadeIn(pump_name),
            hour.animate.set_value(74),
            run_time=QUICK,
        )
        self.play(hour.animate.set_value(84), run_time=self.until("kidneys"), rate_func=linear)
        self.at("kidneys")
        beans = kidneys(0.42 * far, now["kidney"]).move_to(middle + far * np.array([0, -2.1, 0]))
        beans_name = self._name("kidneys", beans, gauges[2], world.right)
        self.play(
            GrowFromCenter(beans), FadeIn(beans_name), hour.animate.set_value(95),
            run_time=QUICK, rate_func=linear,
        )  # fmt: skip
        self.play(hour.animate.set_value(108), run_time=self.until("threshold"), rate_func=linear)

        # Past the last hour at which treatment works, no way back.
        self.at("threshold")
        strip, mark = self._strip(hour, latest_rescue("steroid+tocilizumab"))
        self.play(FadeIn(strip), Create(mark[0]), FadeIn(mark[1]), hour.animate.set_value(112), run_time=QUICK)
        self.play(hour.animate.set_value(HOURS[1]), *inflame(cells, 0.8), run_time=self.rest(), rate_func=linear)

    def _rooms(self, screen: Box) -> tuple[Box, Box]:
        """Return the places of the body and of the gauges; where the frame is narrow, below the monitor."""
        if self.layout.wide:
            return self.layout.split(wide=0.5, tall=0.5)
        below = self.layout.safe.inset(0, 0, 0, screen.height + 0.2)
        return below.part(0, 0, 0.57, 1), below.part(0.61, 0, 1, 1)

    def _gauges(self, box: Box, now: dict[str, Callable[[], float]]) -> VGroup:
        """Return a gauge for each organ, with a small picture of it."""
        gauges = VGroup()
        for (organ, draw), row in zip(ORGANS.items(), box.split(3, 0.12 * box.height, across=False), strict=True):
            icon = row.part(0, 0, 0.24, 1).fit(draw(0.3, now[organ]))
            height = min(0.5, 0.7 * row.height)
            share = _share(now[f"{organ}_function"])
            bar = gauge(Box(row.point(0.64, 0)[0], row.y, 0.72 * row.width, height), share, BRAKE)
            _redden(bar[1], share)
            gauges.add(VGroup(icon, bar))
        return gauges

    def _name(self, label: str, organ: VGroup, row: VGroup, right: float) -> VGroup:
        """Return an organ's name with a line to it; where the frame is narrow, over its gauge."""
        name = self.label(label, TEXT)
        if not self.layout.wide:
            return VGroup(name.next_to(row[1], UP, buff=0.1, aligned_edge=LEFT))
        name.move_to([right, organ.get_y(), 0], aligned_edge=RIGHT)
        return VGroup(name, _pointer(name.get_left(), organ.get_right()))

    def _strip(self, hour: ValueTracker, threshold: float) -> tuple[VGroup, VGroup]:
        """Return the strip of hours with its pointer, and the mark of the threshold."""
        line = hours_line(self.layout)
        (left, up, _), right = line.get_start(), line.get_end()[0]

        def across(value: float) -> float:
            return left + (right - left) * (value - HOURS[0]) / (HOURS[1] - HOURS[0])

        pointer = Triangle(fill_color=TEXT, fill_opacity=1, stroke_width=0).scale(0.16).rotate(np.pi)
        pointer.add_updater(lambda m: m.move_to([across(hour.get_value()), up + 0.2, 0]))
        bar = Line([across(threshold), up - 0.05, 0], [across(threshold), up + 0.35, 0], stroke_color=HARM)
        name = self.label("threshold", TEXT).next_to(bar.set_stroke(width=9), UP, buff=0.1)
        return VGroup(line, pointer), VGroup(bar, name)


def _pointer(name: np.ndarray, thing: np.ndarray) -> Line:
    """Return a thin line from a point at a name to one at what it names."""
    return Line(name, thing, buff=0.1, stroke_color=QUIET, stroke_width=3)


def _at(values: Callable[[float], float], hour: ValueTracker) -> Callable[[], float]:
    return lambda: float(values(hour.get_value()))


def _share(percent: Callable[[], float]) -> Callable[[], float]:
    return lambda: percent() / 100


def _redden(bar: VMobject, share: Callable[[], float]) -> None:
    """Colour a gauge by what is left: green while it works, red below half."""
    bar.add_updater(lambda m: m.set_fill(BRAKE if share() > 0.5 else HARM))
