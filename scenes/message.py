"""The hook, and what a cytokine is: an alarm that saves or ends a life, then one of its messages in close-up.

Centre: a patrol cell in close-up sounds the alarm, and the camera draws back to the body that it saves; then an alarm
that does not end floods that body. A message crosses the stage, left to right, to a cell that follows it back and
swallows the invader. That cell stays for the next scene.
"""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, UR, Circle, FadeIn, FadeOut, GrowFromCenter, Rectangle, ValueTracker, VGroup

from scenes.cast.anatomy import Lungs, body, heart
from scenes.cast.cells import Cytokine, ImmuneCell, invader
from scenes.cast.messengers import MOST, il6_shape
from scenes.cast.places import floor
from scenes.cast.surroundings import Surroundings
from scenes.style import BODY_CELL, BODY_CELL_NUCLEUS, IL6, INFLAMED, TNF
from stage.crowd import Crowd, Swell, burst_path, line_path
from stage.layout import Layout
from stage.screen import backdrop
from stage.stage import Stage
from stage.style import CALM, NIGHT, QUICK, SNAP, STEADY, TEXT, TITLE
from stage.type import Words


class Person(VGroup):
    """A body in the middle of the frame.

    Attributes:
        outline, lungs, heart: its parts, the outline behind the others.
    """

    def __init__(self, layout: Layout, harm: ValueTracker) -> None:
        """Draw the body in the middle of a format; lungs and heart show the injury (0-1) that `harm` holds."""
        x, y, _ = layout.safe.center
        size = min(0.2 * layout.whole.width, 0.33 * (layout.whole.top - y))
        self.outline = body(size, (y - floor(layout)) / size)
        self.heart = heart(0.48 * size, harm.get_value).shift(size * np.array([0.08, -0.5, 0]))
        self.lungs = Lungs(size, harm.get_value)
        super().__init__(self.outline, self.lungs, self.heart)
        self.shift((x, y, 0.0))


