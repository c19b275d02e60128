"""Word times without a recogniser: each word gets a share of the speech by its weight, and pauses go to punctuation."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from itertools import pairwise
from operator import itemgetter

import numpy as np

from audio.samples import RATE, WINDOW_SECONDS, levels
from audio.spoken import SpokenWord, within
from audio.voice.ipa import NO_IPA, bare
from audio.voice.phonemes import phonemes
from plan.locale import Locale

QUIET_LEVEL = 10 ** (-32 / 20)
"""Level, as a share of the loudest window, below which there may be a pause; stops and fricatives are quieter, but
briefly."""
SHORTEST_PAUSE = 0.12
"""Seconds; a quiet moment that is shorter is part of a word."""
PAUSED_AT = ",;:.!?…—–，。！？；：、،؛؟।॥"
"""Punctuation at which people pause."""
MORA_PHONEMES = 2
LENGTHENING = 2
"""By how many phonemes a word before a pause lasts longer."""
ELSEWHERE_COST, INSIDE_COST = 0.4, 0.35
"""Penalties for a pause after a word without punctuation and inside a word, in the unit of seconds of timing error."""
MOST_DRIFT, MOST_WAYS = 20, 60
"""Most words by which a pause may be away from its expected place, and most ways that are followed further: limits that
make the time grow in proportion to the sentence."""

_Pause = tuple[float, float]
"""Its start and its end (s)."""
_Knot = tuple[int, float, float]
"""A pause between two words: how many words come before it, its start and its end (s)."""
_Way = tuple[float, list[_Knot]]
"""A way to assign some of the pauses to places between words: its cost, and these pauses."""


def word_weights(tokens: Sequence[str], language: str, ipa: Mapping[str, str] = NO_IPA) -> list[float]:
    """Return how long each token lasts, relative to the others: its phonemes, more if stressed or before a pause.

    Letters are counted instead of phonemes in a language that espeak does not know, and as MORA_PHONEMES for each mora
    in Japanese, most of which espeak cannot read.
    """
    try:
        if Locale(language).language == "ja":
            lengths = [sum(_phonemes_of_letter(letter) for letter in token) for token in tokens]
        else:
            sounds = [" ".join(phonemes(token, language, ipa)) for token in tokens]
            lengths = [len(bare(sound)) + sound.count("ˈ") for sound in sounds]
    except ValueError:
        lengths = [sum(map(str.isalnum, token)) for token in tokens]
    return [
        length + LENGTHENING if length and token[-1] in PAUSED_AT else length
        for token, length in zip(tokens, lengths, strict=True)
    ]


def _phonemes_of_letter(letter: str) -> int:
    """Return about how many phonemes a letter of Japanese has: a kanji is mostly two morae."""
    return MORA_PHONEMES * (2 if "\u3400" <= letter <= "\u9fff" else 1) if letter.isalnum() else 0


def estimate(samples: np.ndarray, tokens: Sequence[str], weights: Sequence[float]) -> tuple[SpokenWord, ...]:
    """Return `tokens` with times: shares by weight of the speech in `samples` (n,) at RATE, snapped to its pauses."""
    seconds = len(samples) / RATE
    words: list[SpokenWord] = []
    for (first, _, begin), (last, end, _) in pairwise(_knots(_pauses(samples), seconds, tokens, weights)):
        shares = np.cumsum([0.0, *weights[first:last]])
        edges = begin + (end - begin) * shares / max(shares[-1], 1e-9)
        words += [SpokenWord(tokens[first + i], float(edges[i]), float(edges[i + 1])) for i in range(last - first)]
    return within(words, seconds)


def _pauses(samples: np.ndarray) -> list[_Pause]:
    """Return the silences inside a take."""
    level = levels(samples)
    loud = np.flatnonzero(level > QUIET_LEVEL * level.max())
    gaps = [(before + 1, after) for before, after in pairwise(loud.tolist())]
    pauses = [(start * WINDOW_SECONDS, end * WINDOW_SECONDS) for start, end in gaps]
    return [(start, end) for start, end in pauses if end - start >= SHORTEST_PAUSE]


def _knots(pauses: Sequence[_Pause], seconds: float, tokens: Sequence[str], weights: Sequence[float]) -> list[_Knot]:
    """Return the start of the take, the pauses between two words, and the end, in order.

    Each pause is assigned to the end of a word, or to none. The assignment is chosen in which the words between two
    pauses are spoken at the most even speed, and few pauses are at unexpected places.
    """
    weight_before = np.cumsum([0.0, *weights])
    seconds_a_weight = (seconds - sum(end - start for start, end in pauses)) / max(weight_before[-1], 1e-9)

    def added(way: _Way, knot: _Knot, surprise: float) -> _Way:
        cost, knots = way
        before, _, end = knots[-1]
        expected = seconds_a_weight * (weight_before[knot[0]] - weight_before[before])
        return cost + abs(knot[1] - end - expected) + surprise, [*knots, knot]

    ways: list[_Way] = [(0.0, [(0, 0.0, 0.0)])]
    silent = 0.0
    for start, end in pauses:
        longer = []
        due = bisect(weight_before.tolist(), (start - silent) / max(seconds_a_weight, 1e-9))
        for before in range(max(1, due - MOST_DRIFT), min(len(tokens), due + MOST_DRIFT)):
            surprise = 0.0 if tokens[before - 1][-1] in PAUSED_AT else ELSEWHERE_COST
            earlier = [way for way in ways if way[1][-1][0] < before]
            here = (added(way, (before, start, end), surprise) for way in earlier)
            longer += [min(here, key=itemgetter(0))] if earlier else []
        ways = [(cost + INSIDE_COST, knots) for cost, knots in ways] + longer
        ways = ways if len(ways) <= MOST_WAYS else nsmallest(MOST_WAYS, ways, key=itemgetter(0))
        silent += end - start
    return min((added(way, (len(tokens), seconds, seconds), 0.0) for way in ways), key=itemgetter(0))[1]
