"""Captions from word times: where to break, how long to stay, SRT and WebVTT.

The words are the script's, first to last; only the breaks are chosen, by the cheapest path through all
possible ones. Numbers: `RULES`, after the standards that broadcasters publish.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import srt

from audio.timing import Timing, WordTime


@dataclass(frozen=True)
class Rules:
    """What a caption may be: characters, lines, characters a second, seconds."""

    line_characters: int = 42
    lines: int = 2
    reading_speed: float = 17.0
    shortest: float = 5 / 6
    longest: float = 7.0
    early: float = 3 / 60
    late: float = 12 / 60
    """A caption may come before its first word and outlast its last one by these."""
    gap: float = 2 / 60
    """Captions follow each other at once, or after at least this: less flickers."""


RULES = {"landscape": Rules(), "square": Rules(line_characters=32), "portrait": Rules(line_characters=28)}

# A line may end before these; it may never end after those.
_CONJUNCTIONS = "and but or nor so yet while which who that when where because if than as"
_PREPOSITIONS = (
    "of in on at by for from to with without into onto over under above below past through against after before"
)
_DETERMINERS = "a an the this that these those my your his her its our their some any each every no"
_PRONOUNS = "i you he she it we they who"
_AUXILIARIES = "can could will would shall should may might must do does did is are was were be been have has had not"
_ADJECTIVES = "too very still immune small heart even"
_OPENERS = frozenset(f"{_CONJUNCTIONS} {_PREPOSITIONS}".split())
_STICKY = frozenset(f"{_DETERMINERS} {_PRONOUNS} {_AUXILIARIES} {_ADJECTIVES}".split()) | _OPENERS
_UNITS = frozenset("pg/ml % h hours mg kg ml".split())


@dataclass(frozen=True)
class Caption:
    """One displayed text, its lines, and the words it shows, in film seconds."""

    start: float
    end: float
    lines: tuple[str, ...]
    words: tuple[WordTime, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def reading_speed(self) -> float:
        """Characters a second, spaces counted."""
        return len(" ".join(self.lines)) / (self.end - self.start)


def captions(timings: Sequence[Timing], rules: Rules) -> list[Caption]:
    """Return the captions of a film, in order; none straddles a sentence.

    Args:
        timings: the scenes in running order.
        rules: of the film's format.
    """
    runs: list[tuple[WordTime, ...]] = []
    ends: list[float] = []
    offset = 0.0
    for timing in timings:
        for beat in timing.beats:
            words = tuple(WordTime(w.text, w.start + offset, w.end + offset) for w in beat.words)
            parts = _cheapest_breaks(words, rules)
            runs += parts
            ends += [offset + timing.seconds] * len(parts)
        offset += timing.seconds
    starts = [max(0.0, run[0].start - rules.early) for run in runs]
    starts[1:] = [max(start, before[-1].end) for start, before in zip(starts[1:], runs[:-1], strict=True)]
    return [
        Caption(start, _out_time(run, follows, end, rules), _break_lines(run, rules), run)
        for start, run, follows, end in zip(starts, runs, [*starts[1:], float("inf")], ends, strict=True)
    ]


def _out_time(run: Sequence[WordTime], follows: float, scene_end: float, rules: Rules) -> float:
    """Stay as long as the rules let it: up to the next caption, a moment after the word, the scene's end."""
    end = min(run[-1].end + rules.late, scene_end)
    if end >= follows:
        return follows
    return end if follows - end >= rules.gap else follows - rules.gap


def _cheapest_breaks(words: tuple[WordTime, ...], rules: Rules) -> list[tuple[WordTime, ...]]:
    count = len(words)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for end in range(1, count + 1):
        for start in range(end):
            until = words[end].start if end < count else words[-1].end + rules.late
            cost = best[start][0] + _caption_cost(words[start:end], until, rules)
            if end < count:
                cost += _break_cost(words[end - 1].text, words[end].text)
            best[end] = min(best[end], (cost, start))
    runs, end = [], count
    while end:
        start = best[end][1]
        runs.insert(0, words[start:end])
        end = start
    return runs


def _caption_cost(run: Sequence[WordTime], until: float, rules: Rules) -> float:
    seconds = min(until, run[-1].end + rules.late) - (run[0].start - rules.early)
    characters = sum(len(word.text) + 1 for word in run) - 1
    cost = 3.0 + _layout_cost(_break_lines(tuple(run), rules), rules)
    cost += 40 * max(0.0, characters / max(seconds, 0.01) - rules.reading_speed)
    cost += 400 * max(0.0, rules.shortest - seconds) + 400 * max(0.0, seconds - rules.longest)
    return cost


def _layout_cost(lines: Sequence[str], rules: Rules) -> float:
    over = sum(max(0, len(line) - rules.line_characters) for line in lines) + 50 * max(0, len(lines) - rules.lines)
    return 1000 * over


@lru_cache(maxsize=4096)
def _break_lines(run: tuple[WordTime, ...], rules: Rules) -> tuple[str, ...]:
    """Set a caption in one line if it fits, else in two, of like length and broken where sense breaks."""
    words = [word.text for word in run]
    if len(" ".join(words)) <= rules.line_characters or len(words) == 1:
        return (" ".join(words),)
    pairs = [(" ".join(words[:k]), " ".join(words[k:]), k) for k in range(1, len(words))]

    def cost(pair: tuple[str, str, int]) -> float:
        first, second, k = pair
        return (
            _layout_cost((first, second), rules)
            + _break_cost(words[k - 1], words[k])
            + abs(len(first) - len(second)) / 8
        )

    return min(pairs, key=cost)[:2]


def _break_cost(before: str, after: str) -> float:
    """How badly a break between two words reads; breaks after punctuation cost least."""
    if before[-1] in ".!?:;":
        return 0.0
    if before[-1] in ",–—":
        return 1.0
    if before.lower() in _STICKY or (before[-1].isdigit() and after.strip(".,;:!?").lower() in _UNITS):
        return 60.0
    return 2.5 if after.lower() in _OPENERS else 8.0


def compose_srt(cues: Iterable[Caption]) -> str:
    """Write SubRip."""
    items = [
        srt.Subtitle(number, timedelta(seconds=c.start), timedelta(seconds=c.end), c.text)
        for number, c in enumerate(cues, 1)
    ]
    return srt.compose(items)


def compose_vtt(cues: Iterable[Caption], locale: str) -> str:
    """Write WebVTT. Text is escaped: libraries leave `&` and `<` as they are, and a browser drops the words."""
    blocks = [f"WEBVTT\nLanguage: {locale}\n"]
    blocks += [
        f"{number}\n{_clock(c.start)} --> {_clock(c.end)}\n{html.escape(c.text, quote=False)}\n"
        for number, c in enumerate(cues, 1)
    ]
    return "\n".join(blocks)


def _clock(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
