"""The narration of an edition: when its beats, words and cues fall."""

from __future__ import annotations

from collections.abc import Sequence

from audio.timing.record import Timing, load
from plan.edition import Edition


def load_timings(edition: Edition, scenes: Sequence[str]) -> list[Timing]:
    """Return the timings of scenes, in their order.

    Raises:
        FileNotFoundError: a scene has not been spoken.
    """
    return [load(edition.timing(scene)) for scene in scenes]


def scene_at(timings: Sequence[Timing], seconds: float) -> tuple[str, float]:
    """Return the scene that is shown at a second of a film, and the second of that scene."""
    for timing in timings[:-1]:
        if seconds < timing.seconds:
            return timing.scene, seconds
        seconds -= timing.seconds
    return timings[-1].scene, seconds
