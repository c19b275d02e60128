"""Sound as numbers: what is trimmed, and what a WAV file keeps."""

from __future__ import annotations

import wave

import numpy as np
import pytest

from audio.samples import RATE, levels, pcm, read_samples, read_wav, resample, trim, wav_bytes


def buzz(seconds: float, level: float = 0.3) -> np.ndarray:
    """Return a tone, (n,) float32 at RATE."""
    return (level * np.sin(np.arange(round(seconds * RATE)) * 0.05)).astype(np.float32)


def test_a_take_is_trimmed_mono_pcm(film):
    _, _, takes = film
    for take in takes:
        with wave.open(str(take.path)) as sound:
            assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 48_000)
        loud = np.flatnonzero(np.abs(read_samples(take.path)) > 0.005)
        assert loud[0] / RATE <= 0.06 and take.seconds - loud[-1] / RATE <= 0.09


def test_silence_around_the_speech_is_cut_and_counted():
    sound, cut = trim(np.concatenate([np.zeros(RATE // 2), buzz(1), np.zeros(RATE)]))
    assert cut == pytest.approx(0.475, abs=0.011)
    assert len(sound) / RATE == pytest.approx(1.05, abs=0.02)


def test_a_sound_with_only_silence_is_an_error():
    for sound in (np.zeros(RATE), np.zeros(0), 1e-4 * np.ones(RATE)):
        with pytest.raises(ValueError, match="silence"):
            trim(sound)


def test_a_wav_keeps_16_bits_of_every_sample_and_clips_the_rest(tmp_path):
    sound = np.array([0.0, 0.5, -1.0, 1.7], np.float32)
    (tmp_path / "sound.wav").write_bytes(wav_bytes(pcm(sound)))
    assert read_wav(tmp_path / "sound.wav").tolist() == [0, 16384, -32767, 32767]
    assert read_samples(tmp_path / "sound.wav") == pytest.approx(np.clip(sound, -1, 1), abs=1e-4)


def test_resampling_keeps_seconds_and_loudness():
    slow = buzz(1)[::3]
    assert len(resample(slow, RATE // 3)) == RATE
    assert levels(resample(slow, RATE // 3)).mean() == pytest.approx(levels(buzz(1)).mean(), rel=0.02)
