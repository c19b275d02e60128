"""The encoded sound: none of its peaks is above the limit when it is decoded."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile

from audio import encode as encoder
from audio.encode import AAC, PRIMING, encode
from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, SoundError, ffmpeg
from audio.mix import master
from audio.samples import RATE

NOW = np.arange(4 * RATE) / RATE
RANDOM = np.random.default_rng(1)
BURSTS = np.where(NOW % 1 < 0.3, RANDOM.normal(0, 0.3, len(NOW)), 0)
NASTY = {
    "bursts of noise": BURSTS,
    "clicks": np.where(np.arange(len(NOW)) % 960 == 0, 0.99, 0),
    "a square wave": 0.95 * np.sign(np.sin(2 * np.pi * 997 * NOW)),
    "a low square wave": 0.95 * np.sign(np.sin(2 * np.pi * 120 * NOW)),
    "a tone with its peaks between the samples": 0.99 * np.sin(2 * np.pi * 12_000 * NOW + np.pi / 4) * 2**0.5,
    "steps": 0.95 * np.repeat(RANDOM.choice([-1, 1], len(NOW) // 40), 40),
    "noise of two values": 0.95 * RANDOM.choice([-1, 1], len(NOW)),
}


def write(path: Path, sound: np.ndarray) -> Path:
    wavfile.write(path, RATE, (32767 * np.clip(np.stack([sound, sound], axis=1), -1, 1)).astype(np.int16))
    return path


def peak(path: Path) -> float:
    """Return the true peak (dBTP) to hundredths, which the meter's summary rounds to tenths."""
    meter = "ebur128=peak=true:metadata=1,ametadata=mode=print:key=lavfi.r128.true_peak"
    found = re.findall(r"lavfi\.r128\.true_peak=([\d.]+)", ffmpeg("-i", str(path), "-af", meter, "-f", "null", "-"))
    return 20 * math.log10(max(map(float, found)))


@pytest.mark.parametrize("sound", NASTY.values(), ids=NASTY)
def test_no_peak_of_the_decoded_sound_is_above_the_limit(sound, tmp_path):
    encoded = tmp_path / "sound.aac"
    loudness = encode(write(tmp_path / "sound.wav", sound), encoded)
    assert peak(encoded) <= PEAK_DBTP and loudness.peak <= PEAK_DBTP


def test_bursts_of_noise_reach_their_loudness_too(tmp_path):
    mastered = master(write(tmp_path / "raw.wav", BURSTS), tmp_path / "mastered.wav")
    loudness = encode(tmp_path / "mastered.wav", tmp_path / "sound.aac")
    assert abs(mastered.lufs - LOUDNESS_LUFS) <= 0.1 and abs(loudness.lufs - LOUDNESS_LUFS) <= 0.5
    assert peak(tmp_path / "mastered.wav") <= PEAK_DBTP and peak(tmp_path / "sound.aac") <= PEAK_DBTP


def test_a_sound_with_headroom_is_encoded_as_it_is(tmp_path):
    source = write(tmp_path / "sound.wav", 0.5 * BURSTS)
    encode(source, tmp_path / "sound.aac")
    once = f"atrim=start_sample={PRIMING}"
    ffmpeg("-i", str(source), "-af", once, *AAC, "-f", "adts", "-y", str(tmp_path / "once.aac"))
    assert (tmp_path / "sound.aac").read_bytes() == (tmp_path / "once.aac").read_bytes()


def test_a_peak_that_stays_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(encoder, "STEPS", 1)
    with pytest.raises(SoundError, match="a peak stays at .* dBTP in the encoded sound, wanted -1.0 at most"):
        encode(write(tmp_path / "sound.wav", NASTY["steps"]), tmp_path / "sound.aac")
