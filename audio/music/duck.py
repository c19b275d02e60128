"""Puts the bed under the voice: at a fixed loudness below it, and lower still while it speaks.

The bed follows the envelope of the voice. The whole sound is known beforehand, so the bed is quiet before a word
begins.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d
from scipy.signal import sosfilt

from audio.samples import RATE
from audio.timing.record import Timing

UNDER_LU = 21.5
"""By how much the bed is quieter than the voice while it speaks: every sentence needs at least 18, and sentences differ
by three."""
DUCK_DB = 5.0
"""How much louder the bed is in a long pause."""
WINDOW = 0.01
"""Seconds per value of the envelope."""
HEARD_DB = -34.0
"""Level, against the loudest window of the voice, above which there is speech."""
HOLD, EASE = 0.3, 0.1
"""Seconds around speech for which the bed stays quiet, and (standard deviation) in which its level changes."""
_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""Second-order sections of the two filters of ITU-R BS.1770 at 48 kHz: the shelf for the head, and the high-pass."""


def under(voice: np.ndarray, bed: np.ndarray, spoken: np.ndarray) -> np.ndarray:
    """Return the bed at its level under the voice, float32 (n, 2) at RATE.

    Args:
        voice: (n, 2) at RATE.
        bed: (m, 2) at RATE; one that is longer than the voice is cut, and one that is shorter ends sooner.
        spoken: (n,), whether the voice speaks.
    """
    fitted = np.zeros_like(voice, dtype=np.float32)
    length = min(len(voice), len(bed))
    fitted[:length] = bed[:length]
    fitted *= _gain(voice)[:, None]
    apart = loudness_over(voice, spoken) - loudness_over(fitted, spoken)
    return fitted * np.float32(10 ** ((apart - UNDER_LU) / 20))


def spoken_in(timings: Sequence[Timing], samples: int) -> np.ndarray:
    """Return (samples,) at RATE, whether a word of the film is heard."""
    spoken, offset = np.zeros(samples, dtype=bool), 0.0
    for timing in timings:
        for word in (word for beat in timing.beats for word in beat.words):
            spoken[round((offset + word.start) * RATE) : round((offset + word.end) * RATE)] = True
        offset += timing.seconds
    return spoken


def loudness_over(sound: np.ndarray, where: np.ndarray) -> float:
    """Return the loudness (LUFS, after BS.1770 without gates) of (n, 2) over the samples `where`."""
    weighted = sosfilt(_K_WEIGHTING, sound, axis=0)[where]
    return float(-0.691 + 10 * np.log10((weighted**2).mean(axis=0).sum() + 1e-12))


def _gain(voice: np.ndarray) -> np.ndarray:
    """Return (n,), the factor on the bed: 1 under speech, DUCK_DB louder far from it."""
    size = round(WINDOW * RATE)
    blocks = voice[: len(voice) // size * size, 0].reshape(-1, size)
    level = np.sqrt((blocks.astype(np.float64) ** 2).mean(axis=1))
    heard = level > 10 ** (HEARD_DB / 20) * level.max()
    held = maximum_filter1d(heard.astype(float), 2 * round(HOLD / 2 / WINDOW) + 1)
    decibels = DUCK_DB * (1 - gaussian_filter1d(held, EASE / WINDOW, mode="nearest"))
    clock = (np.arange(len(decibels)) + 0.5) * size
    return (10 ** (np.interp(np.arange(len(voice)), clock, decibels) / 20)).astype(np.float32)
