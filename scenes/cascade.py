"""The cascade: vessels leak, alveoli fill, oxygen falls, then heart and kidneys, and the point of no return.

World: a body, first close to the lungs over a leaking vessel, then from further away with heart and kidneys. Data:
the monitor of the scene before, one gauge per organ, and a strip of hours that marks the last hour at which treatment
still works. All of them show the same hour of the model's storm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

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
    Mobject,
    Triangle,
    VGroup,
    VMobject,
    there_and_back,
)

from model import latest_rescue, scenario, simulate
from scenes.cast.anatomy import Level, Lungs, body, heart, kidneys
from scenes.cast.cells import ImmuneCell
from scenes.cast.hours_strip import hours_line
from scenes.cast.il6_chart import SPLIT
from scenes.cast.places import floor
from scenes.cast.surroundings import Surroundings
from scenes.cast.vessel import vessel
from scenes.cast.ward import Monitor, monitor_box
from scenes.style import BRAKE, HARM, OXYGEN
from stage.charts import gauge, reading
from stage.hours import HourTracker
from stage.layout import Box
from stage.manim.animation import animate_live
from stage.manim.updaters import add_updater
from stage.screen import backdrop
from stage.stage import Stage
from stage.style import QUICK, QUIET, SNAP, STEADY, TEXT

ORGANS: dict[str, Callable[[float, Level], VGroup]] = {"lung": Lungs, "heart": heart, "kidney": kidneys}
"""The organs in the order in which they fail, by the name of the model's compartment, and how each is drawn."""
SHOWN = ("il6", "spo2", "leak", *ORGANS, *(f"{organ}_function" for organ in ORGANS))
NEAR, FAR = 0.3, 0.19
"""The body's size in the close-up of the lungs (share of the world's width), and in the wide shot with all three organs
(share of the world's height)."""

ATTACKS = ((-0.75, 0.2), (-0.45, -0.55), (0.5, -0.5), (0.8, 0.15))
"""Where immune cells strike the lungs, from their middle (body's sizes)."""


class OrganGauge(NamedTuple):
    """What is left of an organ: a small picture of it, and a bar."""

    icon: VMobject
    bar: VGroup


class HoursStrip(NamedTuple):
    """The strip of hours, the pointer at the hour, and the mark of the threshold with its name."""

    line: Line
    pointer: Triangle
    mark: Line
    name: VMobject


