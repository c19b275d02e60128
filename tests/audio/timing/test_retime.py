"""A translation's words at the times of the original: its cues and its sentences fall with those of the original."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from narrations import speak

from audio.timing.retime import retimed
from plan.errors import InputError
from plan.words import parse

HEAD = "---\ntitle: Por qué\nchapter: Uno\n---\n"
ENGLISH = parse(
    "---\ntitle: Why\n---\nThen it [slows](#slows) a lot and [ends](#ends) there.\nThat is all.\n", Path("en/a.md")
)
SPANISH = HEAD + "Luego [frena](#slows) muchísimo hasta que por fin [acaba](#ends).\nEso es todo lo que hay.\n"


def translated(text: str = SPANISH):
    return retimed(speak(ENGLISH), parse(text, Path("es/a.md")))


def test_cues_and_sentences_fall_with_the_original():
    original, shown = speak(ENGLISH), translated()
    assert {name: cue.start for name, cue in shown.cues.items()} == {
        name: pytest.approx(cue.start, abs=0.001) for name, cue in original.cues.items()
    }
    assert [(beat.start, beat.end) for beat in shown.beats] == [(beat.start, beat.end) for beat in original.beats]
    assert (
        shown.beats[1].text == "Eso es todo lo que hay."
        and shown.title == "Por qué"
        and shown.seconds == original.seconds
    )


def test_chinese_words_have_times_too():
    shown = translated("---\ntitle: 为何\n---\n随后[放缓](#slows)很多，直到[结束](#ends)。\n这就是全部。\n")
    assert shown.beats[0].text == "随后放缓很多，直到结束。" and len(shown.beats[0].words) > 3


def test_another_number_of_sentences_is_an_error_with_its_fix():
    with pytest.raises(InputError, match=r"es/a.md:5: the scene has 1 sentences, and .* has 2: translate each"):
        translated(SPANISH.replace("Eso es todo lo que hay.\n", ""))


@given(st.lists(st.sampled_from(["uno", "dos,", "muchísimo", "IL-6"]), min_size=2, max_size=12), st.data())
def test_words_are_in_order_within_their_sentence_whatever_the_cues(words, data):
    first = data.draw(st.integers(0, len(words) - 2))
    second = data.draw(st.integers(first + 1, len(words) - 1))
    marked = [*words]
    marked[first], marked[second] = f"[{words[first]}](#slows)", f"[{words[second]}](#ends)"
    beat = translated(f"{HEAD}{' '.join(marked)}\nEso es todo.\n").beats[0]
    edges = [beat.start, *(edge for word in beat.words for edge in (word.start, word.end)), beat.end]
    assert all(earlier <= later + 0.002 for earlier, later in pairwise(edges))
    assert all(word.end > word.start for word in beat.words)
