"""Chords and the pitch of their notes. Notes are semitones, 69 is the A of 440 Hz."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Chord:
    """`notes` from low to high; `sour` ones rub against them and are only heard as tension grows."""

    notes: tuple[int, ...]
    sour: tuple[int, ...] = ()


def hertz(note: float) -> float:
    """Return a note's frequency.

    >>> hertz(69), hertz(57)
    (440.0, 220.0)
    """
    return float(440 * np.exp2((note - 69) / 12))
