"""The hook: an alarm that saves or ends a life, and its name. Then what a cytokine is, with one of them in close-up.

Centre: a patrol cell among invaders sounds the alarm; the camera draws back, and the cell is a spark in the body that
it saves. Then the alarm does not end, and floods that body; its name covers the frame. Back in the tissue, a harmed
cell of the body sends a message to the patrol cell, which looks, comes and swallows the invader. It stays for the next
scene.
"""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    UR,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Rectangle,
    ValueTracker,
    VGroup,
    rush_from,
)

from scenes.cast import grounds
from scenes.cast.cells import BodyCell, Cytokine, Hero, Pose, Walk
from scenes.cast.invaders import invader
from scenes.cast.lights import glow
from scenes.cast.messengers import MOST, il6_shape
from scenes.cast.person import Person
from scenes.cast.surroundings import Surroundings, field
from scenes.style import IL6, INFLAMED
from stage.crowd import Crowd, Swell, burst_path, line_path
from stage.plates import Plate
from stage.screen import backdrop
from stage.stage import Stage
from stage.style import CALM, NIGHT, QUICK, SNAP, STEADY, TEXT, TITLE
from stage.type import Words

THREATS = ((0.16, 0.68), (0.82, 0.76), (0.78, 0.18))
"""Where the first invaders are (fractions of the safe box)."""


