"""Estimated word times, against the times that Piper reports."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.samples import RATE, read_samples
from audio.spoken import SpokenWord
from audio.takes.estimate import estimate, word_weights
from audio.takes.word_time_error import errors


def estimated(samples: np.ndarray, tokens: Sequence[str]) -> tuple[SpokenWord, ...]:
    return estimate(samples, tokens, word_weights(tokens, "en"))


def test_estimated_words_are_within_a_fifth_of_a_second(timed):
    for late in errors(timed, estimated):
        assert np.median(np.abs(late)) < 0.04 and np.abs(late).max() < 0.2


def test_the_estimate_snaps_to_pauses(timed):
    """Each word after a pause begins where the silence ends."""
    take = timed[1]
    words = estimated(read_samples(take.path), take.spoken.split())
    assert words[6].text == "and" and words[6].start == pytest.approx(take.words[6].start, abs=0.04)
    assert words[5].end < words[6].start - 0.1


def test_marks_without_a_sound_take_no_time(timed):
    tokens = timed[0].spoken.replace("the", "— the").split()
    words = estimated(read_samples(timed[0].path), tokens)
    assert [word.text for word in words] == tokens
    assert words[4].start == words[4].end


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["cells,", "cells", "—", "a", "interleukin.", "2,000"]), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=8),
    st.sampled_from(["en", "es", "xx"]),
)
def test_every_sound_gives_every_word_a_time_in_order(tokens, parts, language):
    """Whatever the sound: noise and silence in parts that last hundredths of a second."""
    noise = np.random.default_rng(0).normal(0, 0.1, RATE * 5).astype(np.float32)
    samples = np.concatenate([noise[: hundredths * 480] * loud for hundredths, loud in parts])
    words = estimate(samples, tokens, word_weights(tokens, language))
    times = [0.0, *(time for word in words for time in (word.start, word.end)), len(samples) / RATE]
    assert [word.text for word in words] == tokens
    assert times == sorted(times)
