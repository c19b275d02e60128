"""The time that a film may last: one that is too long or too short stops here, before anything is rendered."""

from __future__ import annotations

import math
from collections.abc import Sequence

from audio.timing.record import BeatTime, Timing


class BudgetError(ValueError):
    """The film is too long or too short. The message is a table and says what to cut."""


def check_budget(timings: Sequence[Timing], *, shortest: float, longest: float) -> None:
    """Refuse a film that does not last `shortest` to `longest` seconds.

    Raises:
        BudgetError: the message lists scenes, seconds and words, and which sentences to cut or how much to add.
    """
    seconds = sum(timing.seconds for timing in timings)
    if shortest <= seconds <= longest:
        return
    rate = sum(timing.word_count for timing in timings) / seconds
    advice = _cuts(timings, longest, rate) if seconds > longest else [_addition(seconds, shortest, rate)]
    raise BudgetError("\n".join([table(timings), *advice]))


def table(timings: Sequence[Timing]) -> str:
    """Return scenes, seconds and words as text, with their sum."""
    rows = [(timing.scene, timing.seconds, timing.word_count) for timing in timings]
    rows.append(("film", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    lines = [f"{name:<10} {seconds:7.1f}  {words:5}" for name, seconds, words in rows]
    return "\n".join(["scene      seconds  words", *lines])


def _cuts(timings: Sequence[Timing], longest: float, rate: float) -> list[str]:
    over = sum(timing.seconds for timing in timings) - longest
    words = math.ceil(over * rate)
    lines = [f"The film is {over:.1f} s over its {longest:g} s: cut about {words} words. The longest sentences:"]
    for timing, beat in sorted(_beats(timings), key=lambda pair: pair[1].start - pair[1].end)[:3]:
        share = min(words, max(1, round(len(beat.words) / 3)))
        lines.append(f"  {timing.source}:{beat.line}: cut about {share} of {len(beat.words)} words: «{beat.text}»")
    return lines


def _addition(seconds: float, shortest: float, rate: float) -> str:
    short = shortest - seconds
    return f"The film is {short:.1f} s under its {shortest:g} s: add about {math.ceil(short * rate)} words."


def _beats(timings: Sequence[Timing]) -> list[tuple[Timing, BeatTime]]:
    return [(timing, beat) for timing in timings for beat in timing.beats]
