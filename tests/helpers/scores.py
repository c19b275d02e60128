"""Scores of music for tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audio.music.score import STEPS, MusicPart, Score, compose, music_part
from audio.timing.record import Timing
from plan.words import Script


def even(tension: float, rate: float = 62.0, injury: float = 0.0, seconds: float = 8.0) -> Score:
    """Return a score in which nothing moves; `rate` is the heart's (beats a minute)."""
    still = np.ones(round(seconds * STEPS))
    return Score(seconds, tension * still, rate * still, injury * still, (0.0, 3.0, 5.5), ())


def composed(scripts: Sequence[Script], timings: Sequence[Timing], part: MusicPart | None = None) -> Score:
    """Return the score of scenes that have music, by a part of a film; if none is given, by this film's."""
    part = part or music_part()
    assert part
    score = compose(list(zip(scripts, timings, strict=True)), part)
    assert score
    return score
