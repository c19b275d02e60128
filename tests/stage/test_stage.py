"""The stage: pictures keep absolute time, and it says what does not fit, in which file and line."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from manim import RIGHT, FadeIn, Square
from narrations import speak, stretch

from audio.timing.record import Timing
from plan.formats import Quality
from plan.words import parse
from stage import style
from stage.fitting import Shortening
from stage.layout import LAYOUTS
from stage.manim.settings import settings
from stage.stage import Stage, StageError, perform, rehearse
from stage.type import Words, register_fonts

register_fonts()
LANDSCAPE = LAYOUTS["landscape"]
TINY = Quality(72, 15, 30)
WORDS = "---\ntitle: A test\nlabel.red: Red\n---\nOne word [fires](#first) and then [another](#second) one fires.\n"


def narration() -> Timing:
    return speak(parse(WORDS, Path("words/en/test.md")))


def rehearsed(scene: type[Stage], words: Timing | None = None) -> list[Shortening]:
    with settings(LANDSCAPE, TINY):
        return rehearse(scene, words or narration(), LANDSCAPE)


class Fits(Stage):
    """Meets both cues, with time to spare."""

    def construct(self):
        self.at("first")
        self.add(Square(8, fill_color="#ffffff", fill_opacity=1))
        self.play(FadeIn(Words("a")), run_time=style.QUICK)
        self.at("second")
        self.clear()
        self.play(FadeIn(Words("b")), run_time=self.until_next())


@pytest.mark.parametrize("rate", [15, 24, 30, 60])
def test_cues_show_on_the_frame_of_their_word(tmp_path, rate):
    """The screen turns white at the first cue and dark at the second, in the decoded clip."""
    words, into = narration(), tmp_path / "clip.mp4"
    shortenings = rehearsed(Fits)
    with settings(LANDSCAPE, Quality(72, rate, 20), into):
        perform(Fits, words, LANDSCAPE, shortenings)
    with av.open(str(into)) as clip:
        bright = [frame.to_ndarray(format="gray")[36, 30] > 128 for frame in clip.decode(video=0)]
    assert len(bright) == words.frames(rate)
    on, off = bright.index(True), len(bright) - 1 - bright[::-1].index(True) + 1
    assert abs(on - words.cues["first"].start * rate) <= 1
    assert abs(off - words.cues["second"].start * rate) <= 1


def test_a_decoded_colour_is_the_colour_that_was_drawn(tmp_path):
    red = "#ff5961"

    class Red(Stage):
        def construct(self):
            self.add(Square(20, fill_color=red, fill_opacity=1, stroke_width=0))
            self.at("first")
            self.at("second")

    into = tmp_path / "clip.mp4"
    with settings(LANDSCAPE, Quality(144, 15, 10), into):
        perform(Red, narration(), LANDSCAPE, rehearsed(Red))
    with av.open(str(into)) as clip:
        frame = next(clip.decode(video=0))
        assert (frame.colorspace, clip.streams.video[0].codec_context.color_primaries) == (1, 1), "tagged BT.709"
        pixels = frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()
    wanted = [int(red[k : k + 2], 16) for k in (1, 3, 5)]
    assert np.abs(pixels[72, 100].astype(int) - wanted).max() <= 4


def test_after_each_play_it_is_reported_how_far_the_clip_is_and_at_the_end_what_was_on_the_screen():
    reported: list[int] = []
    words, shortenings = narration(), rehearsed(Fits)
    with settings(LANDSCAPE, TINY):
        stage = perform(Fits, words, LANDSCAPE, shortenings, {"#ffffff": "WHITE"}, reported.append)
    assert reported == sorted(reported) and len(reported) == 2 and reported[-1] == words.frames(TINY.rate)
    assert stage.record.meanings == {"#ffffff": "WHITE"} and stage.record.rate == TINY.rate
    assert "a" in {item.words for snapshot in stage.record.snapshots for item in snapshot.items}


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
            self.play(FadeIn(Square()), run_time=style.CALM)
            self.hold(style.SNAP)
            self.at("second")

    words = stretch(narration(), 0, 0.6)
    shortenings = rehearsed(Busy, words)
    assert min(shortening.tempo for shortening in shortenings) < 1
    with settings(LANDSCAPE, TINY):
        stage = perform(Busy, words, LANDSCAPE, shortenings)
    assert stage.cue_frames["second"] == round(words.cues["second"].start * TINY.rate)


def test_a_picture_that_reaches_a_cue_too_late_is_refused():
    late = r"words/en/test\.md:5: the animation reaches the cue 'second' .* s too late: shorten the plays before it"
    with settings(LANDSCAPE, TINY), pytest.raises(StageError, match=late):
        perform(Fits, stretch(narration(), 0, 0.1), LANDSCAPE, [Shortening()] * 9)


@pytest.mark.parametrize(
    ("cues", "says"),
    [
        (["first"], r"words/en/test\.md:5: no animation uses the cue 'second': .* in scenes/test\.py"),
        (["first", "second", "third"], r"scenes/test\.py waits for the cue 'third', which the words lack"),
        (["first", "secnd"], r"did you mean 'second'"),
        (["second", "first"], r"words/en/test\.md:5: scenes/test\.py .* another order"),
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

    with pytest.raises(StageError, match=r"words/en/test\.md:1: .* add a line label\.blue: …"):
        rehearsed(Labelled)
