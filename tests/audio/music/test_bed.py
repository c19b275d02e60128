"""The bed: it follows the model, lies far under the voice, has no clicks, and can be left out."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from narrations import speak, stretch
from project import ROOT
from scipy.io import wavfile
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfilt, stft

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, measure
from audio.mix import master
from audio.music.bed import FADE, PART_RATE, heart, heartbeats, pad, synthesize
from audio.music.duck import loudness_over, spoken_in, under
from audio.music.harmony import HOME, harmonize
from audio.music.score import FINE, STEPS, Score, compose, effects, stretches
from audio.samples import RATE
from audio.timing.record import Timing
from model import scenario, simulate
from plan.errors import InputError
from plan.words import parse


@pytest.fixture(scope="module")
def timings(scripts_of_the_film) -> list[Timing]:
    return [speak(script) for script in scripts_of_the_film]


@pytest.fixture(scope="module")
def score(scripts_of_the_film, timings) -> Score:
    return compose(list(zip(scripts_of_the_film, timings, strict=True)))


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


def even(tension_il6: float, injury: float = 0.0, seconds: float = 8.0) -> Score:
    """A score in which nothing moves."""
    still = np.ones(round(seconds * STEPS))
    return Score(seconds, tension_il6 * still, FINE * still, injury * still, (0.0, 3.0, 5.5), ())


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


def test_the_pad_brightens_with_the_logarithm_of_il6(score):
    """Centroid of the pad against log IL-6, over the film; the harmony moves it as well, so it is no straight line."""
    now = np.arange(round(score.seconds * PART_RATE)) / PART_RATE
    tension = np.interp(now, np.arange(len(score.il6)) / STEPS, score.tension)
    spans = list(zip(score.chords, (*score.chords[1:], score.seconds), strict=True))
    pitch, clock, found = stft(pad(now, tension, harmonize(score), spans)[0], PART_RATE, nperseg=4096)
    power = np.abs(found[:, 2:-2]) ** 2
    centroid = np.log((pitch[:, None] * power).sum(axis=0) / power.sum(axis=0))
    il6 = np.interp(clock[2:-2], np.arange(len(score.il6)) / STEPS, np.log(np.maximum(score.il6, 10)))
    assert np.corrcoef(centroid, il6)[0, 1] > 0.7


def test_tension_follows_il6_of_the_model_at_the_cue(scripts_of_the_film, timings, score):
    """At the words for one thousand, the bed is where the model's storm passes it."""
    starts = [0.0, *accumulate(timing.seconds for timing in timings)]
    loop = [script.scene for script in scripts_of_the_film].index("loop")
    at = starts[loop] + timings[loop].cues["thousand"].start
    wanted = simulate(scenario("storm")).at("il6", 36)
    # It rises steeply there, and is smoothed over half a second.
    assert np.log2(score.il6[round(at * STEPS)] / wanted) == pytest.approx(0, abs=1)
    grows = [even(il6) for il6 in (2, 10, 99, 1000, 4000)]
    tensions, rates = ([float(getattr(each, name)[0]) for each in grows] for name in ("tension", "heart_rate"))
    assert tensions == sorted(tensions) and tensions[:2] == [0, 0] and tensions[-1] == pytest.approx(1)
    assert rates == sorted(rates)


def test_hours_follow_words_not_seconds(scripts_of_the_film, timings, score):
    slow = [stretch(timing, 0, 1.5) if timing.scene == "trend" else timing for timing in timings]
    slower = compose(list(zip(scripts_of_the_film, slow, strict=True)))
    starts = [[0.0, *accumulate(timing.seconds for timing in each)] for each in (timings, slow)]
    for number, timing in enumerate(timings):
        for cue in timing.cues:
            a, b = (
                round((start[number] + each[number].cues[cue].start) * STEPS)
                for start, each in zip(starts, (timings, slow), strict=True)
            )
            # Smoothing spans a cue's neighbours, which lie elsewhere in the slower scene.
            assert slower.tension[b] == pytest.approx(score.tension[a], abs=0.15), cue


@pytest.mark.parametrize(("il6", "injury"), [(2.0, 0.0), (250.0, 0.0), (4000.0, 0.1)])
def test_the_heart_is_heard_at_the_models_rate(il6, injury):
    score = even(il6, injury, 30.0)
    now = np.arange(round(score.seconds * PART_RATE)) / PART_RATE
    size = np.abs(heart(now, score, heartbeats(score)))
    level = np.array([size[k : k + 240].max() for k in range(0, len(size) - 240, 240)])
    lubs = np.flatnonzero((level[1:] > 0.8 * level.max()) & (level[:-1] <= 0.8 * level.max()))
    lubs = lubs[np.concatenate([[True], np.diff(lubs) > 12])]
    assert 60 * (len(lubs) - 1) / (0.02 * (lubs[-1] - lubs[0])) == pytest.approx(score.heart_rate[0], rel=0.03)


def test_an_injured_heart_is_weak_and_uneven():
    now = np.arange(8 * PART_RATE) / PART_RATE
    well, ill = even(3000.0), even(3000.0, injury=0.8)
    steps = [np.diff(heartbeats(score)) for score in (well, ill)]
    assert steps[0].std() < 0.01 * steps[0].mean() and steps[1].std() > 0.1 * steps[1].mean()
    assert steps[1].min() > 0.2, "no beat on top of another"
    assert steps[1].mean() == pytest.approx(steps[0].mean(), rel=0.05)
    loud = [np.abs(heart(now, score, heartbeats(score))).max() for score in (well, ill)]
    assert loud[1] < 0.6 * loud[0]


def test_calm_films_hold_no_sour_note_and_all_end_at_home(score):
    assert harmonize(score)[-1] == HOME
    for chord in harmonize(even(2.0)):
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


HEADER = "---\ntitle: A loop\n{}\n---\nCells [call](#call) cells.\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("bed: strom 0..10 h", r"words/en/loop\.md:3: there is no scenario 'strom': use one of health, "),
        ("bed.call: storm 0..999 h", r"words/en/loop\.md:3: storm has no hour 999: use hours from 0 to 240"),
        ("bed: storm from 0 to 10", r"words/en/loop\.md:3: .* write a scenario and its hours, such as bed: storm 36"),
        ("bed: storm 0..9 h\nbed: storm 9..10 h", r"words/en/loop\.md:4: 'bed' stands twice: keep one"),
        ("effect.call: gong", r"words/en/loop\.md:3: there is no effect 'gong': use one of ping"),
        ("effect: ping", r"words/en/loop\.md:3: this effect has no moment: write effect\.<cue>: ping"),
    ],
)
def test_music_that_there_is_not_is_named_with_line_and_mend(line, says):
    script = parse(HEADER.format(line), Path("words/en/loop.md"))
    with pytest.raises(InputError) as error:
        stretches(script)
        effects(script)
    assert re.search(says, str(error.value))


def test_a_scene_without_music_of_its_own_holds_what_was(scripts_of_the_film, timings):
    silent = replace(scripts_of_the_film[0], bed=(), effects=())
    held = compose([(silent, timings[0])])
    assert np.ptp(held.tension) == 0 and not held.effects


def test_another_choice_than_on_and_off_is_an_error():
    run = subprocess.run(["make", "help", "MUSIC=loud"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode and "MUSIC=loud is no choice: use on or off" in run.stderr
