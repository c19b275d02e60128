"""The close: the loop of the storm once more, around a body, and a brake that calms it. Sources below.

Centre: the wheel of messengers turns around the lungs; an invader goes; the brake closes on the wheel, it slows,
and the lungs breathe on.
"""

from __future__ import annotations

from manim import DOWN, RIGHT, UP, Circle, FadeIn, ValueTracker, VGroup

from scenes.cast.anatomy import lungs
from scenes.cast.cells import ImmuneCell, brake, halo, inflame, invader
from scenes.cast.messengers import messengers
from scenes.cast.places import handover
from scenes.cast.surroundings import surroundings
from scenes.style import GLOW
from stage.crowd import Swell
from stage.stage import Stage
from stage.style import CALM, QUICK, STEADY, TEXT


class Close(Stage):
    def construct(self) -> None:
        safe = self.layout.safe
        words = VGroup(self.label("notice-sources", TEXT, safe.width), self.label("notice-advice", TEXT, safe.width))
        words.arrange(DOWN, buff=0.3).move_to(safe.point(0.5, 0.0), aligned_edge=DOWN)
        room = safe.inset(0, words.height + 0.45, 0, 0)
        radius = 0.4 * room.height
        hub = Circle(radius, stroke_width=0).move_to(room.center)
        chest = lungs(0.5 * radius, lambda: 0.02).move_to(room.center)
        il6, tnf = crowds = messengers(hub, flow=0.3)
        threat = invader(0.5).scale_to_fit_height(1.0).move_to(handover(self.layout))
        # Clear of the brake, which closes from the sides.
        beside = [min(room.x + 1.6 * radius, room.right - 0.7), room.y - (0.3 if self.layout.wide else 1.0) * radius, 0]
        guard = ImmuneCell(0.6, seed=2).move_to(beside)
        level = ValueTracker(3000.0)
        behind = surroundings(self.layout, level.get_value)
        cells = behind[0]
        glow = halo(hub).set_fill(opacity=GLOW)
        self.add(behind[0], glow, *behind[1:], chest, crowds, threat, guard)

        self.at("fight")
        self.play(guard.animate.move_to(threat), threat.animate.scale(0.4), *inflame(cells, 0.35), run_time=QUICK)
        self.remove(threat)
        self.play(guard.animate.move_to(beside), FadeIn(words, shift=0.2 * UP), run_time=STEADY)
        self.at("calm")
        jaws = brake(hub)
        self.play(*(FadeIn(jaw, shift=way * RIGHT) for jaw, way in zip(jaws, (0.8, -0.8), strict=True)), run_time=QUICK)
        for crowd in crowds:
            crowd.flow = 0.12
        self.play(
            glow.animate.set_fill(opacity=0),
            Swell(il6, 0.3),
            Swell(tnf, 0.25),
            *inflame(cells, 0),
            level.animate.set_value(30.0),
            run_time=CALM,
        )
        self.at("measure")
        self.play(chest.animate.scale(1.15), Swell(il6, 0.12), Swell(tnf, 0.1), run_time=STEADY)
