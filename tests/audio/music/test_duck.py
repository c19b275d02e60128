"""Ducking: the bed is much quieter than the voice, and quiet before it speaks."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from audio.loudness import measure
from audio.music.duck import loudness_over, under
from audio.samples import RATE


def loudness(sound: np.ndarray, folder: Path) -> float:
    """Return the integrated loudness by ffmpeg, which the code under test does not ask."""
    wavfile.write(folder / "part.wav", RATE, sound.astype(np.float32))
    return measure(folder / "part.wav").lufs


def test_the_bed_is_18_lu_below_the_voice_in_every_sentence(timings, voice, low, spoken, tmp_path):
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
