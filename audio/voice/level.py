"""How loud speech is, after ITU-R BS.1770-5, and sentences that are equally loud."""

from __future__ import annotations

import numpy as np

from audio.samples import RATE

SPEECH_LUFS = -27.0
"""How loud each sentence of a voice is made: what Piper's are. The mix brings the whole film to its loudness."""
HIGHEST_PEAK = 0.95
"""Share of full scale that no sample exceeds; a sentence whose peaks are higher stays quieter."""
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The K weighting at 48 kHz (BS.1770-5, tables 1 and 2): coefficients of z, numerator and denominator."""
_BLOCK_SECONDS, _STEP_SECONDS = 0.4, 0.1
_ABSOLUTE_GATE_LUFS, _RELATIVE_GATE_LU = -70.0, -10.0


def loudness(samples: np.ndarray) -> float:
    """Return the integrated loudness (LUFS) of `samples` (n,) at RATE; -inf for silence.

    A sound that is shorter than a block is one block.
    """
    if not len(samples):
        return -np.inf
    from scipy.signal import lfilter  # takes half a second to import, which takes from the store do not need

    weighted = lfilter(*_HIGH_PASS, lfilter(*_SHELF, samples.astype(np.float64)))
    size, step = round(_BLOCK_SECONDS * RATE), round(_STEP_SECONDS * RATE)
    starts = range(0, max(len(weighted) - size, 0) + 1, step)
    powers = np.array([(weighted[start : start + size] ** 2).mean() for start in starts])
    audible = powers[_lufs(powers) > _ABSOLUTE_GATE_LUFS]
    if not len(audible):
        return -np.inf
    gate = float(_lufs(audible.mean())) + _RELATIVE_GATE_LU
    return float(_lufs(audible[_lufs(audible) > gate].mean()))


def evened(samples: np.ndarray) -> np.ndarray:
    """Return a sentence (n,) at SPEECH_LUFS, or as loud as its peaks allow; silence as it is."""
    loud = loudness(samples)
    if loud == -np.inf:
        return samples
    factor = min(10 ** ((SPEECH_LUFS - loud) / 20), HIGHEST_PEAK / float(np.abs(samples).max()))
    return (samples * factor).astype(np.float32)


def _lufs(power: np.ndarray) -> np.ndarray:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-12))
