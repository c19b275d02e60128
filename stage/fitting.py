"""How pictures give way to words: how long plays and holds may last between two fixed cues.

A scene is rehearsed before it is rendered. The rehearsal finds, for each *interval* between two fixed moments, how
long its plays would like to take; `fit` then decides how long they may. If the words leave less time, plays are
shortened first, down to a floor at which they can still be followed; then holds; then it is an error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

FLOOR = 0.45
"""No play is shortened below this share of its tempo."""
LEAST_FILL = 3 / 15
"""A play that fills the time that is left needs at least this (s)."""


@dataclass
class Interval:
    """The time between two fixed cues, and how long the plays and holds in it would like to take.

    Attributes:
        start, end: the two cues, or the start or end of the scene (s).
        tempo: what its plays want (s).
        hold: what its holds want (s).
        fills: how many of its plays fill the time that is left (`run_time=self.until_next()` or `self.until(cue)`).
    """

    start: float
    end: float = math.inf
    tempo: float = 0.0
    hold: float = 0.0
    fills: int = 0

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True)
class Shortening:
    """The share of their time that plays and holds of an interval get; 1 is all of it."""

    tempo: float = 1.0
    hold: float = 1.0


def fit(interval: Interval) -> tuple[Shortening, float]:
    """Return the shortening that an interval needs, and the seconds that are missing even then.

    >>> fit(Interval(start=0, end=3, tempo=2, hold=1))
    (Shortening(tempo=1.0, hold=1.0), 0.0)
    >>> fit(Interval(start=0, end=2, tempo=2, hold=1))
    (Shortening(tempo=0.5, hold=1.0), 0.0)
    """
    free = interval.seconds - interval.fills * LEAST_FILL
    tempo = _share(free - interval.hold, interval.tempo, FLOOR)
    hold = _share(free - tempo * interval.tempo, interval.hold, 0.0)
    missing = tempo * interval.tempo + hold * interval.hold - free
    return Shortening(tempo, hold), max(0.0, missing if missing > 1e-9 else 0.0)


def _share(free: float, wanted: float, least: float) -> float:
    if free >= wanted - 1e-9 or wanted <= 0:
        return 1.0
    return max(least, free / wanted)