class Message(Stage):
    """Shows what an alarm can do to a body, and what one of its messages says."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        safe = self.layout.safe
        level, harm = ValueTracker(1.0), ValueTracker(0.0)
        behind = Surroundings(self.layout, level.get_value)
        tissue = behind.tissue
        person = backdrop(Person(self.layout, harm))
        guard = ImmuneCell(1.25, seed=1).move_to(safe.center)
        ring = Circle(1.25, stroke_color=IL6, stroke_width=8).move_to(safe.center)
        threats = VGroup(
            *(invader(0.62).move_to(safe.point(x, y)) for x, y in ((0.18, 0.68), (0.8, 0.74), (0.76, 0.2)))
        )
        self.add(behind, threats, ring, guard)

        # The alarm spreads, the camera draws back, and the invaders go …
        self.camera.frame.scale(0.6)
        self.play(
            self.see(self.layout.whole),
            ring.animate.scale(2.4).set_stroke(opacity=0.3),
            guard.animate.scale(1.15),
            *(threat.animate.shift(0.12 * (guard.get_center() - threat.get_center())) for threat in threats),
            run_time=self.until("saves"),
        )
        # … from a body that the cell guards, and that lives.
        self.at("saves")
        wave = Circle(1.25, stroke_color=TNF, stroke_width=8).move_to(safe.center)
        self.add(tissue, person, behind.blood, threats, ring, guard)
        self.play(
            FadeIn(person),
            wave.animate.scale(6).set_stroke(opacity=0),
            ring.animate.scale(2).set_stroke(opacity=0),
            guard.animate.resize(0.32).move_to(person.heart.get_center() + 0.6 * person.lungs.width * UR),
            *(threat.animate.scale(0.05).set_opacity(0) for threat in threats),
            run_time=STEADY,
        )
        self.remove(wave, ring, threats)

        # The same alarm, when it does not end.
        self.at("ends")
        storm = Crowd(il6_shape(0.1), 500, burst_path(guard.get_center(), 9), flow=0.25, jitter=0.2, shown=0.0)
        self.add(tissue, person, behind.blood, storm, guard)
        self.play(
            Swell(storm, 1.0),
            *tissue.inflame(1),
            person.outline.animate.set_fill(INFLAMED),
            harm.animate.set_value(1.0),
            level.animate.set_value(MOST),
            run_time=self.until("name"),
        )

        # Its name, which is the film's subject.
        self.at("name")
        title = self._title()
        self.play(FadeIn(title, scale=1.15), run_time=QUICK)

        # One message of the crowd in close-up.
        self.at("cytokines")
        message = Cytokine(1.5).move_to(safe.center)
        name = self.label("cytokine", IL6).next_to(message, DOWN, buff=0.35)
        self.play(
            Swell(storm, 0.0),
            *tissue.inflame(0),
            level.animate.set_value(1.0),
            FadeOut(guard, person, title),
            GrowFromCenter(message),
            FadeIn(name, shift=0.2 * UP),
            run_time=QUICK,
        )
        self.remove(storm)
        self.play(message.animate.rotate(0.6).scale(1.2), name.animate.shift(0.36 * DOWN), run_time=CALM)

        # It travels from one cell to another.
        sender, reader = self._cells()
        named = self.label("cell").next_to(reader, DOWN, buff=0.3)

        def way(phases: np.ndarray) -> np.ndarray:
            """Return the way to where the reader is now, so that it catches all messages as it moves."""
            return line_path(sender.get_center(), reader.get_center(), bow=0.3)(phases)

        mail = Crowd(il6_shape(0.13), 34, way, flow=0.3, jitter=0.12, shown=0.0)
        self.play(
            message.animate.scale(0.12).move_to(sender), FadeOut(name), FadeIn(sender), FadeIn(reader), run_time=STEADY
        )
        self.remove(message)
        self.add(mail, sender, reader)
        self.play(Swell(mail, 1.0), FadeIn(named, shift=0.2 * UP), run_time=self.until("go"))

        # Where to go: the reader follows the messages to their source, and an invader.
        self.at("go")
        threat = invader(0.6 * sender.width / 2).next_to(sender, UP, buff=0.25)
        threat_name = self.label("invader").next_to(threat, RIGHT, buff=0.25)
        self.play(FadeIn(threat, scale=0.3), FadeIn(threat_name), FadeOut(named), run_time=SNAP)
        beside = sender.get_right() + reader.width * 0.62 * RIGHT
        self.play(reader.animate.move_to(beside), run_time=self.until("fight"))

        # When to fight: it swallows the invader, and goes on.
        self.at("fight")
        self.play(reader.animate.scale(1.2).move_to(threat), FadeOut(threat_name), threat.animate.scale(0.3))
        self.play(FadeOut(threat, scale=0.1), Swell(mail, 0.0), run_time=SNAP)
        self.play(FadeOut(sender), reader.animate.resize(0.6).move_to(safe.center), run_time=self.until_next())

    def _title(self) -> VGroup:
        """Return the film's subject in large type on a dark band across the frame, readable over the storm."""
        safe, whole = self.layout.safe, self.layout.whole
        words = Words(self.narration.labels["name"], TEXT, TITLE)
        if words.width > safe.width:
            words = Words(self.narration.labels["name"], TEXT, TITLE, width=0.9 * safe.width)
        words.scale(min(1.6, 0.94 * safe.width / words.width)).move_to(safe.center)
        band = Rectangle(width=whole.width, height=words.height + 0.8, stroke_width=0)
        return VGroup(band.set_fill(NIGHT, 0.82).move_to(words), words)

    def _cells(self) -> tuple[VGroup, ImmuneCell]:
        """Return a body cell that calls, lower left, and an immune cell that hears it, lower right."""
        safe = self.layout.safe
        radius = 0.19 * min(safe.width, safe.height)
        sender = VGroup(
            Circle(radius, stroke_color=IL6, stroke_width=6, fill_color=BODY_CELL, fill_opacity=1),
            Circle(0.4 * radius, stroke_width=0, fill_color=BODY_CELL_NUCLEUS, fill_opacity=1).shift(
                0.15 * radius * LEFT
            ),
        )
        return sender.move_to(safe.point(0.23, 0.38)), ImmuneCell(radius, seed=2).move_to(safe.point(0.78, 0.38))
