"""Work on words grows as the words do, and what is too long for any film is an error with its line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from narrations import speak

from audio.takes.estimate import _knots, word_weights
from audio.voice.phonemes import phonemes
from audio.voice.pronunciation import Pronunciation, near_misses, spell
from audio.voice.symbol_ranges import symbol_ranges
from plan.errors import InputError
from plan.words import Script, parse
from publish.captions.breaks import english
from publish.captions.optimise import make_captions
from publish.captions.rules import RULES

SENTENCE = "In a storm, cells release IL-6 and TNF-α, which call more cells, which release more"
SAID = Pronunciation({"IL-6": "I L six", "TNF-α": "T N F alpha"}, {f"word{n}": "a" for n in range(200)})


def script(sentences: int, length: int) -> Script:
    """Return a scene of so many sentences, each `length` times as long as a usual one."""
    return parse("---\ntitle: x\n---\n" + (f"{SENTENCE} " * length + "\n") * sentences, Path("x.md"))


def read_and_spell(words: Script) -> None:
    found = parse("---\ntitle: x\n---\n" + "\n".join(beat.text for beat in words.beats), words.path)
    spell(found, SAID)
    list(near_misses([beat.words for beat in found.beats], SAID.spoken))


def share_phonemes(words: Script) -> None:
    for spelling in spell(words, SAID):
        alone = [" ".join(phonemes(word, ipa=SAID.ipa)) for word in spelling.spoken.split()]
        assert symbol_ranges(alone, " ".join(phonemes(spelling.spoken, ipa=SAID.ipa)))


def share_pauses(words: Script) -> None:
    for beat in words.beats:
        seconds = 0.3 * len(beat.words)
        pauses = [(second + 0.5, second + 0.7) for second in range(0, int(seconds) - 1, 2)]
        assert _knots(pauses, seconds, beat.words, word_weights(beat.words, "xx"))


def caption(words: Script) -> None:
    make_captions([speak(words)], RULES["portrait"], english())


def seconds(work: Callable[[Script], None], words: Script) -> float:
    began = time.process_time()
    work(words)
    return time.process_time() - began


@pytest.mark.parametrize("work", [read_and_spell, share_phonemes, share_pauses, caption])
@pytest.mark.parametrize(("short", "long"), [((20, 1), (200, 1)), ((4, 1), (4, 10))])
def test_ten_times_as_many_words_take_about_ten_times_as_long(work, short, long):
    work(script(1, 1))  # loads what is loaded once
    first = max(min(seconds(work, script(*short)) for _ in range(2)), 0.004)
    assert seconds(work, script(*long)) < 45 * first


def test_a_word_without_end_is_refused_but_not_a_sentence_without_spaces():
    with pytest.raises(InputError, match=r"x\.md:4: the word «aaaaaaaaaaaaaaaaaaaa…» has 101 characters: split it"):
        parse("---\ntitle: x\n---\n" + "a" * 101, Path("x.md"))
    assert parse("---\ntitle: x\n---\n" + "免疫系统" * 30, Path("x.md")).beats


def test_a_sentence_that_pronunciations_make_too_long_is_refused():
    with pytest.raises(InputError, match=r"x\.md:4: with its pronunciations this sentence has [\d,]+ characters"):
        spell(script(1, 10), Pronunciation({"cells": "cells " * 30}))
