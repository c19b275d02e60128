"""Sound as numbers: the sample rate of all sound, and the functions that several steps share.

While a sentence is worked on, its sound is a mono float array (n,) within ±1 (full scale) at RATE. On disk, and from
there on in scenes, it is 16-bit integers, so that joining takes changes no sample.
"""

from __future__ import annotations

import io
import math
import wave
from pathlib import Path

import numpy as np

RATE = 48_000
"""Samples a second."""
WINDOW_SECONDS = 0.010
"""Length of the window of one value of `levels`."""
MARGIN_SECONDS = 0.025
"""Quiet that `trim` keeps before and after the speech."""
QUIET = 10 ** (-50 / 20)
"""Level, as a share of the loudest window, below which there is silence; the p at the end of "loop" is at −40 dB."""
INAUDIBLE = 0.001
"""Level, as a share of full scale: a sound whose loudest window is below it has no speech."""


def resample(samples: np.ndarray, rate: int) -> np.ndarray:
    """Return `samples` (n,), taken `rate` times a second, as float32 at RATE."""
    from scipy.signal import resample_poly  # its import takes half a second, and takes from the store do not need it

    common = math.gcd(RATE, rate)
    return resample_poly(samples, RATE // common, rate // common).astype(np.float32)


def levels(samples: np.ndarray) -> np.ndarray:
    """Return the root mean square of each whole window of WINDOW_SECONDS, as a share of full scale."""
    size = round(WINDOW_SECONDS * RATE)
    windows = samples[: len(samples) // size * size].astype(np.float64).reshape(-1, size)
    return np.sqrt((windows**2).mean(axis=1))


def speech_bounds(samples: np.ndarray) -> tuple[float, float]:
    """Return the seconds at which speech begins and ends.

    Raises:
        ValueError: there is nothing but silence.
    """
    level = levels(samples)
    if not len(level) or level.max() < INAUDIBLE:
        raise ValueError("nothing but silence")
    heard = np.flatnonzero(level > QUIET * level.max())
    return float(heard[0] * WINDOW_SECONDS), float((heard[-1] + 1) * WINDOW_SECONDS)


def trim(samples: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the samples without the silence around the speech, and how many seconds were cut from the start.

    Raises:
        ValueError: there is nothing but silence.
    """
    first, last = speech_bounds(samples)
    start, end = max(0.0, first - MARGIN_SECONDS), min(len(samples) / RATE, last + MARGIN_SECONDS)
    return samples[round(start * RATE) : round(end * RATE)], start


def pcm(samples: np.ndarray) -> np.ndarray:
    """Return float samples as 16-bit integers; what exceeds full scale is clipped."""
    return (np.clip(samples, -1, 1) * 32767).round().astype("<i2")


def wav_bytes(integers: np.ndarray) -> bytes:
    """Return 16-bit samples (n,) at RATE as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(integers.astype("<i2").tobytes())
    return file.getvalue()


def read_wav(path: Path) -> np.ndarray:
    """Return the 16-bit samples (n,) of a WAV file that is mono and at RATE."""
    with wave.open(str(path)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2")


def read_samples(path: Path) -> np.ndarray:
    """Return the sound of a WAV file that is mono and at RATE, as float32 within ±1."""
    return read_wav(path).astype(np.float32) / 32768
