"""Small sounds at a cue, in the notes of the chord that sounds there: a ping, a falling sweep, a tick, a chime."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from audio.music.chord import Chord, hertz
from plan.errors import InputError, near
from plan.words import Script


def place(sound: np.ndarray, second: float, added: np.ndarray, rate: int) -> None:
    """Add `added` to `sound` (n,) in place, from `second` on, as far as it fits; both have `rate` samples a second."""
    start = round(second * rate)
    covered = sound[start : start + len(added)]
    covered += added[: len(covered)]


def ping(chord: Chord, rate: int) -> np.ndarray:
    """Return a bell two octaves above the chord's fourth note: an alarm."""
    return 0.2 * _bell(chord.notes[3] + 24, 1.4, 0.35, rate)


def tick(chord: Chord, rate: int) -> np.ndarray:
    """Return a short wooden note: something falls into place."""
    return 0.22 * _bell(chord.notes[-1] + 12, 0.3, 0.045, rate)


def chime(chord: Chord, rate: int) -> np.ndarray:
    """Return the chord's upper notes one after the other, an octave up: a good end."""
    sound = np.zeros(round(2.2 * rate))
    for number, note in enumerate(chord.notes[2:]):
        place(sound, 0.11 * number, 0.13 * _bell(note + 12, 1.7, 0.5, rate), rate)
    return sound


def sweep(chord: Chord, rate: int) -> np.ndarray:
    """Return a tone that sinks by an octave onto the chord's fourth note: a brake."""
    age, length = _age(1.3, rate), 1.3
    glide = hertz(chord.notes[3]) * np.exp2(np.exp(-age / 0.3))
    phase = 2 * np.pi * np.cumsum(glide) / rate
    return 0.22 * np.sin(np.pi * age / length) ** 2 * (np.sin(phase) + 0.3 * np.sin(2 * phase))


EFFECTS: dict[str, Callable[[Chord, int], np.ndarray]] = {"ping": ping, "sweep": sweep, "tick": tick, "chime": chime}


def named_effects(script: Script) -> list[tuple[str, str]]:
    """Return the (cue, name) of each effect that a scene's words ask for.

    Raises:
        InputError: there is no such effect, or its line names no cue.
    """
    for note in script.effects:
        if not note.cue:
            fix = f"write effect.<cue>: {note.text}"
            raise InputError(script.notes_path, note.line, "this effect names no cue", fix)
        if note.text not in EFFECTS:
            problem = f"there is no effect {note.text!r}{near(note.text, EFFECTS)}"
            raise InputError(script.notes_path, note.line, problem, f"use one of {', '.join(EFFECTS)}")
    return [(note.cue, note.text) for note in script.effects]


def _bell(note: int, seconds: float, decay: float, rate: int) -> np.ndarray:
    age = _age(seconds, rate)
    shape = np.sin(np.pi / 2 * np.clip(age / 0.006, 0, 1)) ** 2 * np.clip((seconds - age) / (seconds / 4), 0, 1)
    phase = 2 * np.pi * hertz(note) * age
    high = 0.25 * np.exp(-age / (decay / 2)) * np.sin(2.0 * phase)
    return shape * np.exp(-age / decay) * (np.sin(phase) + high)


def _age(seconds: float, rate: int) -> np.ndarray:
    return np.arange(round(seconds * rate)) / rate
