"""The cascade: vessels leak, immune cells attack the body's own, then the lungs, the heart and the kidneys fail.

World: first a vessel in the tissue of the lung, which opens; the patrol cell and others leave it and destroy healthy
cells. Then the body from outside, with one organ after the other. Data: the oxygen saturation, and the model's
landscape of the storm with a ball where the damage is: beyond its rim, the damage drives itself. All of them show the
same hour of the model's storm.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UL,
    UP,
    UR,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    Mobject,
    ValueTracker,
    VGroup,
    rush_from,
)

from model import landscape, scenario, simulate
from scenes.cast import grounds
from scenes.cast.anatomy import Lungs, body, heart, kidneys
from scenes.cast.cells import BodyCell, Hero, ImmuneCell, Pose, Walk, Wound
from scenes.cast.landscape import Valley
from scenes.cast.lights import glow
from scenes.cast.places import floor
from scenes.cast.signs import cross, tick
from scenes.cast.surroundings import Surroundings, field
from scenes.cast.vessel import vessel
from scenes.cast.ward import Monitor, monitor_box
from scenes.style import BRAKE, FLUID, HARM, OXYGEN
from stage.charts import reading
from stage.hours import HourTracker
from stage.layout import Box
from stage.manim.animation import animate_live
from stage.manim.updaters import add_updater
from stage.plates import Plate
from stage.screen import backdrop
from stage.stage import Stage
from stage.style import QUICK, QUIET, SNAP, STEADY, TEXT

SHOWN = ("il6", "spo2", "damage", "leak", "lung", "heart", "kidney", "heart_function")
NEAR, FAR = 0.36, 0.24
"""The body's size in the close-up of the lungs, and in the wide shot with all three organs (shares of the world's
height)."""
CURE = "steroid+tocilizumab"
"""The treatment that flattens the landscape."""
LOW_SPO2 = 90.0
"""Oxygen saturation (%) below which its number takes the colour of harm."""

STRUCK = (0, 2, 4, 1)
"""The cells of the body that are struck, in the order in which immune cells come."""


class Cascade(Stage):
    """Shows one organ after the other fail, hour by hour of the storm."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        storm, hour = simulate(scenario("storm")), self.hours("storm")
        now = {name: reading(storm, name, hour) for name in SHOWN}
        place = Surroundings(self.layout, now["il6"])
        self.add(place)
        self._play_attack(place, now)
        self._play_organs(place, now, hour)

    def _play_attack(self, place: Surroundings, now: dict[str, Callable[[], float]]) -> None:
        """Play the close-up: a vessel opens, and immune cells leave it and destroy healthy cells of the body."""
        whole, safe = self.layout.whole, self.layout.safe
        room = Box(0, safe.bottom + 0.38 * safe.height, 1.1 * whole.width, 0.6 * safe.height)
        tube = backdrop(vessel(room, now["leak"]))
        tissue = self._tissue()
        fluid = glow(FLUID, 0.4 * safe.width).move_to(safe.point(0.5, 0.3))

        # Vessels leak …
        self.add(place.ground, place.fever, place.blood, fluid, *tissue, tube, place.front)
        leak = self.label("leak", TEXT).move_to(safe.point(0.5, 0.035))
        self.at("leak")
        self.play(FadeIn(leak), fluid.animate.set_fill(opacity=0.3), *place.inflame(0.25), run_time=QUICK)
        raiders = [Hero(0.5 * tissue[0].width, spark=1.0)] + [
            ImmuneCell(0.42 * tissue[0].width, seed=30 + number) for number in range(len(STRUCK) - 1)
        ]
        targets = [tissue[number] for number in STRUCK]
        # They come from the middle of the frame, so that none leaves it.
        sides = [-1 if target.get_x() > safe.x + 0.2 * safe.width else 1 for target in targets]
        gates = [
            np.array([target.get_x() + 0.4 * side, tube[0].get_top()[1] - 0.2, 0.0])
            for target, side in zip(targets, sides, strict=True)
        ]
        for raider, gate in zip(raiders, gates, strict=True):
            raider.fury = 1.0
            raider.move_to(gate + 1.2 * DOWN).resize(0.3 * raider.radius)
        self.add(*raiders, tube, leak, place.front)
        self.play(
            *(Walk(raider, gate, 0.7 * raider.radius) for raider, gate in zip(raiders, gates, strict=True)),
            *(Pose(raider, squash=1.35) for raider in raiders),
            run_time=STEADY,
        )
        self.add(*raiders, place.front)
        self.play(
            *(
                Walk(raider, target.get_center() + 0.62 * target.width * (side * RIGHT + DOWN), raider.radius)
                for raider, target, side in zip(raiders, targets, sides, strict=True)
            ),
            *(Pose(raider, squash=1.0) for raider in raiders),
            run_time=self.until("attack"),
        )

        # … and immune cells attack healthy tissue: quietly, one after the other.
        self.at("attack")
        named = self.label("tissue", TEXT).move_to(safe.point(0.5, 0.97))
        self.play(
            *(
                Pose(raider, squash=0.95, reach=(-0.6 * side, 0.6), gaze=(-0.25 * side, 0.25))
                for raider, side in zip(raiders, sides, strict=True)
            ),
            *(Wound(target, 0.6) for target in targets),
            run_time=QUICK,
            rate_func=rush_from,
        )
        self.play(FadeIn(named), *place.inflame(0.1), run_time=SNAP)
        self.play(
            *(Wound(target, 1.0) for target in targets),
            *(Pose(raider, reach=(-0.2 * side, 0.2)) for raider, side in zip(raiders, sides, strict=True)),
            run_time=self.until("alveoli"),
        )
        self.remove(tube, leak, named, fluid, *raiders, *tissue)

    def _tissue(self) -> list[BodyCell]:
        """Return healthy cells of the body side by side, above the vessel."""
        safe, wide = self.layout.safe, self.layout.wide
        count, rows = (5, 1) if wide else (3, 2)
        room = safe.part(0, 0.62 if wide else 0.56, 1, 0.9)
        cells = []
        for number in range(count * rows):
            row, column = divmod(number, count)
            across = (column + 0.5 + (0.25 if row % 2 else -0.0)) / (count + (0.25 if rows > 1 else 0.0))
            size = min(0.46 * room.height / rows, 0.4 * room.width / count)
            cells.append(BodyCell(size, seed=40 + number).move_to(room.point(across, (rows - row - 0.5) / rows)))
        return cells

    def _play_organs(self, place: Surroundings, now: dict[str, Callable[[], float]], hour: HourTracker) -> None:
        """Play the body from outside: one organ after the other fails, past the point of no return."""
        world, screen, foot = self._boxes()
        monitor = Monitor(screen, self.label("oxygen", OXYGEN), now["spo2"], _share(now["heart_function"]))
        monitor.warn_below(LOW_SPO2)
        near, far = NEAR * world.height, FAR * world.height
        middle, focus = np.array(world.point(0.5, 0.67)), np.array(world.point(0.5, 0.5))
        outline = backdrop(body(near, (middle[1] - floor(self.layout)) / far))
        lungs = Lungs(near, now["lung"])
        whole = VGroup(outline, lungs).shift(focus)
        inside = backdrop(Plate(field(self.layout), self.layout, grounds.dark()))
        valley = Valley(foot, landscape(), landscape(CURE), now["damage"])
        home, abyss = tick(0.4).move_to(valley.above(0.0)), cross(0.34).move_to(valley.above(valley.deepest))

        # The alveoli fill …
        self.at("alveoli")
        sacs = self.label("alveoli", TEXT).move_to(world.point(0.0, 0.97), aligned_edge=UL)
        pointer = _pointer(sacs.get_bottom(), lungs.upper_alveolus)
        self.add(inside, place.fever, whole, place.blood, valley)
        self.play(
            FadeIn(sacs, pointer),
            FadeIn(valley, suspend_mobject_updating=False),
            FadeIn(home, abyss),
            FadeIn(whole, scale=1.3, suspend_mobject_updating=False),
            *place.inflame(0.3),
            run_time=QUICK,
        )
        self.at("ards")
        ards = self.label("ards", TEXT).move_to(world.point(1.0, 0.97), aligned_edge=UR)
        self.play(FadeIn(ards, shift=0.2 * UP), run_time=SNAP, rate_func=rush_from)

        # … and oxygen falls.
        self.at("oxygen")
        self.play(FadeIn(monitor, scale=1.15, suspend_mobject_updating=False), run_time=QUICK)

        # From further away: the heart …
        self.at("heart")
        pump = heart(0.5 * far, now["heart"]).move_to(middle + far * np.array([0.08, -0.5, 0]))
        self.play(
            animate_live(whole).scale(far / near, about_point=focus).shift(middle - focus),
            FadeOut(sacs, pointer, ards),
            GrowFromCenter(pump),
            FadeIn(*self._name("heart", pump, world.right)),
            run_time=QUICK,
        )

        # … then the kidneys.
        self.at("kidneys")
        beans = kidneys(0.46 * far, now["kidney"]).move_to(middle + far * np.array([0, -2.1, 0]))
        self.play(GrowFromCenter(beans), FadeIn(*self._name("kidneys", beans, world.right)), run_time=QUICK)

        # Past the threshold no way leads back: a ball on this side of the rim rolls home, this one does not.
        self.at("threshold")
        rim = landscape().rim or 0.0
        name = self.label("threshold", TEXT).next_to(valley.rim, UP, buff=0.12)
        before = ValueTracker(0.92 * rim)
        other = valley.ball.copy().set_fill(BRAKE)
        add_updater(other, lambda ball: ball.move_to(valley.place(before.get_value())), call_now=True)
        self.add(other)
        self.play(FadeIn(name, shift=0.1 * UP), valley.rim.animate.set_stroke(HARM, 14), run_time=SNAP)
        self.play(before.animate.set_value(0.04 * rim), *place.inflame(0.8), run_time=self.until_next())

    def _boxes(self) -> tuple[Box, Box, Box]:
        """Return the boxes of the body, of the monitor, and of the landscape."""
        safe = self.layout.safe
        if self.layout.wide:
            world, data = self.layout.split(wide=0.56, tall=0.5)
            return world, monitor_box(data), data.part(0, 0.04, 1, 0.56)
        screen = monitor_box(safe.part(0, 0.45, 1, 1))
        foot = safe.part(0.01, 0.03, 0.99, 0.26)
        return Box(safe.x, (screen.bottom + foot.top) / 2, safe.width, screen.bottom - foot.top - 0.3), screen, foot

    def _name(self, label: str, organ: VGroup, right: float) -> list[Mobject]:
        """Return an organ's name and a line to the organ."""
        name = self.label(label, TEXT)
        name.move_to((right, organ.get_y(), 0.0), aligned_edge=RIGHT)
        return [name, _pointer(name.get_left(), organ.get_right())]


def _pointer(name: np.ndarray, thing: np.ndarray) -> Line:
    """Return a thin line from a point at a name to one at what it names."""
    return Line(name, thing, buff=0.1, stroke_color=QUIET, stroke_width=3)


def _share(percent: Callable[[], float]) -> Callable[[], float]:
    return lambda: percent() / 100
