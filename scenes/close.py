"""The close: back out at the body of the beginning, whose alarm is calmed. The notices are below.

Centre: the messengers of the storm turn around the body's lungs. The patrol cell takes an invader away. The brake
closes on the messengers, they slow down and grow few, and the lungs recover; the spark that is left is the patrol
cell's. Messengers, light, fever and lungs follow the model's treated patient.
"""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Circle, FadeIn, VGroup, rush_from

from model import scenario, simulate
from scenes.cast import grounds
from scenes.cast.cells import Hero, Pose, Walk
from scenes.cast.invaders import invader
from scenes.cast.lights import brake, glow, halo
from scenes.cast.messengers import fullness, messengers
from scenes.cast.person import Person
from scenes.cast.places import handover
from scenes.cast.surroundings import Surroundings
from scenes.style import GLOW, IL6
from stage.charts import reading
from stage.manim.animation import animate_live
from stage.manim.updaters import add_updater
from stage.screen import backdrop
from stage.stage import Stage
from stage.style import QUICK, STEADY, TEXT

REDNESS = 0.45
"""How red (0-1) the place is when IL-6 is at its highest."""


class Close(Stage):
    """Leaves the viewer with one idea: fight the invader, and calm the alarm in time and in measure."""

    def construct(self) -> None:
        """Play the scene, one paragraph per cue."""
        treated, hour = simulate(scenario("treated")), self.hours("treated")
        il6 = reading(treated, "il6", hour)
        safe = self.layout.safe
        words = VGroup(self.label("notice-sources", TEXT, safe.width), self.label("notice-advice", TEXT, safe.width))
        words.scale(0.9).arrange(DOWN, buff=0.2).move_to(safe.point(0.5, 0.012), aligned_edge=DOWN)
        room = safe.inset(0, words.height + 0.35, 0, 0)
        person = backdrop(Person(self.layout, reading(treated, "lung", hour), room))
        hub = Circle(0.46 * room.height, stroke_width=0).move_to(room.center)
        crowds = messengers(hub)
        crowds.follow(il6)
        threat = invader(0.5).scale_to_fit_height(1.0).move_to(handover(self.layout))
        guard = Hero(0.45, spark=1.0).move_to((handover(self.layout)[0], room.y, 0.0))
        place = Surroundings(self.layout, il6, grounds.dark())
        place.follow(lambda: REDNESS * fullness(il6()))
        light = add_updater(halo(hub), lambda light: light.set_fill(opacity=GLOW * fullness(il6())))
        self.add(place, light, person, place.blood, *crowds, threat, guard)

        # The patrol cell takes the invader …
        self.at("fight")
        aim = threat.get_center() + 0.75 * UP
        self.play(Walk(guard, aim), Pose(guard, reach=(0, -0.9), gaze=(0, -0.3)), FadeIn(words), run_time=STEADY)
        self.play(threat.animate.scale(0.25).move_to(aim), Pose(guard, reach=(0, -0.1), squash=0.92), run_time=QUICK)
        self.remove(threat)

        # … the brake closes on the alarm …
        self.at("calm")
        left, right = brake(hub)
        chest = person.lungs.get_center()
        self.play(
            FadeIn(left, shift=0.8 * RIGHT),
            FadeIn(right, shift=0.8 * LEFT),
            Walk(guard, chest, 0.2),
            Pose(guard, spark=0.4, squash=1.0),
            run_time=QUICK,
        )

        # … and the body breathes again.
        self.at("measure")
        spark = glow(IL6, 0.5 * person.lungs.width).move_to(chest)
        self.add(spark, guard)
        self.play(
            spark.animate.set_fill(opacity=0.45),
            animate_live(person.lungs).scale(1.1),
            Pose(guard, spark=0.6),
            run_time=QUICK,
            rate_func=rush_from,
        )
