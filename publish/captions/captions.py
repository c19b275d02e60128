"""Captions from word times: where to break, how long to stay, SRT and WebVTT.

    python -m publish.captions.captions --sound build/en --into build/en/landscape-480p15/film.srt message …

writes `film.srt`, and `film.vtt` beside it.

The words are the script's, first to last; only the breaks are chosen, by the cheapest path through all
possible ones. Numbers: `RULES`, after the standards that broadcasters publish.
"""

from __future__ import annotations

import argparse
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import srt

from audio.timing.record import Timing, WordTime, load
from plan.files import write_whole
from publish.captions import breaks


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

# Costs of a break: what breaks a rule outweighs everything that only reads less well.
_RULE = 1000.0
_CAPTION = 6.0
_UNEVEN = 1 / 8
_MOVED = 5.0


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
    sentences: list[tuple[WordTime, ...]] = []
    ends: list[float] = []
    runs: list[tuple[float, tuple[WordTime, ...], float]] = []
    offset = 0.0
    for timing in timings:
        for beat in timing.beats:
            sentences.append(tuple(WordTime(w.text, w.start + offset, w.end + offset) for w in beat.words))
            ends.append(offset + timing.seconds)
        offset += timing.seconds
    for words, end in zip(sentences, ends, strict=True):
        silence = runs[-1][1][-1].end if runs else 0.0
        runs += [(start, run, end) for start, run in _cheapest_breaks(words, silence, rules)]
    follows = [*(start for start, *_ in runs[1:]), float("inf")]
    return [
        Caption(start, _out_time(run, until, end, rules), _break_lines(run, rules), run)
        for (start, run, end), until in zip(runs, follows, strict=True)
    ]


def _in_times(word: WordTime, silence: float, due: float, rules: Rules) -> set[float]:
    """When a caption may come: just before its word, best after the last word has ended, at `silence`.

    Where words run on, it may come earlier or later by as little, to give its neighbours time: as early as the rules
    let it, or when the caption before is `due` to go, read to its end.
    """
    earliest, latest = word.start - rules.early, word.start + rules.early
    return {max(earliest, silence), earliest, *([due] if earliest < due <= latest else [])}


def _out_time(run: Sequence[WordTime], follows: float, scene_end: float, rules: Rules) -> float:
    """Stay as long as the rules let it: up to the next caption, a moment after the word, the scene's end."""
    end = min(run[-1].end + rules.late, scene_end)
    if end >= follows:
        return follows
    return end if follows - end >= rules.gap else follows - rules.gap


def _cheapest_breaks(
    words: tuple[WordTime, ...], silence: float, rules: Rules
) -> list[tuple[float, tuple[WordTime, ...]]]:
    """Cut a sentence into captions, each with its in-time; `silence` begins when the sentence before has ended (s)."""
    # For each word and in-time of a caption that it opens: the cost of those before it, and what they are.
    routes: list[dict[float, tuple[float, tuple]]] = [{max(words[0].start - rules.early, silence, 0.0): (0.0, ())}]
    for end in range(1, len(words) + 1):
        routes.append({})
        for start in reversed(range(end)):
            run = words[start:end]
            if len(run) > 1 and sum(len(word.text) + 1 for word in run) > rules.lines * (rules.line_characters + 1):
                break
            for begin, (cost, before) in routes[start].items():
                for follows, extra in _next_times(words, end, begin + _least_seconds(run, rules), rules):
                    seconds = _out_time(run, follows, float("inf"), rules) - begin
                    total = cost + extra + _caption_cost(run, seconds, rules)
                    if total < routes[end].get(follows, (float("inf"),))[0]:
                        routes[end][follows] = (total, (*before, (begin, run)))
    return list(routes[-1][float("inf")][1])


def _next_times(words: Sequence[WordTime], end: int, due: float, rules: Rules) -> list[tuple[float, float]]:
    """When a caption that opens with the word `end` may come, and what it costs to break there and then."""
    if end == len(words):
        return [(float("inf"), 0.0)]
    before, word = words[end - 1], words[end]
    apart = _break_cost(before.text, word.text)
    best = max(before.end, word.start - rules.early)
    return [(time, apart + (time != best) * _MOVED) for time in _in_times(word, before.end, due, rules)]


def _least_seconds(run: tuple[WordTime, ...], rules: Rules) -> float:
    """How long a caption must stay; a millisecond more, since files round to it."""
    return max(rules.shortest, len(" ".join(_break_lines(run, rules))) / rules.reading_speed) + 0.001


def _caption_cost(run: tuple[WordTime, ...], seconds: float, rules: Rules) -> float:
    if seconds <= 0:
        return float("inf")
    broken = max(0.0, _least_seconds(run, rules) / seconds - 1) + max(0.0, seconds / rules.longest - 1)
    # What the sum of times leaves over is no fault.
    return _CAPTION + _lines_cost(_break_lines(run, rules), rules) + (_RULE * (1 + broken) if broken > 1e-6 else 0.0)


def _lines_cost(lines: Sequence[str], rules: Rules) -> float:
    """How badly lines read: too long, torn apart, or unlike in length."""
    over = sum(max(0, len(line) - rules.line_characters) for line in lines)
    if len(lines) == 1:
        return 10 * _RULE * over
    first, second = lines
    return (
        10 * _RULE * over
        + _break_cost(first.rsplit(" ", 1)[-1], second.split(" ", 1)[0])
        + _UNEVEN * abs(len(first) - len(second))
    )


@lru_cache(maxsize=4096)
def _break_lines(run: tuple[WordTime, ...], rules: Rules) -> tuple[str, ...]:
    """Set a caption in one line if it fits, else in two, of like length and broken where sense breaks."""
    words = [word.text for word in run]
    if len(" ".join(words)) <= rules.line_characters or len(words) == 1:
        return (" ".join(words),)
    pairs = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words))]
    return min(pairs, key=lambda pair: _lines_cost(pair, rules))


def _break_cost(before: str, after: str) -> float:
    return _RULE if breaks.torn(before, after) else breaks.cost(before, after)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="+", help="scene names in running order")
    parser.add_argument("--sound", type=Path, required=True, help="folder of <scene>.json")
    parser.add_argument("--locale", default="en")
    parser.add_argument("--into", type=Path, required=True, help="film.srt in a folder <format>-<quality>")
    options = parser.parse_args()
    form = options.into.parent.name.split("-")[0]
    texts = captions([load(options.sound / f"{scene}.json") for scene in options.scenes], RULES[form])
    write_whole(options.into.with_suffix(".vtt"), compose_vtt(texts, options.locale).encode())
    write_whole(options.into, compose_srt(texts).encode())
    print(f"captions: {len(texts)} in {options.into} and .vtt")


if __name__ == "__main__":
    main()
