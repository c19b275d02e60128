"""What the bed plays and when: header lines of the scenes, their cues and the model, as curves over film seconds.

    bed: storm 36..52 h             from the scene's start, hours 36 to 52 of the model's storm …
    bed.alveoli: storm 52..68 h     … and from the words of this cue on, the next ones, up to the next line
    effect.saves: ping              a sound at the words of this cue

A line lasts up to the next one, or to the end of its scene; where nothing is said, the last hour is held. So
hours follow words, in every language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

import numpy as np
from scipy.ndimage import gaussian_filter1d

from audio.timing.record import Timing
from model import SCENARIOS, Trajectory, scenario, simulate
from plan.errors import InputError
from plan.words import Note, Script

EFFECTS = ("ping", "sweep", "tick", "chime")
STEPS = 100
"""Values a second of a score's curves."""
CALM, STORM = 10.0, 4000.0
"""IL-6 (pg/mL) at which tension is 0 and 1: the film's "healthy" ends, and the storm has its plateau."""
EASE = 0.25
"""Seconds (standard deviation) over which the curves are smoothed: where a stretch ends, the model jumps."""
REST, ALARMED, BREATHLESS = 62.0, 40.0, 40.0
"""Beats a minute at rest, and what full tension and SpO₂ at FAINT add. Assumptions: fever and lack of oxygen hasten
the heart, and what the model calls injury of the heart makes it weak and uneven."""
FINE, FAINT = 97.5, 70.0
"""SpO₂ (%) of a healthy body, and the one at which the model gives a body up."""
SHORTEST_CHORD = 1.2
"""Seconds; a sentence that is over sooner keeps the harmony of the one before."""
_STRETCH = re.compile(r"(\w+) (\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?) h")


@dataclass(frozen=True)
class Stretch:
    """The hours `first` to `last` of a scenario, from a cue on; without a cue from the scene's start."""

    cue: str
    scenario: str
    first: float
    last: float


@dataclass(frozen=True)
class Score:
    """A film's music before any sound. Curves are (n,), STEPS values a second.

    il6 is in pg/mL, spo2 in %, injury (of the heart) 0 to 1. `chords` are the seconds at which the harmony moves,
    the first 0; `effects` are (second, name of EFFECTS).
    """

    seconds: float
    il6: np.ndarray
    spo2: np.ndarray
    injury: np.ndarray
    chords: tuple[float, ...]
    effects: tuple[tuple[float, str], ...]

    @property
    def tension(self) -> np.ndarray:
        """0 in health, 1 on the storm's plateau: the logarithm of IL-6, as on the film's axis."""
        return np.clip(np.log(self.il6 / CALM) / np.log(STORM / CALM), 0, 1)

    @property
    def heart_rate(self) -> np.ndarray:
        """Beats a minute."""
        breathless = np.clip((FINE - self.spo2) / (FINE - FAINT), 0, 1)
        return REST + ALARMED * self.tension + BREATHLESS * breathless


def stretches(script: Script) -> list[Stretch]:
    """Return what a scene's bed follows, in the order of its lines.

    Raises:
        InputError: a line cannot be read, names no scenario, or hours that its run has not.
    """
    seen: set[str] = set()
    found = []
    for note in script.bed:
        if note.cue in seen:
            raise InputError(script.path, note.line, f"{_key(note)!r} stands twice", "keep one")
        seen.add(note.cue)
        found.append(_stretch(note, script))
    return found


def effects(script: Script) -> list[tuple[str, str]]:
    """Return the (cue, effect) of a scene.

    Raises:
        InputError: an effect that there is not, or without its cue.
    """
    for note in script.effects:
        if not note.cue:
            raise InputError(script.path, note.line, "this effect has no moment", f"write effect.<cue>: {note.text}")
        if note.text not in EFFECTS:
            problem = f"there is no effect {note.text!r}"
            raise InputError(script.path, note.line, problem, f"use one of {', '.join(EFFECTS)}")
    return [(note.cue, note.text) for note in script.effects]


def compose(scenes: Sequence[tuple[Script, Timing]]) -> Score:
    """Return the score of a film from its scenes in running order.

    Raises:
        InputError: as `stretches` and `effects` do.
    """
    ends = list(accumulate(timing.seconds for _, timing in scenes))
    starts = [0.0, *ends[:-1]]
    now = np.arange(round(ends[-1] * STEPS)) / STEPS
    curves = {"il6": np.full_like(now, CALM), "spo2": np.full_like(now, FINE), "heart": np.zeros_like(now)}
    for (script, timing), start, end in zip(scenes, starts, ends, strict=True):
        cues = {"": 0.0} | {name: cue.start for name, cue in timing.cues.items()}
        placed = sorted(((start + cues[s.cue], s) for s in stretches(script)), key=lambda pair: pair[0])
        for (begin, stretch), (until, _) in pairwise([*placed, (end, None)]):
            _play(stretch, curves, now, begin, until)
    smooth = {name: gaussian_filter1d(curve, EASE * STEPS, mode="nearest") for name, curve in curves.items()}
    hits = [
        (start + timing.cues[cue].start, name)
        for (script, timing), start in zip(scenes, starts, strict=True)
        for cue, name in effects(script)
    ]
    return Score(
        seconds=ends[-1],
        il6=np.exp(gaussian_filter1d(np.log(curves["il6"]), EASE * STEPS, mode="nearest")),
        spo2=smooth["spo2"],
        injury=smooth["heart"],
        chords=_chords([timing for _, timing in scenes], starts),
        effects=tuple(hits),
    )


def _play(stretch: Stretch, curves: dict[str, np.ndarray], now: np.ndarray, begin: float, until: float) -> None:
    """Write a stretch into the curves from `begin` on; what comes after `until` is held."""
    rest = now >= begin
    hours = np.interp(now[rest], [begin, until], [stretch.first, stretch.last])
    for name, curve in curves.items():
        curve[rest] = _run(stretch.scenario).at(name, hours)


def _chords(timings: Sequence[Timing], starts: Sequence[float]) -> tuple[float, ...]:
    """Return when the harmony moves: with each sentence, unless it has just moved."""
    changes = [0.0]
    for timing, start in zip(timings, starts, strict=True):
        for beat in timing.beats:
            if start + beat.start - changes[-1] >= SHORTEST_CHORD:
                changes.append(start + beat.start)
    return tuple(changes)


def _stretch(note: Note, script: Script) -> Stretch:
    found = _STRETCH.fullmatch(note.text)
    if not found:
        mend = f"write a scenario and its hours, such as {_key(note)}: storm 36..52 h"
        raise InputError(script.path, note.line, f"{note.text!r} is nothing that a bed can follow", mend)
    name, first, last = found[1], float(found[2]), float(found[3])
    if name not in SCENARIOS:
        mend = f"use one of {', '.join(SCENARIOS)}"
        raise InputError(script.path, note.line, f"there is no scenario {name!r}", mend)
    end = SCENARIOS[name].hours
    if max(first, last) > end:
        problem = f"{name} has no hour {max(first, last):g}"
        raise InputError(script.path, note.line, problem, f"use hours from 0 to {end:g}")
    return Stretch(note.cue, name, first, last)


def _key(note: Note) -> str:
    return f"bed.{note.cue}" if note.cue else "bed"


@cache
def _run(name: str) -> Trajectory:
    return simulate(scenario(name))
