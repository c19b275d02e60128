"""Scores of music for tests."""

from __future__ import annotations

import numpy as np

from audio.music.score import STEPS, Score


def even(tension: float, rate: float = 62.0, injury: float = 0.0, seconds: float = 8.0) -> Score:
    """Return a score in which nothing moves; `rate` is the heart's (beats a minute)."""
    still = np.ones(round(seconds * STEPS))
    return Score(seconds, tension * still, rate * still, injury * still, (0.0, 3.0, 5.5), ())