class Message(Stage):
    """Shows what an alarm can do to a body, says its name, and shows what one of its messages says."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        safe = self.layout.safe
        level, harm = ValueTracker(1.0), ValueTracker(0.0)
        place = Surroundings(self.layout, level.get_value)
        inside = backdrop(Plate(field(self.layout), self.layout, grounds.dark(), opacity=0.0))
        person = backdrop(Person(self.layout, harm.get_value))
        guard = Hero(0.17 * safe.height).move_to(safe.center)
        light = glow(IL6, 0.3 * safe.height).move_to(safe.center)
        threats = VGroup(*(invader(0.08 * safe.height).move_to(safe.point(x, y)) for x, y in THREATS))
        self.add(place, light, threats, guard, place.front)

        # The alarm: the cell crouches, then its light spreads …
        self.camera.frame.scale(0.72)
        self.play(Pose(guard, squash=0.82, spark=0.3), run_time=SNAP)
        self.play(
            self.see(self.layout.whole),
            Pose(guard, squash=1.06, spark=1.0),
            light.animate.scale(3.2).set_fill(opacity=0.4),
            *(threat.animate.shift(0.12 * (threat.get_center() - guard.middle)) for threat in threats),
            run_time=self.until("saves"),
        )
        # … and the camera draws back: the cell is a spark in a body that lives.
        self.at("saves")
        self.add(place, inside, person, place.blood, light, threats, guard)
        self.play(
            inside.animate.set_fill(opacity=1),
            FadeIn(person, scale=1.6),
            light.animate.scale(0.8).set_fill(opacity=0.3).move_to(person.lungs),
            guard.animate.resize(0.24).move_to(person.lungs.get_center() + 0.27 * person.lungs.width * UR),
            FadeOut(threats, scale=0.2),
            run_time=STEADY,
            rate_func=rush_from,
        )

        # The same alarm, when it does not end.
        self.at("ends")
        storm = Crowd(il6_shape(0.1), 500, burst_path(guard.middle, 9), flow=0.25, jitter=0.2, shown=0.0)
        fever = place.fever
        self.add(inside, fever, person, place.blood, light, storm, guard)
        self.play(
            Swell(storm, 0.8),
            *place.inflame(1),
            person.outline.animate.set_fill(INFLAMED),
            light.animate.scale(1.5).set_fill(opacity=0.5),
            harm.animate.set_value(1.0),
            level.animate.set_value(MOST),
            run_time=self.until("name"),
        )

        # Its name, which is the film's subject.
        self.at("name")
        title = self._title()
        self.play(FadeIn(title, scale=1.12), Swell(storm, 1.0), run_time=QUICK, rate_func=rush_from)

        # Back in the tissue: one message of the crowd in close-up.
        self.at("cytokines")
        message = Cytokine(0.21 * safe.height).move_to(safe.center)
        name = self.label("cytokine", IL6).next_to(message[1], DOWN, buff=0.35)
        self.play(
            Swell(storm, 0.0),
            *place.inflame(0),
            inside.animate.set_fill(opacity=0),
            level.animate.set_value(1.0),
            FadeOut(guard, light, title),
            FadeOut(person, scale=1.6),
            GrowFromCenter(message),
            FadeIn(name, shift=0.2 * UP),
            run_time=STEADY,
        )
        self.remove(storm, inside)
        self.play(message.animate.rotate(0.5).scale(1.1), name.animate.shift(0.2 * DOWN), run_time=CALM)

        # A harmed cell of the body sends such messages to the patrol cell, which looks up …
        sender, reader = self._cells()
        named = self.label("cell").next_to(reader, DOWN, buff=0.3)
        threat = invader(0.45 * sender.width / 2).next_to(sender, UP, buff=0.1)

        def way(phases: np.ndarray) -> np.ndarray:
            """Return the way to where the reader is now, so that it catches all messages as it moves."""
            return line_path(sender.get_center(), reader.middle, bow=0.3)(phases)

        mail = Crowd(il6_shape(0.13), 34, way, flow=0.3, jitter=0.12, shown=0.0)
        self.play(
            message.animate.scale(0.12).move_to(sender),
            FadeOut(name),
            FadeIn(sender, reader, threat),
            run_time=STEADY,
        )
        self.remove(message)
        self.add(mail, sender, threat, reader, place.front)
        self.play(FadeIn(named, shift=0.2 * UP), run_time=SNAP)
        self.play(Swell(mail, 1.0), run_time=self.until("go"))

        # … and learns where to go: it follows them to their source.
        self.at("go")
        threat_name = self.label("invader").next_to(threat, RIGHT, buff=0.25)
        beside = sender.get_right() + 0.62 * reader.width * RIGHT
        looks = Pose(reader, gaze=(-0.3, 0.1), spark=0.9, reach=(-0.25, 0.05))
        self.play(looks, FadeIn(threat_name), FadeOut(named), run_time=SNAP)
        self.play(Walk(reader, beside), run_time=self.until("fight"))

        # When to fight: it reaches around the invader and swallows it.
        self.at("fight")
        towards = threat.get_center() - reader.middle
        reach = 0.9 * towards[:2] / np.linalg.norm(towards)
        self.play(Pose(reader, reach=reach, gaze=0.3 * reach), FadeOut(threat_name), run_time=SNAP)
        self.play(
            Pose(reader, reach=0.1 * reach, squash=0.9),
            threat.animate.scale(0.25).move_to(reader.middle + 0.3 * towards),
            Swell(mail, 0.0),
            run_time=QUICK,
        )
        self.play(
            FadeOut(threat, sender),
            Pose(reader, reach=(0, 0), gaze=(0.06, 0.06), squash=1.0, spark=0.5),
            Walk(reader, safe.center, 0.6),
            run_time=self.until_next(),
        )

    def _title(self) -> VGroup:
        """Return the film's subject in large type on a dark band across the frame, readable over the storm."""
        safe, whole = self.layout.safe, self.layout.whole
        words = Words(self.narration.labels["name"], TEXT, TITLE)
        if words.width > 0.6 * safe.width and not self.layout.wide:
            words = Words(self.narration.labels["name"], TEXT, TITLE, width=0.6 * words.width)
        words.scale(min(2.2, 0.9 * safe.width / words.width)).move_to(safe.center)
        band = Rectangle(width=whole.width, height=words.height + 0.9, stroke_width=0)
        return VGroup(backdrop(band.set_fill(NIGHT, 0.84).move_to(words)), words)

    def _cells(self) -> tuple[BodyCell, Hero]:
        """Return a body cell that calls, lower left, and the patrol cell that hears it, lower right."""
        safe = self.layout.safe
        radius = 0.19 * min(safe.width, safe.height)
        sender = BodyCell(radius, seed=4).move_to(safe.point(0.24, 0.36))
        return sender, Hero(radius, spark=0.2).move_to(safe.point(0.78, 0.38))
