"""The stage: pictures keep absolute time, give way to words in a fixed order, and say what does not fit."""

import logging
import math
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, FadeIn, Square, logger
from narrations import speak, stretch

from plan.formats import QUALITIES, Quality
from plan.words import parse
from scenes import style
from stage import style as house
from stage.fitting import FLOOR, LEAST_REST, Interval, fit
from stage.layout import LAYOUTS
from stage.manim.settings import settings
from stage.render import find_scene
from stage.stage import Stage, StageError, perform, rehearse
from stage.type import Words, register_fonts

logger.setLevel(logging.ERROR)
register_fonts()
LANDSCAPE = LAYOUTS["landscape"]
DRAFT = QUALITIES["480p15"]
TINY = Quality(72, 15, 30)
SECONDS = st.integers(0, 1200).map(lambda frames: frames / 60)
WORDS = "---\ntitle: A test\nlabel.red: Red\n---\nOne word [fires](#first) and then [another](#second) one fires.\n"


def narration(text: str = WORDS):
    return speak(parse(text, Path("words/en/test.md")))


def rehearsed(scene: type[Stage], words=None):
    words = words or narration()
    with settings(LANDSCAPE, TINY, dry_run=True):
        return rehearse(scene, words, LANDSCAPE)


# --- how pictures give way ----------------------------------------------------------------------------------------


@given(SECONDS, SECONDS, SECONDS, st.integers(0, 2))
def test_tempos_shrink_first_then_holds_then_it_is_an_error(seconds, tempo, hold, rests):
    interval = Interval(0, seconds, tempo, hold, rests)
    shortening, missing = fit(interval)
    assert FLOOR - 1e-9 <= shortening.tempo <= 1 and 0 <= shortening.hold <= 1
    used = shortening.tempo * tempo + shortening.hold * hold + rests * LEAST_REST
    assert used <= seconds + missing + 1e-6
    if shortening.hold < 1 - 1e-9 and hold:
        assert tempo == 0 or shortening.tempo == pytest.approx(FLOOR), "holds go only when tempos are at their floor"
    if missing:
        assert shortening.hold == 0 or hold == 0
    if tempo + hold + rests * LEAST_REST <= seconds:
        assert (shortening.tempo, shortening.hold, missing) == (1, 1, 0), "what fits is left alone"


class Fits(Stage):
    """Meets both cues, with time to spare."""

    def construct(self):
        self.at("first")
        self.add(Square(8, fill_color="#ffffff", fill_opacity=1))
        self.play(FadeIn(Words("a")), run_time=house.QUICK)
        self.at("second")
        self.clear()
        self.play(FadeIn(Words("b")), run_time=self.rest())


@pytest.mark.parametrize("rate", [15, 24, 30, 60])
def test_cues_show_on_the_frame_of_their_word(tmp_path, rate):
    """The screen turns white at the first cue and dark at the second, in the decoded clip."""
    words, into = narration(), tmp_path / "clip.mp4"
    shortenings = rehearsed(Fits)
    with settings(LANDSCAPE, Quality(72, rate, 20), output_file=str(into), format="mp4"):
        perform(Fits, words, LANDSCAPE, shortenings)
    with av.open(str(into)) as clip:
        bright = [frame.to_ndarray(format="gray")[36, 30] > 128 for frame in clip.decode(video=0)]
    assert len(bright) == words.frames(rate)
    on, off = bright.index(True), len(bright) - 1 - bright[::-1].index(True) + 1
    assert abs(on - words.cues["first"].start * rate) <= 1
    assert abs(off - words.cues["second"].start * rate) <= 1


def test_a_decoded_colour_is_the_colour_that_was_drawn(tmp_path):
    class Red(Stage):
        def construct(self):
            self.add(Square(20, fill_color=style.HARM, fill_opacity=1, stroke_width=0))
            self.at("first")
            self.at("second")

    into = tmp_path / "clip.mp4"
    with settings(LANDSCAPE, Quality(144, 15, 10), output_file=str(into), format="mp4"):
        perform(Red, narration(), LANDSCAPE, rehearsed(Red))
    with av.open(str(into)) as clip:
        frame = next(clip.decode(video=0))
        assert (frame.colorspace, clip.streams.video[0].codec_context.color_primaries) == (1, 1), "tagged BT.709"
        pixels = frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()
    wanted = [int(style.HARM[k : k + 2], 16) for k in (1, 3, 5)]
    assert np.abs(pixels[72, 100].astype(int) - wanted).max() <= 4


