"""The mix: the track reaches its loudness, with music and without."""

from __future__ import annotations

import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from narrations import buzz
from project import ROOT
from scipy.io import wavfile

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, SoundError
from audio.mix import master
from audio.music.duck import under
from audio.samples import RATE


def test_a_narration_reaches_its_loudness_under_the_peak_limit(tmp_path: Path):
    loudness = master(buzz(tmp_path / "raw.wav", 12, level=0.05), tmp_path / "mastered.wav")
    assert abs(loudness.lufs - LOUDNESS_LUFS) <= 0.5
    assert loudness.peak <= PEAK_DBTP
    with wave.open(str(tmp_path / "mastered.wav")) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, RATE)


def test_a_silent_narration_is_an_error_and_not_amplified_for_ever(tmp_path: Path):
    with pytest.raises(SoundError, match="silent"):
        master(buzz(tmp_path / "raw.wav", 3, level=0.0), tmp_path / "mastered.wav")


def test_music_is_mastered_with_the_voice_and_off_means_only_the_voice(voice, sound, spoken, tmp_path):
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


def test_music_is_on_or_off():
    run = subprocess.run(["make", "help", "MUSIC=loud"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode and "MUSIC=loud is no choice: use on or off" in run.stderr
