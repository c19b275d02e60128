"""What a program can see of a film's look: a good scene passes each check, and each broken one fails its own."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from manim import PI, RIGHT, UP, Circle, FadeIn, FadeOut, Rectangle, Square, VGroup, VMobject, linear, logger
from narrations import speak

from audio.script import parse
from audio.timing import dump
from publish.look import look
from publish.look_colours import distance
from publish.look_times import check_times
from publish.moments import read
from scenes import inventory, style
from scenes.cast import ImmuneCell
from scenes.inventory import backdrop
from scenes.layout import LAYOUTS, QUALITIES, Quality
from scenes.render import settings
from scenes.stage import Stage, perform, rehearse
from scenes.type import Words, register_fonts

logger.setLevel(logging.ERROR)
register_fonts()
WORDS = (
    "---\ntitle: A test\nlabel.first: Fires\nlabel.another: Another\nlabel.many: A b c d e f g h i j k l m\n---\n"
    "One word [fires](#first) and then, a while later, [another](#second) one fires.\n"
)
LONG = WORDS + "A third sentence follows here, and it goes on and on, and nothing [ends](#end) it.\n"


class Good(Stage):
    """A label comes with its word, and a dot goes all the way below it. Broken scenes change one thing."""

    text = WORDS
    meanings: dict[str, str] = {}

    def construct(self):
        self.dot = Circle(0.4, fill_color=style.IL6, fill_opacity=1, stroke_width=0).move_to(self.at_share(0.1, 0.3))
        self.add(*self.behind(), self.dot, *self.picture())
        self.play(self.dot.animate.move_to(self.at_share(0.4, 0.3)), run_time=self.until("first"), rate_func=linear)
        self.at("first")
        self.shown = self.word()
        self.play(FadeIn(self.shown), run_time=style.QUICK)
        self.play(self.dot.animate.move_to(self.at_share(0.8, 0.3)), run_time=self.until("second"), rate_func=linear)
        self.after()

    def at_share(self, across: float, up: float) -> np.ndarray:
        return np.array(self.layout.safe.point(across, up))

    def behind(self) -> list:
        return []

    def picture(self) -> list:
        return []

    def word(self):
        return self.label("first").move_to(self.at_share(0.5, 0.7))

    def after(self):
        self.at("second")


class TextOut(Good):
    def word(self):
        return super().word().to_edge(RIGHT, buff=-0.12)


class TextUnsafe(Good):
    def word(self):
        return super().word().move_to(self.at_share(0.5, 1.0)).shift(0.3 * UP)


class DrawingOut(Good):
    def picture(self):
        return [self.half_in()]

    def half_in(self):
        return Square(1, fill_color=style.QUIET, fill_opacity=1).move_to([-self.layout.frame[0] / 2, 0, 0])


class SceneryOut(DrawingOut):
    def picture(self):
        return [backdrop(self.half_in())]


class TextOver(Good):
    def word(self):
        first = super().word()
        return VGroup(first, Words("1,000").move_to(first).shift(0.9 * first.width * RIGHT))


class Crossfade(Good):
    """One label takes another's place: both are there, neither in full."""

    def after(self):
        self.at("second")
        self.play(FadeOut(self.shown), FadeIn(self.label("another").move_to(self.shown)), run_time=style.QUICK)


class Small(Good):
    def word(self):
        return super().word().scale(20 / style.LABEL)


class Faint(Good):
    def word(self):
        return super().word().set_fill("#4a5578")


class InTheCrowd(Good):
    """Amber words with amber dots behind every letter."""

    def behind(self):
        dot = Circle(0.07, num_components=5).points
        crowd = VMobject(fill_color=style.IL6, fill_opacity=1, stroke_width=0)
        crowd.copies = len(dot)
        places = [self.at_share(0.5, 0.7) + [0.09 * x, 0.09 * y, 0] for x in range(-20, 21) for y in range(-5, 6)]
        return [crowd.set_points(np.vstack([dot + place for place in places]))]

    def word(self):
        return super().word().set_fill(style.IL6)


class Covered(Good):
    def after(self):
        self.at("second")
        self.play(FadeIn(Square(1.5, fill_color=style.TEXT, fill_opacity=1).move_to(self.shown)), run_time=style.SNAP)


class Alike(Good):
    """Green and blue, which a tritan viewer takes for one."""

    meanings = {"#2fd6a3": "GREEN", "#45b8ff": "BLUE"}

    def picture(self):
        pair = [Square(1, fill_color=colour, fill_opacity=1, stroke_width=0) for colour in self.meanings]
        return [each.move_to(self.at_share(0.3 + 0.4 * k, 0.5)) for k, each in enumerate(pair)]


class Idle(Good):
    """Only a cell's edge ripples on."""

    def construct(self):
        self.add(ImmuneCell(0.6))
        self.at("first")
        self.at("second")