def test_plays_that_do_not_fit_say_which_sentence_to_lengthen():
    class Slow(Stage):
        def construct(self):
            self.at("first")
            self.play(FadeIn(Square()), run_time=20.0)
            self.at("second")

    with pytest.raises(StageError, match=r"words/en/test\.md:5: the picture needs \d+\.\d s more .* about \d+ words"):
        rehearsed(Slow)


def test_short_words_make_plays_faster_and_they_still_arrive_in_time():
    class Busy(Stage):
        def construct(self):
            self.at("first")
            self.play(FadeIn(Square()), run_time=house.CALM)
            self.hold(house.SNAP)
            self.at("second")

    words = stretch(narration(), 0, 0.6)
    shortenings = rehearsed(Busy, words)
    assert min(shortening.tempo for shortening in shortenings) < 1
    with settings(LANDSCAPE, TINY, dry_run=True):
        stage = Busy(words, LANDSCAPE, shortenings)
        stage.render()
    assert stage.cue_frames["second"] == round(words.cues["second"].start * TINY.rate)


@pytest.mark.parametrize(
    ("cues", "says"),
    [
        (["first"], r"words/en/test\.md:5: no animation uses the cue 'second'"),
        (["first", "second", "third"], r"waits for the cue 'third', which the words lack"),
        (["first", "secnd"], r"did you mean 'second'"),
        (["second", "first"], r"words/en/test\.md:5: .* another order"),
    ],
)
def test_cues_that_words_and_pictures_do_not_share_are_refused(cues, says):
    class Cued(Stage):
        def construct(self):
            for cue in cues:
                self.at(cue)

    with pytest.raises(StageError, match=says):
        rehearsed(Cued)


def test_a_label_that_the_words_lack_is_refused():
    class Labelled(Stage):
        def construct(self):
            self.add(self.label("blue").shift(RIGHT))

    with pytest.raises(StageError, match=r"add a line label\.blue: …"):
        rehearsed(Labelled)


# --- the film's own scenes ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("factor", [0.6, 1.4])
def test_every_scene_builds_with_each_sentence_shorter_and_longer(scripts_of_the_film, factor):
    for script in scripts_of_the_film:
        words, scene = speak(script), find_scene(script.scene)
        for number in range(len(words.beats)):
            changed = stretch(words, number, factor)
            shortenings = rehearsed(scene, changed)
            assert all(math.isfinite(shortening.tempo) for shortening in shortenings)


@pytest.mark.slow
@pytest.mark.parametrize("form", sorted(LAYOUTS))
def test_every_scene_keeps_its_words_inside_the_frame(scripts_of_the_film, form):
    """After the last play of each scene, no words leave the safe part of the frame."""
    layout = LAYOUTS[form]
    for script in scripts_of_the_film:
        words = speak(script)
        with settings(layout, TINY, dry_run=True):
            stage = find_scene(script.scene)(words, layout)
            stage.render()
        shown = [m for top in stage.mobjects for m in top.get_family() if isinstance(m, Words)]
        for label in shown:
            inside = (
                layout.safe.left - 0.05 <= label.get_left()[0]
                and label.get_right()[0] <= layout.safe.right + 0.05
                and layout.safe.bottom - 0.05 <= label.get_bottom()[1]
                and label.get_top()[1] <= layout.safe.top + 0.05
            )
            where = [label.get_left()[0], label.get_right()[0], label.get_bottom()[1], label.get_top()[1]]
            assert inside, f"{script.scene}, {form}: {label.words!r} at {where} leaves {layout.safe}"


def test_a_scene_file_must_hold_one_scene(tmp_path, monkeypatch):
    with pytest.raises(StageError, match=r"scenes/nowhere\.py:1: there is no such file"):
        find_scene("nowhere")
    with pytest.raises(StageError, match=r"scenes/style\.py:1: it defines 0 scenes"):
        find_scene("style")


def test_stretching_moves_what_follows_and_nothing_before():
    words = narration(WORDS + "And a second [sentence](#third).\n")
    longer = stretch(words, 0, 1.4)
    assert longer.beats[0].start == words.beats[0].start
    assert longer.cues["third"].start - words.cues["third"].start == pytest.approx(
        0.4 * (words.beats[0].end - words.beats[0].start), abs=0.01
    )
    assert replace(longer, beats=words.beats, seconds=words.seconds) == words
