"""A good scene, scenes that each break one rule of what is on the screen, and how one is drawn into a clip."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from manim import PI, RIGHT, UP, Circle, FadeIn, FadeOut, GrowFromCenter, Rectangle, Square, VGroup, VMobject, linear
from narrations import speak

from audio.timing.record import dump
from plan.formats import QUALITIES, Quality
from plan.words import parse
from scenes import style
from scenes.cast.cells import ImmuneCell
from stage import screen
from stage import style as house
from stage.crowd import Copies
from stage.layout import LAYOUTS
from stage.manim.animation import Playable
from stage.manim.settings import settings
from stage.manim.updaters import add_timed_updater
from stage.screen import backdrop
from stage.stage import Stage, perform, rehearse
from stage.type import Words, register_fonts

register_fonts()
WORDS = (
    "---\ntitle: A test\nlabel.first: Fires\nlabel.another: Another\nlabel.many: A b c d e f g h i j k l m\n"
    "label.long: Four words are many\n---\n"
    "One word [fires](#first) and then, a while later, [another](#second) one fires.\n"
)
LONG = WORDS + "A third sentence follows here, and it goes on and on, and nothing [ends](#end) it.\n"


class Good(Stage):
    """Cues bring a label, then a square, and a dot goes all the way below. Broken scenes change one thing."""

    text = WORDS
    meanings: dict[str, str] = style.MEANINGS
    also: tuple[str, ...] = ()
    """The first words of other rules that a scene breaks along with its own."""

    def construct(self) -> None:
        self.dot = Circle(0.4, fill_color=style.IL6, fill_opacity=1, stroke_width=0).move_to(self.at_share(0.1, 0.3))
        self.add(*self.behind(), self.dot, *self.picture())
        self.play(self.dot.animate.move_to(self.at_share(0.4, 0.3)), run_time=self.until("first"), rate_func=linear)
        self.at("first")
        self.shown = self.word()
        self.play(FadeIn(self.shown), run_time=house.QUICK)
        way = self.dot.animate.move_to(self.at_share(0.8, 0.3))
        self.play(way, *self.beside(), run_time=self.until("second"), rate_func=linear)
        self.after()

    def at_share(self, across: float, up: float) -> np.ndarray:
        return np.array(self.layout.safe.point(across, up))

    def behind(self) -> list[VMobject]:
        return []

    def picture(self) -> list[VMobject]:
        return []

    def word(self) -> VMobject:
        return self.label("first").move_to(self.at_share(0.5, 0.7))

    def beside(self) -> list[Playable]:
        return []

    def after(self) -> None:
        self.at("second")
        self.play(GrowFromCenter(Square(0.8).move_to(self.at_share(0.2, 0.3))), run_time=house.SNAP)


class TextOut(Good):
    def word(self) -> VMobject:
        return super().word().to_edge(RIGHT, buff=-0.12)


class TextUnsafe(Good):
    def word(self) -> VMobject:
        return super().word().move_to(self.at_share(0.5, 1.0)).shift(0.3 * UP)


class DrawingOut(Good):
    def picture(self) -> list[VMobject]:
        return [self.half_in()]

    def half_in(self) -> VMobject:
        return Square(1, fill_color=house.QUIET, fill_opacity=1).move_to((-self.layout.frame[0] / 2, 0, 0))


class SceneryOut(DrawingOut):
    def picture(self) -> list[VMobject]:
        return [backdrop(self.half_in())]


class TurningRound(DrawingOut):
    """A drawing that comes half in and goes again, and is slowest where it turns, but never rests there."""

    def picture(self) -> list[VMobject]:
        visitor, age = self.half_in(), [0.0]
        home = visitor.get_center()

        def sway(mobject: VMobject, dt: float) -> None:
            age[0] += dt
            mobject.move_to(home + 1.5 * (1 - np.cos(3 * age[0])) * RIGHT)

        return [add_timed_updater(visitor, sway)]


class TextOver(Good):
    also = ("contrast",)

    def word(self) -> VMobject:
        first = super().word()
        return VGroup(first, Words("1,000").move_to(first).shift(0.9 * first.width * RIGHT))


class Crossfade(Good):
    """One label takes another's place: for a moment both are there, and neither is opaque."""

    def after(self) -> None:
        self.at("second")
        self.play(FadeOut(self.shown), FadeIn(self.label("another").move_to(self.shown)), run_time=house.QUICK)


class Small(Good):
    also = ("text", "type")

    def word(self) -> VMobject:
        return super().word().scale(20 / house.LABEL)


class Faint(Good):
    def word(self) -> VMobject:
        return super().word().set_fill("#4a5578")


class InTheCrowd(Good):
    """Amber words with amber dots behind every letter."""

    also = ("tesseract",)

    def behind(self) -> list[VMobject]:
        crowd = Copies(Circle(0.07, num_components=5).points, style.IL6)
        grid = [(0.09 * x, 0.09 * y, 0) for x in range(-20, 21) for y in range(-5, 6)]
        crowd.place(self.at_share(0.5, 0.7) + np.array(grid))
        return [crowd]

    def word(self) -> VMobject:
        return super().word().set_fill(style.IL6)


