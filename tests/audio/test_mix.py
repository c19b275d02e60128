"""The mix: one track has its loudness."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from narrations import buzz

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, SoundError
from audio.mix import master
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
