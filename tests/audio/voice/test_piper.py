"""The embedded voice: it reports when it says each word, at a narrator's speech rate."""

from __future__ import annotations

import numpy as np
import pytest
from piper_film import SENTENCES

from audio.samples import RATE, read_samples, trim
from audio.voice.engine import Role
from audio.voice.piper import Piper


def test_every_token_has_its_time_from_the_voice(film):
    _, voice, takes = film
    assert voice.description == "Piper, joe (en_US), embedded"
    for take, sentence in zip(takes, SENTENCES, strict=True):
        assert take.word_times == "voice"
        assert [word.text for word in take.words] == sentence.split()
        times = [0, *(time for word in take.words for time in (word.start, word.end)), take.seconds]
        assert times == sorted(times)


def test_words_are_heard_at_the_times_that_are_reported(film):
    """Loud inside the words, quiet between two words that a long pause parts."""
    _, _, takes = film
    samples = read_samples(takes[0].path)
    positive, cells = takes[0].words[6], takes[0].words[7]
    assert cells.start - positive.end > 0.15
    middle = samples[round((positive.end + 0.05) * RATE) : round((cells.start - 0.05) * RATE)]
    assert np.abs(middle).max() < 0.01
    for word in takes[0].words:
        assert np.abs(samples[round(word.start * RATE) : round(word.end * RATE)]).max() > 0.03, word


def test_the_speech_rate_is_a_narrators(film):
    _, _, takes = film
    seconds = sum(take.seconds + 0.35 for take in takes)
    assert 140 < sum(len(take.words) for take in takes) / seconds * 60 < 180


def test_its_pace_can_be_set():
    slow, fast = (Piper(Role("en", "joe", speed=speed)) for speed in (1.0, 1.25))
    assert fast.voice.speed == pytest.approx(1.25 * slow.voice.speed, rel=0.01)
    lengths = [len(trim(engine.speak(SENTENCES[2])[0])[0]) for engine in (slow, fast)]
    assert 1.1 < lengths[0] / lengths[1] < 1.25, "it shortens sounds more than its pauses"
