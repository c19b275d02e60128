"""The sixty-second budget: a film that is too long stops here, before anything is rendered."""

from __future__ import annotations

import math
from collections.abc import Sequence

from audio.timing.record import BeatTime, Timing

LONGEST_SECONDS = 59.9
SHORTEST_SECONDS = 50.0


class BudgetError(ValueError):
    """The film is too long or too short. The message is a table and says what to cut."""


def check_budget(timings: Sequence[Timing], shortest: float = SHORTEST_SECONDS) -> None:
    """Refuse a film that is not 50 to 59.9 s long; a part of a film may be shorter.

    Raises:
        BudgetError: with scenes, seconds and words, and which sentences to cut or where to add.
    """
    seconds = sum(timing.seconds for timing in timings)
    if shortest <= seconds <= LONGEST_SECONDS:
        return
    over = seconds - LONGEST_SECONDS
    rate = sum(t.word_count for t in timings) / seconds
    advice = _cuts(timings, over, rate) if over > 0 else [_additions(SHORTEST_SECONDS - seconds, rate)]
    raise BudgetError("\n".join([table(timings), *advice]))


def table(timings: Sequence[Timing]) -> str:
    """Return scenes, seconds and words as text, with their sum."""
    rows = [(t.scene, t.seconds, t.word_count) for t in timings]
    rows.append(("film", sum(t.seconds for t in timings), sum(t.word_count for t in timings)))
    return "\n".join(["scene      seconds  words", *(f"{n:<10} {s:7.1f}  {w:5}" for n, s, w in rows)])


def _cuts(timings: Sequence[Timing], over: float, rate: float) -> list[str]:
    words = math.ceil(over * rate)
    lines = [f"The film is {over:.1f} s over its {LONGEST_SECONDS} s: cut about {words} words. The longest sentences:"]
    for timing, beat in sorted(_beats(timings), key=lambda pair: pair[1].start - pair[1].end)[:3]:
        share = min(words, max(1, round(len(beat.words) / 3)))
        lines.append(f"  {timing.source}:{beat.line}: cut about {share} of {len(beat.words)} words: «{beat.text}»")
    return lines


def _additions(short: float, rate: float) -> str:
    return f"The film is {short:.1f} s under its {SHORTEST_SECONDS:.0f} s: add about {math.ceil(short * rate)} words."


def _beats(timings: Sequence[Timing]) -> list[tuple[Timing, BeatTime]]:
    return [(timing, beat) for timing in timings for beat in timing.beats]
