"""Where captions break and how long they stay, from the times of the words.

The words are the script's, first to last; only the breaks and the in-times are chosen. All possible ways to cut a
sentence form a graph, and the cheapest path through it is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nsmallest
from itertools import accumulate

from audio.timing.record import Timing, WordTime
from plan.segments import joined
from publish.captions.breaks import Grammar
from publish.captions.caption import Caption, Run
from publish.captions.rules import Rules

# What breaks a rule costs more than everything that only reads less well.
_RULE = 1000.0
_CAPTION = 6.0
_UNEVEN = 1 / 8
_MOVED = 5.0
_INSIDE_PHRASE = 30.0
_MOST_TIMES = 24
"""In-times of a caption that are followed further, so that work grows as a sentence does; real ones have some ten."""


def make_captions(timings: Sequence[Timing], rules: Rules, grammar: Grammar) -> list[Caption]:
    """Return the captions of a film, in order; none reaches from one sentence into the next.

    Args:
        timings: the scenes in running order.
        rules: those of the film's format.
        grammar: what belongs together in the film's language.
    """
    cutter = _Cutter(rules, grammar)
    found: list[tuple[float, Run, float]] = []  # in-time, words, end of the scene
    offset = 0.0
    for timing in timings:
        for beat in timing.beats:
            words = tuple(replace(word, start=word.start + offset, end=word.end + offset) for word in beat.words)
            cutter.keep_phrases(words)
            previous_end = found[-1][1][-1].end if found else 0.0
            found += [(start, run, offset + timing.seconds) for start, run in cutter.cut(words, previous_end)]
        offset += timing.seconds
    following = [*(start for start, *_ in found[1:]), float("inf")]
    return [
        Caption(start, cutter.out_time(run, follows, end), cutter.lines(run), run)
        for (start, run, end), follows in zip(found, following, strict=True)
    ]


@dataclass(frozen=True)
class _Route:
    """The cheapest way to caption the first words of a sentence: its cost, and each caption's in-time and words."""

    cost: float
    captions: tuple[tuple[float, Run], ...] = ()


class _Cutter:
    """Cuts sentences into captions by the rules of one format and one language."""

    def __init__(self, rules: Rules, grammar: Grammar) -> None:
        self._rules, self._grammar = rules, grammar
        self._inside: set[WordTime] = set()  # the words after which a phrase goes on
        self._rows = lru_cache(maxsize=4096)(self._break_into_rows)

    def keep_phrases(self, words: Run) -> None:
        """Remember which words of a sentence are inside a phrase, in scripts that write no blanks."""
        text, ends = joined(words), accumulate(len(word.text) + len(word.after) for word in words)
        phrases = self._grammar.phrase_ends(text) if any(not word.after for word in words) else set()
        self._inside |= {word for word, end in zip(words, ends, strict=True) if phrases and end not in phrases}

    def cut(self, words: Run, previous_end: float) -> tuple[tuple[float, Run], ...]:
        """Cut a sentence into captions, each with its in-time (s).

        Args:
            words: of the sentence.
            previous_end: when the sentence before has ended (s).
        """
        rules = self._rules
        # For each word, and each in-time of a caption that opens with it: the cheapest captions of the words before it.
        routes: list[dict[float, _Route]] = [{max(words[0].start - rules.early, previous_end, 0.0): _Route(0.0)}]
        for end in range(1, len(words) + 1):
            routes.append({})
            for start in reversed(range(end)):
                run = words[start:end]
                if len(run) > 1 and rules.count(joined(run)) >= rules.lines * (rules.line_characters + 1):
                    break
                for begin, route in routes[start].items():
                    for follows, extra in self._next_times(words, end, begin + self._least_seconds(run)):
                        seconds = self.out_time(run, follows, float("inf")) - begin
                        cost = route.cost + extra + self._caption_cost(run, seconds)
                        if follows not in routes[end] or cost < routes[end][follows].cost:
                            routes[end][follows] = _Route(cost, (*route.captions, (begin, run)))
            if len(routes[end]) > _MOST_TIMES:
                routes[end] = dict(nsmallest(_MOST_TIMES, routes[end].items(), key=lambda way: way[1].cost))
        return routes[-1][float("inf")].captions

    def out_time(self, run: Run, follows: float, scene_end: float) -> float:
        """Return when a caption goes: as late as the rules, the next caption and the scene's end allow."""
        end = min(run[-1].end + self._rules.late, scene_end)
        if end >= follows:
            return follows
        return end if follows - end >= self._rules.gap else follows - self._rules.gap

    def _next_times(self, words: Run, end: int, due: float) -> list[tuple[float, float]]:
        """Return the possible in-times of a caption whose first word is number `end`, each with the cost of that break.

        Args:
            words: of the sentence.
            end: the number of a word; how many words there are, for the end of the sentence.
            due: when the caption before it has been read to its end (s).
        """
        if end == len(words):
            return [(float("inf"), 0.0)]
        before, word = words[end - 1], words[end]
        apart = self._break_cost(before, word)
        best = max(before.end, word.start - self._rules.early)
        return [(time, apart + (time != best) * _MOVED) for time in self._in_times(word, before.end, due)]

    def _in_times(self, word: WordTime, previous_end: float, due: float) -> set[float]:
        """Return when a caption may come: just before its word, best not before `previous_end`.

        Where words follow each other without a pause, the caption may come a little earlier or later, to leave its
        neighbours time: as early as the rules allow, or when the caption before it is `due` to go.
        """
        earliest, latest = word.start - self._rules.early, word.start + self._rules.early
        return {max(earliest, previous_end), earliest, *([due] if earliest < due <= latest else [])}

    def _least_seconds(self, run: Run) -> float:
        """Return how long a caption must stay; a millisecond longer, since files round to milliseconds."""
        return max(self._rules.shortest, self._rules.count(joined(run)) / self._rules.reading_speed) + 0.001

    def _caption_cost(self, run: Run, seconds: float) -> float:
        if seconds <= 0:
            return float("inf")
        broken = max(0.0, self._least_seconds(run) / seconds - 1) + max(0.0, seconds / self._rules.longest - 1)
        # Rounding remainders are not an error.
        return _CAPTION + self._lines_cost(self._rows(run)) + (_RULE * (1 + broken) if broken > 1e-6 else 0.0)

    def lines(self, run: Run) -> tuple[str, ...]:
        """Return the lines of a caption."""
        return tuple(map(joined, self._rows(run)))

    def _lines_cost(self, rows: Sequence[Run]) -> float:
        """Return how badly lines read: because they are too long, broken inside a phrase, or unlike in length."""
        lengths = [self._rules.count(joined(row)) for row in rows]
        over = 10 * _RULE * sum(max(0, length - self._rules.line_characters) for length in lengths)
        if len(rows) == 1:
            return over
        first, second = rows
        return over + self._break_cost(first[-1], second[0]) + _UNEVEN * abs(lengths[0] - lengths[1])

    def _break_into_rows(self, run: Run) -> tuple[Run, ...]:
        """Set a caption in one line if it fits, else in two of like length, broken where the sense allows it."""
        if self._rules.count(joined(run)) <= self._rules.line_characters or len(run) == 1:
            return (run,)
        return min(((run[:k], run[k:]) for k in range(1, len(run))), key=self._lines_cost)

    def _break_cost(self, before: WordTime, after: WordTime) -> float:
        if self._grammar.torn(before.text, after.text):
            return _RULE
        return self._grammar.cost(before.text, after.text) + _INSIDE_PHRASE * (before in self._inside)
