"""The close: the loop of the storm once more, around a body, and a brake that calms it. The notices are below.

Centre: the wheel of messengers turns around the lungs. An immune cell takes an invader away. The brake closes on the
wheel, the wheel slows down, and the lungs recover. Wheel, light, tissue and lungs follow the model's treated patient.
"""

from __future__ import annotations

from manim import DOWN, RIGHT, UP, Circle, FadeIn, VGroup

from model import scenario, simulate
from scenes.cast.anatomy import Lungs
from scenes.cast.cells import ImmuneCell, brake, halo, invader
from scenes.cast.messengers import fullness, messengers
from scenes.cast.places import handover
from scenes.cast.surroundings import Surroundings
from scenes.style import GLOW
from stage.charts import reading
from stage.manim.updaters import add_updater
from stage.stage import Stage
from stage.style import QUICK, STEADY, TEXT

REDNESS = 0.45
"""How red (0-1) the tissue is when IL-6 is at its highest."""


class Close(Stage):
    """Leaves the viewer with one idea: fight the invader, and calm the alarm in time and in measure."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        treated, hour = simulate(scenario("treated")), self.hours("treated")
        il6 = reading(treated, "il6", hour)
        safe = self.layout.safe
        words = VGroup(self.label("notice-sources", TEXT, safe.width), self.label("notice-advice", TEXT, safe.width))
        words.arrange(DOWN, buff=0.3).move_to(safe.point(0.5, 0.0), aligned_edge=DOWN)
        room = safe.inset(0, words.height + 0.45, 0, 0)
        radius = 0.4 * room.height
        hub = Circle(radius, stroke_width=0).move_to(room.center)
        lungs = Lungs(0.5 * radius, reading(treated, "lung", hour)).move_to(room.center)
        crowds = messengers(hub)
        crowds.follow(il6)
        threat = invader(0.5).scale_to_fit_height(1.0).move_to(handover(self.layout))
        # The cell keeps clear of the brake, which closes from the sides.
        below = (0.3 if self.layout.wide else 1.0) * radius
        beside = (min(room.x + 1.6 * radius, room.right - 0.7), room.y - below, 0.0)
        guard = ImmuneCell(0.6, seed=2).move_to(beside)
        behind = Surroundings(self.layout, il6)
        behind.tissue.follow(lambda: REDNESS * fullness(il6()))
        glow = add_updater(halo(hub), lambda light: light.set_fill(opacity=GLOW * fullness(il6())))
        self.add(behind.tissue, glow, behind.blood, lungs, *crowds, threat, guard)

        # An immune cell takes the invader …
        self.at("fight")
        self.play(guard.animate.move_to(threat), threat.animate.scale(0.4), run_time=QUICK)
        self.remove(threat)
        self.play(guard.animate.move_to(beside), FadeIn(words, shift=0.2 * UP), run_time=STEADY)

        # … the brake closes on the alarm …
        self.at("calm")
        left, right = brake(hub)
        self.play(FadeIn(left, shift=0.8 * RIGHT), FadeIn(right, shift=-0.8 * RIGHT), run_time=QUICK)

        # … and the body breathes again.
        self.at("measure")
        self.play(lungs.animate.scale(1.15), run_time=STEADY)
