"""Aligned word times, against the times that Piper reports."""

from __future__ import annotations

import numpy as np
from piper_film import IPA

from audio.samples import read_samples
from audio.takes import align as aligner
from audio.takes.align import align
from audio.takes.word_time_error import errors


def test_aligned_words_are_within_a_tenth_of_a_second(timed):
    for late in errors(timed, lambda samples, tokens: align(samples, tokens, IPA)):
        assert len(late) == sum(len(take.words) for take in timed)
        assert np.median(np.abs(late)) < 0.025 and np.abs(late).max() < 0.1


def test_marks_without_a_sound_take_no_time(timed):
    tokens = timed[0].spoken.replace("the", "— the").split()
    words = align(read_samples(timed[0].path), tokens)
    assert words and [word.text for word in words] == tokens
    assert words[4].start == words[4].end


def test_words_that_have_no_sound_at_all_are_not_found(timed):
    assert align(read_samples(timed[0].path), ["—"]) is None


def test_a_words_own_ipa_comes_before_the_dictionary():
    decoder = aligner._decoder()
    assert aligner._name(decoder, "Alarm,", {}) == "alarm"
    assert aligner._name(decoder, "Alarm,", {"alarm": "ˌælɐɹˈuːm"}) == "AE_L_AH_R_UW_M"
