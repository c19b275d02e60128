"""Cuts one long recording into the takes of its sentences.

English words are found in it by alignment, and it is cut in the quietest moment between two sentences. In other
languages it is cut at its longest pauses, as many as there are borders between sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from audio.samples import RATE, WINDOW_SECONDS, levels
from audio.takes.align import align
from audio.voice.own import ABOVE_NOISE, room_level
from plan.locale import Locale
from plan.segments import spoken_words

SHORTEST_PAUSE_SECONDS = 0.25
"""Between two sentences; within one, people pause for less, and at most for about as long."""
QUIET_SHARE = 10 ** (-35 / 20)
"""Level, as a share of the loudest moment, below which nobody speaks."""


class CutError(ValueError):
    """A recording that cannot be cut; the message is a verb phrase, with the fix."""


def cut(samples: np.ndarray, spoken: Sequence[str], locale: str) -> list[np.ndarray]:
    """Return the part of a recording in which each sentence is spoken.

    Args:
        samples: (n,) at RATE.
        spoken: the sentences, in order.
        locale: their language.

    Raises:
        CutError: not all sentences are found.
    """
    borders = _by_words(samples, spoken) if Locale(locale).language == "en" else _by_pauses(samples, len(spoken) - 1)
    edges = [0, *(round(border * RATE) for border in borders), len(samples)]
    return [samples[start:end] for start, end in pairwise(edges)]


def _by_words(samples: np.ndarray, spoken: Sequence[str]) -> list[float]:
    counts = [len(spoken_words(sentence)) for sentence in spoken]
    words = align(samples, [word for sentence in spoken for word in spoken_words(sentence)])
    if words is None:
        raise CutError("does not say its sentences in order: record them one by one, with make record")
    lasts = list(accumulate(counts))[:-1]
    middles = [((words[last - 1].start + words[last - 1].end) / 2, words[last].end) for last in lasts]
    return [_quietest(samples, start, end) for start, end in middles]


def _quietest(samples: np.ndarray, start: float, end: float) -> float:
    """Return the middle of the longest quiet in a stretch of a recording (s), or its quietest moment."""
    part = levels(samples[round(start * RATE) : round(end * RATE)])
    pauses = _pauses(part, _limit(samples))
    if not pauses:
        return start + (int(np.argmin(part)) + 0.5) * WINDOW_SECONDS
    first, last = max(pauses, key=lambda pause: pause[1] - pause[0])
    return start + (first + last) / 2 * WINDOW_SECONDS


def _by_pauses(samples: np.ndarray, count: int) -> list[float]:
    pauses = _pauses(levels(samples), _limit(samples))
    inner = [(a, b) for a, b in pauses if a > 0 and b * WINDOW_SECONDS < len(samples) / RATE - 2 * WINDOW_SECONDS]
    long = sorted(inner, key=lambda pause: pause[0] - pause[1])[:count]
    if len(long) < count or any((b - a) * WINDOW_SECONDS < SHORTEST_PAUSE_SECONDS for a, b in long):
        fix = "pause for a second after each sentence, or record them one by one, with make record"
        raise CutError(f"has fewer than {count} pauses between its sentences: {fix}")
    return sorted((a + b) / 2 * WINDOW_SECONDS for a, b in long)


def _limit(samples: np.ndarray) -> float:
    return max(QUIET_SHARE * float(levels(samples).max(initial=0.0)), ABOVE_NOISE * room_level(samples))


def _pauses(level: np.ndarray, limit: float) -> list[tuple[int, int]]:
    """Return the runs of quiet windows, as half-open ranges."""
    edge = np.diff(np.concatenate([[0], level <= limit, [0]]).astype(int))
    return list(zip(np.flatnonzero(edge == 1).tolist(), np.flatnonzero(edge == -1).tolist(), strict=True))
