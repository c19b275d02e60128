"""Which phonemes of a sentence belong to which of its words.

espeak joins words (`of the` → ʌvðə), splits one token (`1,000` → wˈʌn θˈaʊzənd) and pronounces a word in a sentence
differently than by itself. So the phonemes of the sentence are assigned to words by their similarity to those of each
word spoken by itself. If the two are not similar, there is no answer rather than a wrong one.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from audio.voice.ipa import LENGTH, PUNCTUATION, bare

MOST_JOINED = 3
"""Most words that espeak joins into one."""
MOST_SPLIT = 12
"""Most pieces into which it splits one token, such as a long number."""
ALIKE = 0.75
"""Share of all phonemes that must match; sentences of real films reach 0.92 or more."""

MOST_DRIFT = 40
"""Most phonemes by which the words may be behind or ahead of the sentence: beyond that, nothing is tried, so that the
time grows in proportion to the sentence."""
_STEPS = [(1, count) for count in range(1, MOST_JOINED + 1)] + [(count, 1) for count in range(2, MOST_SPLIT + 1)]
"""How many groups of phonemes go together to how many words."""

SymbolRange = tuple[int, int]
"""A half-open range of indices into the phonemes of a sentence."""


@dataclass(frozen=True)
class _Way:
    """A way to give the first groups to the first words: its cost, its last ranges, and the way to those before."""

    cost: float
    pieces: Sequence[SymbolRange] = ()
    before: _Way | None = None

    def ranges(self) -> list[SymbolRange]:
        """Return the ranges of all words, in order."""
        found: list[SymbolRange] = []
        way: _Way | None = self
        while way:
            found += reversed(way.pieces)
            way = way.before
        return found[::-1]


def symbol_ranges(by_word: Sequence[str], stream: str) -> list[SymbolRange] | None:
    """Return where in `stream`, the phonemes of a sentence, each of its words is; None if that is not clear.

    Args:
        by_word: the phonemes of each word spoken by itself. A word without phonemes, such as a dash, gets an
            empty range.
        stream: the phonemes of the sentence.

    >>> [("ʌvðə sˈɛlz.")[start:end] for start, end in symbol_ranges(["ˈʌv", "ðə", "", "sˈɛlz."], "ʌvðə sˈɛlz.")]
    ['ʌv', 'ðə', '', 'sˈɛlz']
    """
    words = [bare(sound) for sound in by_word]
    found = _share(_groups(stream), [word for word in words if word], stream)
    if found is None:
        return None
    ranges: list[SymbolRange] = []
    remaining = iter(found)
    for word in words:
        here = ranges[-1][1] if ranges else 0
        ranges.append(next(remaining) if word else (here, here))
    return ranges


def _groups(stream: str) -> list[SymbolRange]:
    """Return the ranges between spaces and punctuation."""
    groups: list[SymbolRange] = []
    start: int | None = None
    for index, symbol in enumerate(stream + " "):
        if symbol == " " or symbol in PUNCTUATION:
            if start is not None:
                groups.append((start, index))
            start = None
        elif start is None:
            start = index
    return groups


def _share(groups: Sequence[SymbolRange], words: Sequence[str], stream: str) -> list[SymbolRange] | None:
    """Return the cheapest way to give all groups, in order, to all words, in order; None if it is not cheap."""
    heard = [0, *accumulate(len(bare(stream[start:end])) for start, end in groups)]
    wanted = [0, *accumulate(map(len, words))]
    dearest = (1 - ALIKE) * wanted[-1]
    ways = {(0, 0): _Way(0.0)}
    for g in range(1, len(groups) + 1):
        for w in range(max(1, bisect_left(wanted, heard[g] - MOST_DRIFT)), bisect(wanted, heard[g] + MOST_DRIFT)):
            best = None
            for taken_groups, taken_words in _STEPS:
                before = ways.get((g - taken_groups, w - taken_words))
                if before is None:
                    continue
                longer = heard[g] - heard[g - taken_groups] - wanted[w] + wanted[w - taken_words]
                least = before.cost + abs(longer) / 2  # the difference of lengths costs this much at least
                if least > dearest or best and least >= best.cost:
                    continue
                whole = (groups[g - taken_groups][0], groups[g - 1][1])
                cost, pieces = _split(whole, words[w - taken_words : w], stream)
                if best is None or before.cost + cost < best.cost:
                    best = _Way(before.cost + cost, pieces, before)
            if best:
                ways[g, w] = best
    last = ways.get((len(groups), len(words)))
    return last.ranges() if last and last.cost <= dearest else None


def _split(whole: SymbolRange, words: Sequence[str], stream: str) -> tuple[float, list[SymbolRange]]:
    """Cut a range into one piece a word where they are most alike; return how many phonemes differ, and the pieces."""
    if len(words) == 1:
        return _unlike(bare(stream[whole[0] : whole[1]]), words[0]), [whole]
    ways = []
    for cut in range(whole[0] + 1, whole[1]):
        if stream[cut] in LENGTH:
            continue
        first = _unlike(bare(stream[whole[0] : cut]), words[0])
        rest, pieces = _split((cut, whole[1]), words[1:], stream)
        ways.append((first + rest, [(whole[0], cut), *pieces]))
    return min(ways, key=itemgetter(0), default=(float("inf"), []))


@lru_cache(2**16)
def _unlike(one: str, other: str) -> float:
    """Return how many phonemes of two words do not match."""
    return (1 - SequenceMatcher(None, one, other, autojunk=False).ratio()) * max(len(one), len(other))