class Covered(Good):
    def after(self) -> None:
        self.at("second")
        self.play(FadeIn(Square(1.5, fill_color=house.TEXT, fill_opacity=1).move_to(self.shown)), run_time=house.SNAP)


class Alike(Good):
    """Green and blue that look the same to a tritan viewer."""

    pair = {"#2fd6a3": "GREEN", "#45b8ff": "BLUE"}
    meanings = style.MEANINGS | pair

    def picture(self) -> list[VMobject]:
        pair = [Square(1, fill_color=colour, fill_opacity=1, stroke_width=0) for colour in self.pair]
        return [each.move_to(self.at_share(0.3 + 0.4 * k, 0.5)) for k, each in enumerate(pair)]


class Lively(Good):
    """Edges everywhere, many of them moving: hard to encode."""

    def behind(self) -> list[VMobject]:
        whole = self.layout.whole
        places = [whole.point(0.05 + 0.1 * x, 0.1 + 0.2 * y) for x in range(10) for y in range(5)]
        tiles = VMobject(stroke_color=style.TISSUE_EDGE, stroke_width=2.5, fill_color=style.TISSUE, fill_opacity=1)
        for x in range(25):
            for y in range(15):
                tiles.append_points(Circle(0.32, num_components=6).move_to(whole.point(x / 24, y / 14)).points)
        return [backdrop(tiles), *(ImmuneCell(0.3, seed).move_to(p) for seed, p in enumerate(places))]


class Idle(Good):
    """Only a cell's edge ripples on."""

    also = ("cues",)

    def construct(self) -> None:
        self.add(ImmuneCell(0.6))
        self.at("first")
        self.at("second")


class Long(Good):
    def word(self) -> VMobject:
        return self.label("long").move_to(self.at_share(0.5, 0.7))


class Notice(Good):
    """A long sentence for the reader, which the words name as one."""

    text = WORDS.replace("label.long:", "label.notice-long:")

    def word(self) -> VMobject:
        return self.label("notice-long").move_to(self.at_share(0.5, 0.7))


class Wordy(Good):
    also = ("labels",)

    def word(self) -> VMobject:
        return self.label("many", width=6).move_to(self.at_share(0.5, 0.7))


class Early(Good):
    def word(self) -> VMobject:
        return self.label("another").move_to(self.at_share(0.5, 0.7))


class Standing(Good):
    """The label is there from the first frame."""

    def picture(self) -> list[VMobject]:
        self.already = super().word()
        return [self.already]

    def word(self) -> VMobject:
        return Square(1).move_to(self.at_share(0.5, 0.4))


class Headlong(Good):
    def word(self) -> VMobject:
        return super().word().rotate(PI)


class Fleeting(Good):
    """The label goes as soon as it has come."""

    def beside(self) -> list[Playable]:
        return [FadeOut(self.shown)]


class UnderCaptions(Good):
    def picture(self) -> list[VMobject]:
        return [Square(0.6, fill_color=house.QUIET, fill_opacity=1).move_to(self.layout.captions.center)]


class WordUnderCaptions(Good):
    def word(self) -> VMobject:
        return super().word().move_to(self.layout.captions.center)


class Flashing(Good):
    also = ("contrast", "cues")

    def picture(self) -> list[VMobject]:
        light = Rectangle(width=16, height=16, fill_color="#ffffff", stroke_width=0)
        age = [0]

        def blink(mobject: VMobject, dt: float) -> None:
            age[0] += 1
            mobject.set_fill(opacity=0.9 * (age[0] // 2 % 2))

        return [add_timed_updater(light, blink)]


class Frozen(Good):
    text = LONG
    also = ("something", "cues")

    def after(self) -> None:
        self.at("second")
        self.at("end")


DRAFT = QUALITIES["480p15"]


def draw_clip(scene: type[Good], folder: Path, form: str, name: str = "test", quality: Quality = DRAFT) -> Path:
    """Draw a scene as the build does, with its record beside it, and return the clip.

    Args:
        folder: of the sound, such as build/en.
    """
    clips = folder / f"{form}-480p15"
    clips.mkdir(parents=True, exist_ok=True)
    narration = speak(parse(scene.text, Path(f"words/en/{name}.md")))
    (folder / f"{name}.json").write_text(dump(narration))
    clip = clips / f"{name}.mp4"
    with settings(LAYOUTS[form], Quality(72, 15, 30)):
        shortenings = rehearse(scene, narration, LAYOUTS[form])
    with settings(LAYOUTS[form], quality, clip):
        stage = perform(scene, narration, LAYOUTS[form], shortenings, scene.meanings)
    clip.with_suffix(".screen.json").write_text(screen.dump(stage.record))
    return clip
