"""The close: the loop of the storm once more, and a brake that calms it. Sources below.

Centre: the wheel of messengers turns; an invader goes; the brake closes on the wheel and it slows.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Arc, FadeIn, FadeOut, Line, VGroup

from scenes.cast import Crowd, ImmuneCell, Swell, circle_path, il6_shape, invader, tissue, tnf_shape
from scenes.layout import Box
from scenes.stage import Stage
from scenes.style import BRAKE, CALM, QUICK, QUIET, STEADY, TEXT


class Close(Stage):
    def construct(self) -> None:
        safe = self.layout.safe
        self.add(tissue(Box(0, 0, *self.layout.frame)))
        words = VGroup(self.label("sources", QUIET, safe.width), self.label("advice", TEXT, safe.width))
        words.arrange(DOWN, buff=0.35)
        words.move_to(safe.point(0.5, 0.0), aligned_edge=DOWN)
        wheel = safe.inset(0, words.height + 0.4, 0, 0)
        centre, radius = np.array(wheel.center), 0.36 * min(wheel.width, wheel.height)
        il6 = Crowd(il6_shape(0.08), 260, circle_path(wheel.center, radius), flow=0.5, jitter=0.16)
        tnf = Crowd(tnf_shape(0.1), 130, circle_path(wheel.center, radius), flow=0.5, jitter=0.16, seed=3)
        guard = ImmuneCell(0.75, seed=1).move_to(centre)
        threat = invader(0.5).move_to(centre + [1.9 * radius, 0.3 * radius, 0])
        self.add(il6, tnf, threat, guard)

        self.at("fight")
        self.play(guard.animate.move_to(threat), threat.animate.scale(0.4), FadeIn(words), run_time=STEADY)
        self.play(FadeOut(threat, scale=0.1), guard.animate.move_to(centre), run_time=QUICK)
        self.at("calm")
        brake = VGroup(*(self._jaw(centre, radius, side) for side in (-1, 1)))
        self.play(FadeIn(brake[0], shift=RIGHT), FadeIn(brake[1], shift=LEFT), run_time=QUICK)
        for crowd in (il6, tnf):
            crowd.flow = 0.12
        self.play(Swell(il6, 0.3), Swell(tnf, 0.25), run_time=CALM)
        self.at("measure")
        self.play(guard.animate.scale(1.2), Swell(il6, 0.12), Swell(tnf, 0.1), run_time=STEADY)

    def _jaw(self, centre: np.ndarray, radius: float, side: int) -> VGroup:
        """Return one side of the brake: a green arc that lies against the wheel, on a short arm."""
        arc = Arc(1.24 * radius, -0.5 if side > 0 else np.pi - 0.5, 1.0, stroke_color=BRAKE, stroke_width=14)
        arc.shift(centre)
        arm = Line(
            centre + [side * 1.24 * radius, 0, 0],
            centre + [side * 1.62 * radius, 0, 0],
            stroke_color=BRAKE,
            stroke_width=10,
        )
        return VGroup(arc, arm)
