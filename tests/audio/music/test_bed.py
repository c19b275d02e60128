"""The bed: it follows its score, lies far under the voice, has no clicks, and can be left out."""

from __future__ import annotations

import subprocess
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from narrations import speak
from project import ROOT
from scipy.io import wavfile
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfilt, stft

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, measure
from audio.mix import master
from audio.music.bed import FADE, PART_RATE, heart, heartbeats, pad, synthesize
from audio.music.duck import loudness_over, spoken_in, under
from audio.music.harmony import HOME, harmonize
from audio.music.score import STEPS, Score, compose, music_part
from audio.samples import RATE
from audio.timing.record import Timing


@pytest.fixture(scope="module")
def timings(scripts_of_the_film) -> list[Timing]:
    return [speak(script) for script in scripts_of_the_film]


@pytest.fixture(scope="module")
def score(scripts_of_the_film, timings) -> Score:
    return compose(list(zip(scripts_of_the_film, timings, strict=True)), music_part())


@pytest.fixture(scope="module")
def sound(score) -> np.ndarray:
    return synthesize(score)


@pytest.fixture(scope="module")
def spoken(timings, sound) -> np.ndarray:
    return spoken_in(timings, len(sound))


@pytest.fixture(scope="module")
def voice(spoken) -> np.ndarray:
    """Noise in the band of speech, syllables of a fifth of a second, wherever a word is spoken."""
    noise = np.random.default_rng(3).normal(size=len(spoken)) * (
        0.6 + 0.4 * np.sin(np.arange(len(spoken)) * 2 * np.pi * 5 / RATE)
    )
    noise = sosfilt(butter(2, (150, 4000), "bandpass", fs=RATE, output="sos"), noise)
    mono = (0.1 * noise / noise.std() * spoken).astype(np.float32)
    return np.stack([mono, mono], axis=1)


@pytest.fixture(scope="module")
def low(voice, sound, spoken) -> np.ndarray:
    return under(voice, sound, spoken)


def loudness(sound: np.ndarray, folder: Path) -> float:
    """Integrated loudness by ffmpeg, which the code under test doesn't ask."""
    wavfile.write(folder / "part.wav", RATE, sound.astype(np.float32))
    return measure(folder / "part.wav").lufs


def even(tension: float, rate: float = 62.0, injury: float = 0.0, seconds: float = 8.0) -> Score:
    """Return a score in which nothing moves; `rate` is the heart's (beats a minute)."""
    still = np.ones(round(seconds * STEPS))
    return Score(seconds, tension * still, rate * still, injury * still, (0.0, 3.0, 5.5), ())


def test_the_bed_lies_18_lu_under_the_voice_while_it_speaks_in_every_sentence(timings, voice, low, spoken, tmp_path):
    assert loudness(voice[spoken], tmp_path) - loudness(low[spoken], tmp_path) >= 18
    starts = [0.0, *accumulate(timing.seconds for timing in timings)]
    for timing, start in zip(timings, starts, strict=False):
        for beat in timing.beats:
            part = np.zeros_like(spoken)
            part[round((start + beat.start) * RATE) : round((start + beat.end) * RATE)] = True
            assert loudness_over(voice, part & spoken) - loudness_over(low, part & spoken) >= 18, beat.text


def test_the_voice_ducks_the_bed_before_it_speaks(sound):
    """Under a voice that comes once, after long silence: the bed is down from the first word on."""
    voice, spoken = np.zeros_like(sound), np.zeros(len(sound), dtype=bool)
    word = slice(20 * RATE, 23 * RATE)
    spoken[word] = True
    voice[word] = 0.1 * np.sin(np.arange(3 * RATE) * 0.1)[:, None]
    gain = np.abs(under(voice, sound, spoken)).sum(axis=1) / np.maximum(np.abs(sound).sum(axis=1), 1e-6)
    spans = ((10, 19), (20, 20.05), (22, 23))
    far, first, last = (np.median(gain[round(a * RATE) : round(b * RATE)]) for a, b in spans)
    assert far / last > 1.6 and first / last < 1.1
    assert np.abs(np.diff(np.log(gain[19 * RATE : 21 * RATE] + 1e-9))).max() < 0.01, "it moves smoothly"


def bursts(sound: np.ndarray) -> np.ndarray:
    """How far each hundredth of a second stands above the half second around it, in what lies above 4.5 kHz.

    The bed has little there and it changes slowly; a click has as much as anywhere.
    """
    high = np.abs(sosfilt(butter(6, 4500, "highpass", fs=RATE, output="sos"), sound, axis=0)).max(axis=1)
    size = RATE // 100
    level = high[: len(high) // size * size].reshape(-1, size).max(axis=1)
    return level / (median_filter(level, 50) + 1e-4 * np.abs(sound).max())


def test_nothing_clicks_neither_in_the_bed_nor_where_scenes_meet(sound, low, timings):
    for each in (sound, low):
        assert bursts(each).max() < 3
        assert np.abs(each.mean(axis=0)).max() < 1e-4, "no DC"
    border = round(timings[0].seconds * RATE)
    broken = sound.copy()
    broken[border:] += 0.02 * np.abs(sound).max()
    assert bursts(broken).argmax() == pytest.approx(100 * timings[0].seconds, abs=1), "a small step would be found"
    assert bursts(broken).max() > 3


def test_it_lasts_as_long_as_the_film_and_comes_and_goes_softly(sound, score, timings):
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


def test_calm_films_hold_no_sour_note_and_all_end_at_home(score):
    assert harmonize(score)[-1] == HOME
    for chord in harmonize(even(0.0)):
        assert all((b - a) % 12 not in (1, 11, 6) or b - a > 12 for a in chord.notes for b in chord.notes if b > a)


def test_music_is_mastered_with_the_voice_and_off_means_the_voice_alone(voice, sound, spoken, tmp_path):
    part = slice(0, 15 * RATE)
    wavfile.write(tmp_path / "raw.wav", RATE, (32767 * voice[part, 0]).astype(np.int16))
    kinds = {"off": None, "none": np.zeros_like, "on": lambda heard: under(heard, sound, spoken[part])}
    for name, music in kinds.items():
        found = master(tmp_path / "raw.wav", tmp_path / f"{name}.wav", music)
        assert abs(found.lufs - LOUDNESS_LUFS) <= 0.5 and found.peak <= PEAK_DBTP
    off, none, on = (wavfile.read(tmp_path / f"{name}.wav")[1] for name in ("off", "none", "on"))
    assert (off == none).all()
    quiet = ~spoken[part]
    assert np.median(np.abs(off[quiet])) == 0 and np.median(np.abs(on[quiet])) > 60


def test_another_choice_than_on_and_off_is_an_error():
    run = subprocess.run(["make", "help", "MUSIC=loud"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode and "MUSIC=loud is no choice: use on or off" in run.stderr
