"""Speed: a slow voice is sped up, and its word times stay right."""

from __future__ import annotations

import numpy as np
import pytest

from audio.samples import RATE, read_samples, speech_bounds
from audio.spoken import SpokenWord
from audio.takes.speed import FASTEST, at_speed, needed_speed
from audio.takes.store import Take, write


def test_a_slow_voice_is_sped_up_and_its_word_times_stay_right(tmp_path):
    assert needed_speed(1000, 50) == FASTEST
    sound = np.concatenate([np.zeros(RATE // 2), np.ones(RATE // 2) * 0.3, np.zeros(RATE)]).astype(np.float32)
    sound[RATE // 2 : RATE] *= np.sin(np.arange(RATE // 2) * 0.05)
    take = write(tmp_path, "slow", "now", sound, (SpokenWord("now", 0.5, 1.0),), "aligned")
    (fast,) = at_speed([take], 1.25, tmp_path)
    assert isinstance(fast, Take)
    assert fast.seconds == pytest.approx(take.seconds / 1.25, abs=1 / RATE)
    assert (fast.words[0].start, fast.words[0].end) == pytest.approx((0.4, 0.8))
    assert at_speed([take], 1.25, tmp_path) == [fast]


@pytest.mark.parametrize("speed", [1.05, 1.2])
def test_the_pitch_and_the_end_of_speech_stay(timed, tmp_path, speed):
    take = timed[0]
    (fast,) = at_speed([take], speed, tmp_path)
    slow_sound, fast_sound = read_samples(take.path), read_samples(fast.path)
    assert np.median(pitch(fast_sound)) == pytest.approx(np.median(pitch(slow_sound)), rel=0.02)
    assert speech_bounds(fast_sound)[1] * speed == pytest.approx(speech_bounds(slow_sound)[1], abs=0.03)


def test_the_measure_of_pitch_hears_a_higher_voice(timed):
    sound = read_samples(timed[0].path)
    higher = np.median(pitch(sound[::2]))  # a sound of half as many samples is an octave up
    assert higher == pytest.approx(2 * np.median(pitch(sound)), rel=0.1)


def pitch(sound: np.ndarray) -> np.ndarray:
    """Return the pitch (Hz) of each loud and voiced moment, by autocorrelation."""
    size, shortest, longest = round(0.04 * RATE), RATE // 500, RATE // 60
    found = []
    for start in range(0, len(sound) - size, RATE // 100):
        frame = sound[start : start + size] - sound[start : start + size].mean()
        again = np.correlate(frame, frame, "full")[size - 1 :]
        lag = shortest + int(np.argmax(again[shortest:longest]))
        if np.sqrt((frame**2).mean()) > 0.2 * np.abs(sound).max() / 3 and again[lag] > 0.5 * again[0]:
            found.append(RATE / lag)
    return np.array(found)
