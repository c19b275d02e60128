"""The loudness of a sentence, against ffmpeg's meter, and sentences that are equally loud."""

from __future__ import annotations

import numpy as np
import pytest

from audio.loudness import measure
from audio.samples import RATE, pcm, wav_bytes
from audio.voice.level import HIGHEST_PEAK, SPEECH_LUFS, evened, loudness


def noise(seconds, gain, seed=1):
    """Noise that swells and pauses as speech does, between 100 Hz and 4 kHz."""
    samples = np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hertz < 100) | (hertz > 4_000)] = 0
    swell = np.clip(np.sin(np.arange(len(samples)) / RATE * 2 * np.pi), 0, 1)
    return (np.fft.irfft(spectrum, len(samples)) * swell * gain).astype(np.float32)


@pytest.mark.parametrize(("seconds", "gain"), [(0.9, 0.3), (3, 0.1), (3, 0.01), (8, 0.3)])
def test_it_is_what_ffmpeg_measures(tmp_path, seconds, gain):
    (tmp_path / "a.wav").write_bytes(wav_bytes(pcm(noise(seconds, gain))))
    assert loudness(noise(seconds, gain)) == pytest.approx(measure(tmp_path / "a.wav").lufs, abs=0.15)


@pytest.mark.parametrize("gain", [0.01, 0.1, 1.5])
def test_sentences_become_equally_loud(gain):
    assert loudness(evened(noise(2, gain))) == pytest.approx(SPEECH_LUFS, abs=0.01)


def test_peaks_are_kept_below_full_scale():
    click = noise(2, 0.01)
    click[1_000] = 0.9
    assert np.abs(evened(click)).max() == pytest.approx(HIGHEST_PEAK, abs=0.001)
    assert loudness(evened(click)) < SPEECH_LUFS


def test_silence_stays_silent():
    assert loudness(np.zeros(RATE, np.float32)) == -np.inf
    assert not evened(np.zeros(RATE, np.float32)).any() and loudness(np.zeros(0, np.float32)) == -np.inf
