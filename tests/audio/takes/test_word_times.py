"""Word times for voices that do not report them: aligned if possible, else estimated."""

from __future__ import annotations

from audio.samples import RATE, read_samples
from audio.takes.word_times import find_words


def test_the_result_says_how_words_were_found(timed):
    samples = read_samples(timed[0].path)
    assert find_words(samples, timed[0].spoken, "en-GB")[1] == "aligned"
    assert find_words(samples, timed[0].spoken, "es")[1] == "aligned"
    assert find_words(samples, timed[0].spoken, "ja")[1] == "estimated"
    assert find_words(samples, timed[0].spoken, "xx")[1] == "estimated"


def test_a_sound_that_does_not_fit_is_estimated(timed):
    """A breath's worth of sound cannot hold a long sentence."""
    samples, sentence = read_samples(timed[0].path)[: RATE // 2], timed[2].spoken
    words, source = find_words(samples, sentence, "en")
    assert source == "estimated" and [word.text for word in words] == sentence.split()
