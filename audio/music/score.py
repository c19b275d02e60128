"""What the music follows: the hours of the scenes' words, as curves over the film's seconds.

The film's `scenes/score.py` (`MusicPart`) says how tense the music is, and how the heart beats, at each hour of its
model; a film without this part has no music. `effect.<cue>` lines of the words add a sound at the words of a cue.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol, cast

import numpy as np
from scipy.ndimage import gaussian_filter1d

from audio.music.effects import named_effects
from audio.timing.record import Timing
from plan import parts
from plan.words import Script

STEPS = 100
"""Values a second of a score's curves."""
EASE = 0.25
"""Seconds (standard deviation) over which the curves are smoothed: between two lines of the words, hours may jump."""
SHORTEST_CHORD = 1.2
"""Seconds; a sentence that begins sooner after a change keeps the harmony of the one before."""


class Curves(Protocol):
    """What the music follows, at hours (n,) of a scenario."""

    @property
    def tension(self) -> np.ndarray:
        """(n,), 0 in calm, 1 at full tension; values beyond are clipped after smoothing."""

    @property
    def heart_rate(self) -> np.ndarray:
        """(n,), beats a minute."""

    @property
    def injury(self) -> np.ndarray:
        """(n,), 0 for a healthy heart, 1 for one that has failed: weak and uneven."""


class MusicPart(Protocol):
    """The film's part `scenes/score.py`."""

    def curves(self, scenario: str, hours: np.ndarray) -> Curves:
        """Return what the music follows at hours (n,) of a scenario."""


@dataclass(frozen=True)
class Score:
    """A film's music before any sound. Curves are (n,), STEPS values a second.

    tension and injury (of the heart) are 0 to 1, heart_rate is in beats a minute. `chords` are the seconds at which
    the harmony changes, the first 0; `effects` are (second, name of an effect).
    """

    seconds: float
    tension: np.ndarray
    heart_rate: np.ndarray
    injury: np.ndarray
    chords: tuple[float, ...]
    effects: tuple[tuple[float, str], ...]


def music_part() -> MusicPart | None:
    """Return the film's `scenes/score.py`; None if the film has no music."""
    return cast("MusicPart | None", parts.optional("scenes.score"))


def compose(scenes: Sequence[tuple[Script, Timing]], part: MusicPart) -> Score | None:
    """Return the score of a film from its scenes in running order; None if their words name no hours.

    Raises:
        InputError: the words name hours that the model does not know, or an unknown effect.
    """
    ends = list(accumulate(timing.seconds for _, timing in scenes))
    starts = [0.0, *ends[:-1]]
    timings = [timing for _, timing in scenes]
    course = _course(timings)
    if course is None:
        return None
    scenarios, hours = course
    raw = np.empty((3, len(hours)))
    for scenario in dict.fromkeys(scenarios):
        here = scenarios == scenario
        found = part.curves(scenario, hours[here])
        raw[:, here] = found.tension, found.heart_rate, found.injury
    tension, heart_rate, injury = gaussian_filter1d(raw, EASE * STEPS, mode="nearest")
    return Score(
        seconds=ends[-1],
        tension=np.clip(tension, 0, 1),
        heart_rate=heart_rate,
        injury=injury,
        chords=_chords(timings, starts),
        effects=tuple(
            (start + timing.cues[cue].start, name)
            for (script, timing), start in zip(scenes, starts, strict=True)
            for cue, name in named_effects(script)
        ),
    )


def _course(timings: Sequence[Timing]) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the scenario and the hour at each step (n,) of a film, None if its words name no hours.

    A scene without hours stays at the last hour of the scenes before it; before all hours, the first one is used.
    """
    schedules = [timing.schedule() for timing in timings]
    passages = [passage for schedule in schedules for passage in schedule.passages]
    if not passages:
        return None
    held, begin, course = (passages[0].scenario, passages[0].first), 0.0, []
    for timing, schedule in zip(timings, schedules, strict=True):
        end = begin + timing.seconds
        for step in range(_step(begin), _step(end)):
            if schedule.passages:
                passage = schedule.passage(step / STEPS - begin)
                course.append((passage.scenario, passage.hour(step / STEPS - begin)))
            else:
                course.append(held)
        if schedule.passages:
            held = schedule.passages[-1].scenario, schedule.passages[-1].last
        begin = end
    scenarios, hours = zip(*course, strict=True)
    return np.array(scenarios), np.array(hours)


def _step(seconds: float) -> int:
    """Return the first step that is not before a second; seconds of scenes are rounded."""
    return math.ceil(seconds * STEPS - 0.01)


def _chords(timings: Sequence[Timing], starts: Sequence[float]) -> tuple[float, ...]:
    """Return when the harmony changes: with each sentence, unless it has just changed."""
    changes = [0.0]
    for timing, start in zip(timings, starts, strict=True):
        for beat in timing.beats:
            if start + beat.start - changes[-1] >= SHORTEST_CHORD:
                changes.append(start + beat.start)
    return tuple(changes)
