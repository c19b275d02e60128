"""Word times of a model whose phonemes lag its sound and take in the pauses beside them, as Kokoro's do.

Such a model knows how long each phoneme lasts, in steps of 25 ms, but it learned these lengths by attention, not by
ear. They lag the sound by a constant, and a pause belongs to the last sound before it and to the first one after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from audio.samples import QUIET, WINDOW_SECONDS, levels
from audio.spoken import SpokenWord

LAG_SECONDS = 0.04
"""By how much the phonemes lag: the median on the words of a film, against forced alignment, which
`audio.takes.word_time_error` measures again."""
PAUSE_LEVEL = 10 ** (-40 / 20)
"""Level, as a share of the loudest window, below which there is a pause."""
SHORTEST_PAUSE_SECONDS = 0.05
"""Quiet that is shorter belongs to a consonant."""


def heard_times(words: Sequence[SpokenWord], sound: np.ndarray) -> tuple[SpokenWord, ...]:
    """Return words with the times at which they are heard, given those of the model.

    Args:
        words: with the model's times. One that has no sound, such as a dash, ends when it starts.
        sound: the sound of all of them, (n,) at RATE, with the silence around it.
    """
    level = levels(sound)
    loudest = float(level.max(initial=0.0))
    times = [(word.start - LAG_SECONDS, word.end - LAG_SECONDS) for word in words]
    sounding = [index for index, word in enumerate(words) if word.end > word.start]
    if sounding:
        heard = np.flatnonzero(level > QUIET * loudest) * WINDOW_SECONDS
        times[sounding[0]] = (float(heard[0]), times[sounding[0]][1])
        times[sounding[-1]] = (times[sounding[-1]][0], float(heard[-1]) + WINDOW_SECONDS)
    for one, other in pairwise(sounding):
        if words[one].text[-1].isalnum() and other == one + 1:
            continue
        begin, end = sum(times[one]) / 2, sum(times[other]) / 2
        pause = _longest_pause(level, loudest, begin, end)
        if pause:
            times[one], times[other] = (times[one][0], pause[0]), (pause[1], times[other][1])
    return tuple(_in_order(words, times))


def _longest_pause(level: np.ndarray, loudest: float, begin: float, end: float) -> tuple[float, float] | None:
    """Return the start and the end of the longest pause between two moments (s), if there is one."""
    first, last = round(begin / WINDOW_SECONDS), round(end / WINDOW_SECONDS)
    loud = [-1, *np.flatnonzero(level[first:last] > PAUSE_LEVEL * loudest).tolist(), last - first]
    before, after = max(pairwise(loud), key=lambda gap: gap[1] - gap[0])
    start, stop = (first + before + 1) * WINDOW_SECONDS, (first + after) * WINDOW_SECONDS
    return (start, stop) if stop - start >= SHORTEST_PAUSE_SECONDS else None


def _in_order(words: Sequence[SpokenWord], times: Sequence[tuple[float, float]]) -> Iterator[SpokenWord]:
    """Yield each word with its times; one without a sound is where the one before it ends."""
    latest = 0.0
    for word, (start, end) in zip(words, times, strict=True):
        if word.end == word.start:
            start = end = latest
        latest = max(end, latest)
        yield replace(word, start=max(start, 0.0), end=max(end, start, 0.0))