class Cascade(Stage):
    """Shows one organ after the other fail, hour by hour of the storm."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        storm, hour = simulate(scenario("storm")), self.hours("storm")
        now = {name: reading(storm, name, hour) for name in SHOWN}
        screen = monitor_box(self.layout.split(**SPLIT)[0])
        world, data = self._boxes(screen)
        behind = Surroundings(self.layout, now["il6"])
        tissue = behind.tissue
        monitor = Monitor(screen, self.label("oxygen", OXYGEN), now["spo2"], _share(now["heart_function"]))
        near, far = NEAR * world.width, FAR * world.height
        middle, focus = np.array(world.point(0.37, 0.75)), np.array(world.point(0.5, 0.62))
        outline = backdrop(body(near, (middle[1] - floor(self.layout)) / far))
        lungs = Lungs(near, now["lung"])
        whole = VGroup(outline, lungs).shift(focus)
        tube = vessel(world.part(0.01, 0.1, 0.99, 0.42), now["leak"])
        self.add(tissue, whole, behind.blood, tube, monitor)

        # The monitor goes aside, and vessels leak …
        self.at("leak")
        if self.layout.wide:
            aside = animate_live(monitor).move_to(data.point(0.5, 0.98), aligned_edge=UP)
            self.play(aside, run_time=SNAP)
        leak = self.label("leak", TEXT).move_to(world.point(0.5, 0.035))
        gauges = _gauges(data.part(0, 0.2, 1, 0.68 if self.layout.wide else 1.0), now)
        self.play(FadeIn(leak, *(part for row in gauges.values() for part in row)), run_time=SNAP)

        # … and immune cells strike the healthy tissue of the lungs.
        self.at("attack")
        attackers = [ImmuneCell(0.32 * near, seed=30 + k) for k in range(4)]
        wounds = [lungs.get_center() + near * np.array([x, y, 0]) for x, y in ATTACKS]
        for attacker, wound in zip(attackers, wounds, strict=True):
            attacker.move_to((wound[0], tube.get_top()[1], 0.0))
        self.play(
            *(attacker.animate.move_to(wound) for attacker, wound in zip(attackers, wounds, strict=True)),
            *tissue.inflame(0.3),
            run_time=STEADY,
        )
        self.play(*(attacker.animate.scale(1.25) for attacker in attackers), rate_func=there_and_back, run_time=QUICK)

        # The alveoli fill …
        self.at("alveoli")
        sacs = self.label("alveoli", TEXT).move_to(world.point(0.0, 0.99), aligned_edge=UL)
        pointer = _pointer(sacs.get_bottom(), lungs.upper_alveolus)
        self.play(FadeIn(sacs, pointer, shift=0.2 * UP), FadeOut(*attackers), run_time=QUICK)
        self.at("ards")
        ards = self.label("ards", TEXT).move_to(world.point(1.0, 0.99), aligned_edge=UR)
        self.play(FadeIn(ards, shift=0.2 * UP), run_time=QUICK)

        # … and oxygen falls.
        self.at("oxygen")
        self.play(Indicate(monitor.number, 1.15, OXYGEN, suspend_mobject_updating=False), run_time=QUICK)

        # From further away: the heart …
        self.at("heart")
        pump = heart(0.48 * far, now["heart"]).move_to(middle + far * np.array([0.08, -0.5, 0]))
        self.play(
            animate_live(whole).scale(far / near, about_point=focus).shift(middle - focus),
            FadeOut(tube, leak, sacs, pointer, ards),
            GrowFromCenter(pump),
            FadeIn(*self._name("heart", pump, gauges["heart"], world.right)),
            run_time=QUICK,
        )

        # … then the kidneys.
        self.at("kidneys")
        beans = kidneys(0.42 * far, now["kidney"]).move_to(middle + far * np.array([0, -2.1, 0]))
        named = self._name("kidneys", beans, gauges["kidney"], world.right)
        self.play(GrowFromCenter(beans), FadeIn(*named), run_time=QUICK)

        # Past the last hour at which treatment works, no way back.
        self.at("threshold")
        strip = self._strip(hour, latest_rescue("steroid+tocilizumab"))
        self.play(FadeIn(strip.line, strip.pointer), Create(strip.mark), FadeIn(strip.name), run_time=QUICK)
        self.play(*tissue.inflame(0.8), run_time=self.until_next())

    def _boxes(self, screen: Box) -> tuple[Box, Box]:
        """Return the boxes of the body and of the gauges; in a narrow frame, both are below the monitor."""
        if self.layout.wide:
            return self.layout.split(wide=0.5, tall=0.5)
        below = self.layout.safe.inset(0, 0, 0, screen.height + 0.2)
        return below.part(0, 0, 0.57, 1), below.part(0.61, 0, 1, 1)

    def _name(self, label: str, organ: VGroup, row: OrganGauge, right: float) -> list[Mobject]:
        """Return an organ's name and a line to the organ; in a narrow frame, only the name, above its gauge."""
        name = self.label(label, TEXT)
        if not self.layout.wide:
            return [name.next_to(row.bar, UP, buff=0.1, aligned_edge=LEFT)]
        name.move_to((right, organ.get_y(), 0.0), aligned_edge=RIGHT)
        return [name, _pointer(name.get_left(), organ.get_right())]

    def _strip(self, hour: HourTracker, threshold: float) -> HoursStrip:
        """Return the strip of all hours of the scene, with the mark at the threshold (h)."""
        line = hours_line(self.layout)
        (left, up, _), right = line.get_start(), line.get_end()[0]

        def across(value: float) -> float:
            return left + (right - left) * (value - hour.lowest) / (hour.highest - hour.lowest)

        pointer = Triangle(fill_color=TEXT, fill_opacity=1, stroke_width=0).scale(0.16).rotate(np.pi)
        add_updater(pointer, lambda m: m.move_to((across(hour.get_value()), up + 0.2, 0.0)), call_now=True)
        at = across(threshold)
        mark = Line((at, up - 0.05, 0.0), (at, up + 0.35, 0.0), stroke_color=HARM, stroke_width=9)
        name = self.label("threshold", TEXT).next_to(mark, UP, buff=0.1)
        return HoursStrip(line, pointer, mark, name)


def _gauges(box: Box, now: dict[str, Callable[[], float]]) -> dict[str, OrganGauge]:
    """Return a gauge for each organ, one below the other."""
    gauges = {}
    for (organ, draw), row in zip(ORGANS.items(), box.split(len(ORGANS), 0.12 * box.height, across=False), strict=True):
        icon = row.part(0, 0, 0.24, 1).fit(draw(0.3, now[organ]))
        height = min(0.5, 0.7 * row.height)
        share = _share(now[f"{organ}_function"])
        bar = gauge(Box(row.point(0.64, 0)[0], row.y, 0.72 * row.width, height), share, BRAKE)
        _, filled = bar
        _redden(filled, share)
        gauges[organ] = OrganGauge(icon, bar)
    return gauges


def _pointer(name: np.ndarray, thing: np.ndarray) -> Line:
    """Return a thin line from a point at a name to one at what it names."""
    return Line(name, thing, buff=0.1, stroke_color=QUIET, stroke_width=3)


def _share(percent: Callable[[], float]) -> Callable[[], float]:
    return lambda: percent() / 100


def _redden(bar: VMobject, share: Callable[[], float]) -> None:
    """Colour a gauge by what is left of its organ: green above half, red from half downwards."""
    add_updater(bar, lambda m: m.set_fill(BRAKE if share() > 0.5 else HARM))
