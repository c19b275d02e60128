"""The bed: it follows the score, has no clicks, and lasts as long as the film."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfilt, stft
from scores import even

from audio.music.bed import FADE, PART_RATE, heart, heartbeats, pad, synthesize
from audio.music.harmony import harmonize
from audio.music.score import STEPS
from audio.samples import RATE


def bursts(sound: np.ndarray) -> np.ndarray:
    """Return how far each hundredth of a second stands above the half second around it, above 4.5 kHz.

    The bed has little sound there, which changes slowly; a click has as much there as anywhere.
    """
    high = np.abs(sosfilt(butter(6, 4500, "highpass", fs=RATE, output="sos"), sound, axis=0)).max(axis=1)
    size = RATE // 100
    level = high[: len(high) // size * size].reshape(-1, size).max(axis=1)
    return level / (median_filter(level, 50) + 1e-4 * np.abs(sound).max())


def test_nothing_clicks_in_the_bed_or_between_scenes(sound, low, timings):
    for each in (sound, low):
        assert bursts(each).max() < 3
        assert np.abs(each.mean(axis=0)).max() < 1e-4, "no DC"
    border = round(timings[0].seconds * RATE)
    broken = sound.copy()
    broken[border:] += 0.02 * np.abs(sound).max()
    assert np.argmax(bursts(broken)) == pytest.approx(100 * timings[0].seconds, abs=1), "a small step would be found"
    assert bursts(broken).max() > 3


def test_it_lasts_as_long_as_the_film_and_fades_in_and_out(sound, score, timings):
    assert len(sound) == round(sum(timing.seconds for timing in timings) * RATE)
    edge, size = round(FADE * RATE), np.abs(sound).max()
    for end in (sound[: edge // 8], sound[-edge // 8 :]):
        assert np.abs(end).max() < 0.05 * size
    assert np.abs(sound[[0, -1]]).max() < 1e-4
    quiet = [np.abs(sound[a : a + RATE // 2]).max() for a in range(edge, len(sound) - edge, RATE // 2)]
    assert min(quiet) > 0.02 * size, "no break"


def test_the_same_film_sounds_the_same_to_the_byte(score, sound):
    assert synthesize(score).tobytes() == sound.tobytes()


def test_the_pad_brightens_with_tension(score):
    """Centroid of the pad against tension over the film; the harmony moves it as well, so it is no straight line."""
    now = np.arange(round(score.seconds * PART_RATE)) / PART_RATE
    clock = np.arange(len(score.tension)) / STEPS
    tension = np.interp(now, clock, score.tension)
    spans = list(zip(score.chords, (*score.chords[1:], score.seconds), strict=True))
    pitch, seconds, found = stft(pad(now, tension, harmonize(score), spans)[0], PART_RATE, nperseg=4096)
    power = np.abs(found[:, 2:-2]) ** 2
    centroid = np.log((pitch[:, None] * power).sum(axis=0) / power.sum(axis=0))
    assert np.corrcoef(centroid, np.interp(seconds[2:-2], clock, score.tension))[0, 1] > 0.7


@pytest.mark.parametrize(("tension", "rate", "injury"), [(0.0, 62.0, 0.0), (0.5, 83.0, 0.0), (1.0, 102.0, 0.1)])
def test_the_heart_is_heard_at_the_rate_of_the_score(tension, rate, injury):
    score = even(tension, rate, injury, 30.0)
    now = np.arange(round(score.seconds * PART_RATE)) / PART_RATE
    size = np.abs(heart(now, score, heartbeats(score)))
    level = np.array([size[k : k + 240].max() for k in range(0, len(size) - 240, 240)])
    lubs = np.flatnonzero((level[1:] > 0.8 * level.max()) & (level[:-1] <= 0.8 * level.max()))
    lubs = lubs[np.concatenate([[True], np.diff(lubs) > 12])]
    assert 60 * (len(lubs) - 1) / (0.02 * (lubs[-1] - lubs[0])) == pytest.approx(rate, rel=0.03)


def test_an_injured_heart_is_weak_and_uneven():
    now = np.arange(8 * PART_RATE) / PART_RATE
    healthy, injured = even(0.95, 100.0), even(0.95, 100.0, injury=0.8)
    steps = [np.diff(heartbeats(score)) for score in (healthy, injured)]
    assert steps[0].std() < 0.01 * steps[0].mean() and steps[1].std() > 0.1 * steps[1].mean()
    assert steps[1].min() > 0.2, "no beat on top of another"
    assert steps[1].mean() == pytest.approx(steps[0].mean(), rel=0.05)
    loud = [np.abs(heart(now, score, heartbeats(score))).max() for score in (healthy, injured)]
    assert loud[1] < 0.6 * loud[0]
