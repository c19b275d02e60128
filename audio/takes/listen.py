"""Word times by ear: lays the sounds of a text over its recording, in any language whose phonemes espeak knows.

Each phoneme is of one of four classes, or there is silence. How loud each of these is in each band of frequencies is
known (`_MEANS`), and how long it lasts; the likeliest way through the recording, over all ways to divide it among the
phonemes and to pause between words, gives the times (a hidden semi-Markov model, by Viterbi's algorithm).

The levels are those of Kokoro's Spanish, French, Hindi, Italian and Portuguese. They hold for other languages: those of
four of these, on the fifth, place half of the words within 15 ms, and nine tenths within 55 ms.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audio.samples import RATE, WINDOW_SECONDS
from audio.spoken import SpokenWord, within
from audio.takes.estimate import PAUSED_AT
from audio.takes.sounds import FRICATIVE, SONORANT, STOP, VOWEL

SILENCE = 4
SECONDS = {VOWEL: 0.085, SONORANT: 0.06, FRICATIVE: 0.085, STOP: 0.07}
"""How long a phoneme lasts, relative to the others; the pace of a take is found from its length."""
SPREAD = 0.4
"""Standard deviation of the logarithm of a duration."""
LENGTHENED = 1.5
"""By which factor the last phoneme before punctuation is longer."""
LONGEST_FRAMES, LONGEST_PAUSE_FRAMES, SHORTEST_PAUSE_FRAMES, LONGEST_LEAD_FRAMES = 30, 120, 5, 10
EXPECTED_PAUSE, OTHER_PAUSE = -1.0, -8.0
"""Logarithm of the odds of a pause after a word with punctuation, and after another one."""
INDEPENDENCE = 0.1
"""Weight of what is heard in a frame: bands and frames beside each other say much the same."""
BANDS, LOWEST_HERTZ, HIGHEST_HERTZ, FRAME_SECONDS = 12, 100, 8000, 0.025
_MEANS = np.array([
    (0.59, 0.57, 0.66, 0.71, 0.70, 0.65, 0.59, 0.59, 0.65, 0.60, 0.46, 0.19, 0.12),
    (0.41, 0.60, 0.52, 0.27, 0.11, 0.08, 0.14, 0.10, -0.05, -0.27, -0.29, -0.48, -0.46),
    (-0.09, -0.78, -0.83, -0.74, -0.53, -0.36, -0.15, 0.00, 0.00, 0.34, 0.81, 1.41, 1.48),
    (-1.05, -0.63, -0.85, -0.98, -1.12, -1.15, -1.23, -1.30, -1.31, -1.31, -1.24, -0.98, -0.86),
    (-1.97, -1.72, -1.65, -1.50, -1.32, -1.25, -1.21, -1.29, -1.35, -1.33, -1.37, -1.03, -0.99),
])  # fmt: skip
"""Level of each class and of silence, in all and in each band, in standard deviations from the mean of the take."""
_VARIANCES = 0.1 + np.array([
    (0.17, 0.14, 0.17, 0.32, 0.49, 0.60, 0.66, 0.55, 0.44, 0.39, 0.43, 0.46, 0.44),
    (0.18, 0.15, 0.17, 0.22, 0.24, 0.35, 0.36, 0.42, 0.50, 0.64, 0.51, 0.33, 0.34),
    (0.20, 0.83, 0.41, 0.25, 0.21, 0.24, 0.25, 0.36, 0.44, 0.55, 0.57, 0.89, 1.11),
    (0.99, 0.96, 0.72, 0.55, 0.40, 0.35, 0.31, 0.28, 0.20, 0.18, 0.23, 0.17, 0.16),
    (0.31, 0.41, 0.36, 0.24, 0.23, 0.19, 0.27, 0.21, 0.12, 0.10, 0.07, 0.04, 0.06),
])  # fmt: skip
_IMPOSSIBLE = -1e18


def listen(samples: np.ndarray, words: Sequence[str], sounds: Sequence[Sequence[int]]) -> tuple[SpokenWord, ...] | None:
    """Return words with their times, or None if the sound is too short or too long for them.

    Args:
        samples: the trimmed sound, (n,) float at RATE.
        words: with the punctuation around them.
        sounds: the classes of the sounds of each word, as `audio.takes.sounds` gives them.
    """
    likelihoods = _likelihoods(samples)
    phonemes = [sound for own in sounds for sound in own]
    longest = len(phonemes) * LONGEST_FRAMES
    if not phonemes or not len(phonemes) <= len(likelihoods) <= longest:
        return None
    pauses = [pause for word, own in zip(words, sounds, strict=True) for pause in _pauses(word, own)]
    places = _likeliest(likelihoods, phonemes, pauses)
    found, number, latest = [], 0, 0
    for word, own in zip(words, sounds, strict=True):
        mine = places[number : number + len(own)]
        start, latest = (mine[0][0], mine[-1][1]) if mine else (latest, latest)
        found.append(SpokenWord(word, start * WINDOW_SECONDS, latest * WINDOW_SECONDS))
        number += len(own)
    return within(found, len(samples) / RATE)


def _pauses(word: str, own: Sequence[int]) -> list[float]:
    """Return the odds of a pause after each phoneme of a word: there is one only after its last."""
    odds = EXPECTED_PAUSE if word[-1] in PAUSED_AT else OTHER_PAUSE
    return [*[_IMPOSSIBLE] * (len(own) - 1), odds] if own else []


def _likelihoods(samples: np.ndarray) -> np.ndarray:
    """Return how likely each frame is of each class and of silence, (n, 5), as logarithms."""
    levels = _levels(samples)[:, None, :]
    return -0.5 * INDEPENDENCE * ((levels - _MEANS) ** 2 / _VARIANCES + np.log(_VARIANCES)).sum(axis=2)


def _levels(samples: np.ndarray) -> np.ndarray:
    """Return the level of all frequencies and of each band in each frame, (n, 1 + BANDS), with mean 0 and spread 1."""
    hop, size = round(WINDOW_SECONDS * RATE), round(FRAME_SECONDS * RATE)
    padded = np.pad(samples.astype(np.float64), size // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][: len(samples) // hop]
    spectrum = 2 ** int(np.ceil(np.log2(size)))
    power = np.abs(np.fft.rfft(frames * np.hanning(size), spectrum)) ** 2
    mel = np.linspace(np.log1p(LOWEST_HERTZ / 700), np.log1p(HIGHEST_HERTZ / 700), BANDS + 1)
    edges = np.round(700 * np.expm1(mel) / RATE * spectrum).astype(int)
    bands = [power[:, low : max(high, low + 1)].mean(axis=1) for low, high in zip(edges[:-1], edges[1:], strict=True)]
    whole = np.stack([power.mean(axis=1), *bands], axis=1)
    levels = np.log(np.maximum(whole, max(whole.max() * 1e-7, 1e-30)))
    spread = levels.std(axis=0)
    return (levels - levels.mean(axis=0)) / np.where(spread > 0, spread, 1)


def _likeliest(likelihoods: np.ndarray, phonemes: Sequence[int], pauses: Sequence[float]) -> list[tuple[int, int]]:
    """Return the first frame of each phoneme, and the one after its last, on the likeliest way."""
    count = len(likelihoods)
    sums = np.concatenate([np.zeros((1, 5)), np.cumsum(likelihoods, axis=0)])
    pace = count * WINDOW_SECONDS / sum(SECONDS[phoneme] for phoneme in phonemes)
    best = np.where(np.arange(count + 1) <= LONGEST_LEAD_FRAMES, sums[:, SILENCE], _IMPOSSIBLE)
    steps = []
    for phoneme, pause in zip(phonemes, pauses, strict=True):
        seconds = SECONDS[phoneme] * min(2.0, max(0.5, pace)) * (LENGTHENED if pause == EXPECTED_PAUSE else 1)
        frames = np.arange(1, LONGEST_FRAMES + 1)
        odds = -0.5 * (np.log(frames * WINDOW_SECONDS / seconds) / SPREAD) ** 2 - np.log(frames)
        best, spoken = _longer(best, sums[:, phoneme], dict(zip(frames.tolist(), odds.tolist(), strict=True)))
        silent = np.zeros(count + 1, int)
        if pause > _IMPOSSIBLE:
            lengths = range(SHORTEST_PAUSE_FRAMES, min(LONGEST_PAUSE_FRAMES, count))
            best, silent = _longer(best, sums[:, SILENCE], {0: 0.0} | dict.fromkeys(lengths, pause))
        steps.append((spoken, silent))
    places, frame = [], count
    for spoken, silent in reversed(steps):
        frame -= int(silent[frame])
        places.append((frame - int(spoken[frame]), frame))
        frame -= int(spoken[frame])
    return places[::-1]


def _longer(best: np.ndarray, sums: np.ndarray, odds: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return the likelihood of the likeliest way to each frame with one more sound, and how many frames that has.

    Args:
        best: the same without it, (n + 1,).
        sums: the sum of its likelihoods up to each frame.
        odds: number of frames → the logarithm of the odds that it has so many.
    """
    longer, lengths = np.full(len(best), _IMPOSSIBLE), np.zeros(len(best), int)
    for length, odd in odds.items():
        if length >= len(best):
            break
        way = best[: len(best) - length] + odd + sums[length:] - sums[: len(sums) - length]
        better = np.flatnonzero(way > longer[length:]) + length
        longer[better], lengths[better] = way[better - length], length
    return longer, lengths
