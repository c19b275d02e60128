"""Word times without the voice's help, against the times that Piper knows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.timing.align import align, estimate, weights, word_times
from audio.timing.arpabet import arpabet
from audio.timing.word_error import errors, table
from audio.voice.choice import speak_all
from audio.voice.takes import RATE, samples_of

FILM = [
    "Cytokines are small proteins, the messages of your immune system.",
    "They tell cells where to go, and when to fight.",
    "Infected cells raise the alarm, and immune cells rush in.",
    "Interleukin six climbs from below ten to above one thousand picograms per millilitre.",
    "Vessels leak, the alveoli fill with fluid, and oxygen falls.",
]


@pytest.fixture(scope="session")
def spoken(tmp_path_factory):
    return speak_all(FILM, choice="piper", cache=tmp_path_factory.mktemp("align"))[1]


def estimated(samples, tokens):
    return estimate(samples, tokens, weights(tokens, "en"))


def test_aligned_words_are_within_a_tenth_of_a_second(spoken):
    for late in errors(spoken, align):
        assert len(late) == len(" ".join(FILM).split())
        assert np.median(np.abs(late)) < 0.025 and np.abs(late).max() < 0.1


def test_estimated_words_are_within_a_fifth_of_a_second(spoken):
    for late in errors(spoken, estimated):
        assert np.median(np.abs(late)) < 0.04 and np.abs(late).max() < 0.2


def test_the_estimate_snaps_to_pauses(spoken):
    """Each word after a pause begins where the silence ends."""
    take = spoken[1]
    words = estimated(samples_of(take.path), take.spoken.split())
    assert words[6].text == "and" and words[6].start == pytest.approx(take.words[6].start, abs=0.04)
    assert words[5].end < words[6].start - 0.1


def test_the_way_words_were_found_is_told(spoken):
    samples = samples_of(spoken[0].path)
    assert word_times(samples, FILM[0], "en-GB")[1] == "aligned"
    assert word_times(samples, FILM[0], "es")[1] == "estimated"
    assert word_times(samples, FILM[0], "xx")[1] == "estimated"


def test_a_sound_that_does_not_fit_is_estimated(spoken):
    """A breath's worth of sound cannot hold a long sentence."""
    samples = samples_of(spoken[0].path)[: RATE // 2]
    words, source = word_times(samples, FILM[2], "en")
    assert source == "estimated" and [word.text for word in words] == FILM[2].split()


def test_marks_without_a_sound_take_no_time(spoken):
    tokens = FILM[0].replace("the", "— the").split()
    for find in (align, estimated):
        words = find(samples_of(spoken[0].path), tokens)
        assert [word.text for word in words] == tokens
        assert words[4].start == words[4].end


def test_words_unknown_to_the_dictionary_are_pronounced():
    assert arpabet("tocilizumab") == "T OW S IH L IH Z Y UW M AE B"
    assert arpabet("alveoli") == "AE L V IY AH L AY"
    assert arpabet("picograms") == "P IY K OW G R AE M Z"
    assert arpabet("IL-6").endswith("S IH K S")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["cells,", "cells", "—", "a", "interleukin.", "2,000"]), min_size=1, max_size=12
    ),
    st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=8),
    st.sampled_from(["en", "es", "xx"]),
)
def test_every_sound_gives_every_word_a_time_in_order(tokens, stretches, language):
    """Whatever the sound: noise and silence in stretches of hundredths of a second."""
    noise = np.random.default_rng(0).normal(0, 0.1, RATE * 5).astype(np.float32)
    samples = np.concatenate([noise[: hundredths * 480] * loud for hundredths, loud in stretches])
    words = estimate(samples, tokens, weights(tokens, language))
    times = [0.0, *(time for word in words for time in (word.start, word.end)), len(samples) / RATE]
    assert [word.text for word in words] == tokens
    assert times == sorted(times)


def test_the_table_states_the_errors(spoken):
    lines = table(spoken).splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        [way, edge] for way in ("aligned", "estimated") for edge in ("starts", "ends")
    ]
