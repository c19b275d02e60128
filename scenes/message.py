"""The hook, and what a cytokine is: an alarm that saves or ends a life, then one of its messages, close up.

Centre: an immune cell sounds the alarm. Then a message crosses the stage, left to right, to a cell that turns
and swallows the invader.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, Circle, FadeIn, FadeOut, GrowFromCenter, VGroup

from scenes.cast import Crowd, ImmuneCell, Swell, burst_path, cytokine, il6_shape, invader, line_path, tissue
from scenes.layout import Box
from scenes.stage import Stage
from scenes.style import CALM, HARM, IL6, QUICK, SNAP, STEADY, TISSUE, TNF


class Message(Stage):
    def construct(self) -> None:
        safe = self.layout.safe
        body = tissue(Box(0, 0, *self.layout.frame))
        guard = ImmuneCell(1.25, seed=1).move_to(safe.center)
        ring = Circle(1.25, stroke_color=IL6, stroke_width=8).move_to(safe.center)
        threats = VGroup(
            *(invader(0.62).move_to(safe.point(x, y)) for x, y in ((0.14, 0.66), (0.86, 0.7), (0.8, 0.22)))
        )
        self.add(body, threats, guard)

        # The alarm goes out and the invaders go with it.
        self.play(ring.animate.scale(2.4).set_stroke(opacity=0.2), guard.animate.scale(1.15), run_time=QUICK)
        self.at("saves")
        wave = Circle(1.25, stroke_color=TNF, stroke_width=8).move_to(safe.center)
        self.play(
            wave.animate.scale(6).set_stroke(opacity=0),
            ring.animate.scale(2).set_stroke(opacity=0),
            *(threat.animate.scale(0.05).set_opacity(0) for threat in threats),
            run_time=STEADY,
        )
        self.remove(wave, ring, threats)

        # The same alarm, without an end.
        self.at("ends")
        storm = Crowd(il6_shape(0.1), 700, burst_path(guard.get_center(), 9), flow=0.5, jitter=0.2, shown=0.0)
        self.add(storm)
        self.play(Swell(storm, 1.0), body[0].animate.set_fill(HARM, opacity=0.5), run_time=self.until("cytokines"))

        # One message out of the crowd, close up.
        self.at("cytokines")
        message = cytokine(1.5).move_to(guard)
        name = self.label("cytokine", IL6).next_to(message, DOWN, buff=0.35)
        self.play(
            Swell(storm, 0.0),
            body[0].animate.set_fill(TISSUE, opacity=0.8),
            FadeOut(guard, scale=0.3),
            GrowFromCenter(message),
            FadeIn(name, shift=0.2 * UP),
            run_time=QUICK,
        )
        self.remove(storm)
        self.play(message.animate.rotate(0.6), run_time=CALM)

        # It travels from one cell to another.
        sender, reader = self._cells()
        named = self.label("cell").next_to(reader, DOWN, buff=0.3)
        way = line_path(sender.get_center(), reader.get_center(), bow=0.3)
        mail = Crowd(il6_shape(0.11), 26, way, flow=0.3, jitter=0.1, shown=0.0)
        self.play(
            message.animate.scale(0.12).move_to(sender), FadeOut(name), FadeIn(sender), FadeIn(reader), run_time=STEADY
        )
        self.remove(message)
        self.add(mail, sender, reader)
        self.play(Swell(mail, 1.0), FadeIn(named, shift=0.2 * UP), run_time=self.until("go"))

        # Where to go: the reader follows the message to its source. When to fight: it swallows the invader.
        self.at("go")
        threat = invader(0.8).move_to(sender.get_center() + np.array([0.9, 1.9, 0.0]))
        threat_name = self.label("invader").next_to(threat, UP, buff=0.2)
        self.play(
            FadeIn(threat, scale=0.3),
            FadeIn(threat_name),
            reader.animate.move_to(threat.get_center() + np.array([2.3, -0.5, 0.0])),
            FadeOut(named),
            run_time=QUICK,
        )
        self.at("fight")
        self.play(reader.animate.scale(1.35).move_to(threat), threat.animate.scale(0.35), run_time=QUICK)
        self.play(
            FadeOut(threat, scale=0.1), FadeOut(threat_name), Swell(mail, 0.0), reader.animate.scale(0.8), run_time=SNAP
        )

    def _cells(self) -> tuple[VGroup, ImmuneCell]:
        """Return a body cell that calls, lower left, and an immune cell that hears it, lower right."""
        safe = self.layout.safe
        sender = VGroup(
            Circle(0.9, stroke_color=IL6, stroke_width=5, fill_color="#3b4a80", fill_opacity=1),
            Circle(0.34, stroke_width=0, fill_color="#6f83c4", fill_opacity=1).shift(0.15 * LEFT),
        )
        return sender.move_to(safe.point(0.2, 0.35)), ImmuneCell(1.1, seed=2).move_to(safe.point(0.8, 0.35))