class Wordy(Good):
    def word(self):
        return self.label("many", width=6).move_to(self.at_share(0.5, 0.7))


class Early(Good):
    def word(self):
        return self.label("another").move_to(self.at_share(0.5, 0.7))


class Standing(Good):
    """The label is there from the first frame."""

    def picture(self):
        self.already = super().word()
        return [self.already]

    def word(self):
        return Square(1).move_to(self.at_share(0.5, 0.4))


class Headlong(Good):
    def word(self):
        return super().word().rotate(PI)


class UnderCaptions(Good):
    def picture(self):
        return [Square(0.6, fill_color=style.QUIET, fill_opacity=1).move_to(self.layout.captions.center)]


class WordUnderCaptions(Good):
    def word(self):
        return super().word().move_to(self.layout.captions.center)


class Flashing(Good):
    def picture(self):
        light = Rectangle(width=16, height=16, fill_color="#ffffff", stroke_width=0)
        age = [0]

        def blink(mobject, dt):
            age[0] += 1
            mobject.set_fill(opacity=0.9 * (age[0] // 2 % 2))

        return [light.add_updater(blink)]


class Frozen(Good):
    text = LONG

    def after(self):
        self.at("second")
        self.at("end")


def film(scene: type[Stage], folder: Path, form: str, name: str = "test") -> Path:
    """Draw a scene as the build does, with its record beside it, and return the clip."""
    clips = folder / f"{form}-480p15"
    clips.mkdir(parents=True, exist_ok=True)
    narration = speak(parse(scene.text, Path(f"scenes/{name}.md")))
    (folder / f"{name}.json").write_text(dump(narration))
    clip = clips / f"{name}.mp4"
    with settings(LAYOUTS[form], Quality(72, 15, 30), dry_run=True):
        paces = rehearse(scene, narration, LAYOUTS[form])
    with settings(LAYOUTS[form], QUALITIES["480p15"], output_file=str(clip), format="mp4"):
        stage = perform(scene, narration, LAYOUTS[form], paces)
    clip.with_suffix(".look.json").write_text(inventory.dump(stage.renderer.inventory.record()))
    return clip


def broken(clip: Path) -> dict[str, str]:
    return {finding.rule: finding.measured for finding in look(clip) if not finding.holds}


@pytest.mark.parametrize("scene", [Good, SceneryOut, Crossfade])
def test_a_good_scene_passes(scene, tmp_path):
    assert not broken(film(scene, tmp_path / "en", "landscape"))


@pytest.mark.parametrize("form", ["portrait", "square"])
def test_a_good_scene_passes_in_every_format_and_all_is_measured(form, tmp_path):
    findings = look(film(Good, tmp_path / "en", form))
    assert all(finding.holds for finding in findings), findings
    unmeasured = {finding.rule for finding in findings if not any(map(str.isdigit, finding.measured))}
    nothing_to_see = {"no text over text", "nothing under burned captions", "labels without a word of their own"}
    nothing_to_see |= {"colours 10 apart for every eye", "3 flashes a second at most", "3 red flashes a second at most"}
    assert unmeasured == nothing_to_see


@pytest.mark.parametrize(
    ("scene", "form", "rule", "told"),
    [
        (TextOut, "landscape", "text inside the frame", "over the right edge: «Fires», test"),
        (TextUnsafe, "portrait", "text inside the safe box", "over the upper edge: «Fires»"),
        (DrawingOut, "square", "drawings inside the frame", "over the left edge: Square, test 0."),
        (TextOver, "landscape", "no text over text", "shared: «Fires» and «1,000»"),
        (Small, "landscape", "text 1/27 of the height at least", "1/28.8: «Fires»"),
        (Small, "portrait", "text 1/40 of the height at least", "1/51.2: «Fires»"),
        (Faint, "landscape", "contrast of text 4.5:1, of large text 3:1", "«Fires»"),
        (InTheCrowd, "landscape", "contrast of text 4.5:1, of large text 3:1", "1.0:1 of 3:1: «Fires»"),
        (Covered, "landscape", "contrast of text 4.5:1, of large text 3:1", "«Fires»"),
        (Headlong, "landscape", "tesseract reads every label", "«Fires»"),
        (Alike, "landscape", "colours 10 apart for every eye", "for tritan viewers: BLUE and GREEN"),
        (Idle, "landscape", "something happens every 2 s", "test 0.0 s"),
        (Wordy, "landscape", "12 words on screen at most", "13: «A b c d e f g h i j k l m»"),
        (Early, "landscape", "labels within 0.3 s of their word", "early: «Another»"),
        (UnderCaptions, "portrait", "nothing under burned captions", "Square"),
        (WordUnderCaptions, "portrait", "nothing under burned captions", "«Fires»"),
        (Flashing, "landscape", "3 flashes a second at most", "the picture, test"),
        (Frozen, "landscape", "no freeze over 4 s", "the picture, test"),
    ],
)
def test_a_broken_scene_fails_its_own_check_by_name_and_second(scene, form, rule, told, tmp_path, monkeypatch):
    for colour, meaning in scene.meanings.items():
        monkeypatch.setitem(inventory.MEANINGS, colour, meaning)
    found = broken(film(scene, tmp_path / "en", form))
    assert rule in found and told in found[rule], found
    also = {TextOver: {"contrast"}, InTheCrowd: {"tesseract"}, Flashing: {"contrast"}, Frozen: {"something"}}
    others = {each for each in found if each != rule and each.split()[0] not in also.get(scene, set())}
    assert not others, found


def test_a_label_that_one_scene_hands_to_the_next_has_been_there(tmp_path):
    clips = [film(scene, tmp_path, "landscape", name) for scene, name in ((Good, "one"), (Standing, "two"))]
    rule = "labels within 0.3 s of their word"
    assert "early: «Fires», two 0.0 s" in broken(clips[1])[rule]
    both = check_times(read(clips[0].with_name("film.mp4"), ["one", "two"]))
    assert rule in {finding.rule for finding in both} and all(finding.holds for finding in both), both


def test_eyes_and_names_are_those_of_the_frame_that_the_camera_shows(tmp_path):
    """What the camera comes twice as near to is twice as large, and a thing's name is its group's."""

    class Near(Good):
        def picture(self):
            self.camera.frame.scale(0.5).move_to(self.at_share(0.5, 0.7))
            pair = [Square(0.2).move_to(self.at_share(0.5 + 0.04 * side, 0.62)) for side in (-1, 1)]
            return [VGroup(*pair, name="pair")]

    far, near = (inventory.load(film(scene, tmp_path / scene.__name__, "landscape").with_suffix(".look.json"))
                 for scene in (Good, Near))  # fmt: skip
    words = [next(thing for thing in record.looks[-1].things if thing.words == "Fires") for record in (far, near)]
    assert words[1].size == pytest.approx(2 * words[0].size, rel=0.01)
    widths = [thing.box[2] - thing.box[0] for thing in words]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.01)
    assert (words[1].box[0] + words[1].box[2]) / 2 == pytest.approx(0.5, abs=0.01)
    assert {thing.name for thing in near.looks[0].things if thing.kind == "drawing"} == {"pair", "Circle in IL6"}


def test_a_record_is_the_same_every_time_and_whole_when_read_again(tmp_path):
    one, other = (film(InTheCrowd, tmp_path / name, "square").with_suffix(".look.json") for name in "ab")
    text = one.read_text()
    assert text == other.read_text()
    record = inventory.load(one)
    assert inventory.dump(record) == text
    crowd = next(thing for thing in record.looks[0].things if thing.kind == "crowd")
    assert crowd.count == 41 * 11 and crowd.colours == (style.IL6,)


def test_live_numbers_are_words_of_their_own(tmp_path):
    """Anything that tells its `words` and `type_size` is read, as it stands at each moment."""

    class Counting(Good):
        def picture(self):
            number = VMobject(fill_opacity=1, stroke_width=0)
            number.words, number.type_size = "0", style.LABEL

            def count(mobject, dt):
                mobject.words = str(int(mobject.words) + 1)
                mobject.set_points(Words(mobject.words).move_to(self.at_share(0.2, 0.6)).points)

            return [number.add_updater(count)]

    record = inventory.load(film(Counting, tmp_path / "en", "landscape").with_suffix(".look.json"))
    shown = [thing.words for look in record.looks for thing in look.things if thing.words.isdigit()]
    assert len(set(shown)) > 8 and len({thing.number for look in record.looks for thing in look.things}) <= 4


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_distances_are_those_that_sharma_published(one, other, apart):
    assert distance(np.array(one), np.array(other)) == pytest.approx(apart, abs=5e-5)


def test_the_check_of_a_build_names_scene_second_and_object_and_fails(tmp_path):
    films = [film(Small, tmp_path / "en", "landscape"), tmp_path / "en" / "square-480p15" / "test.mp4"]
    command = [sys.executable, "-m", "publish.check", "--scenes", "test", "--films", *map(str, films)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert f"not there, so not checked: {films[1]}" in run.stdout
    assert run.returncode == 1 and "check: 1 rules do not hold" in run.stderr
    (line,) = [line for line in run.stdout.splitlines() if "FAIL" in line]
    assert line.split() == "FAIL text 1/27 of the height at least 1/28.8: «Fires», test 1.1 s".split()


def test_another_films_record_is_refused(tmp_path):
    clip = film(Good, tmp_path / "en", "landscape")
    cut = clip.with_name("cut.mp4")
    subprocess.run(["ffmpeg", "-v", "error", "-i", clip, "-c", "copy", "-frames:v", "9", cut], check=True)
    cut.replace(clip)
    with pytest.raises(ValueError, match="test.mp4 has 9 frames, its scenes"):
        look(clip)
