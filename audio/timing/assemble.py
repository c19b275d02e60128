"""Joins the takes of a scene into its sound: mono, 48 kHz, 16 bit.

A scene lasts whole 1/15 s, so that it has a whole number of frames at every frame rate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audio.samples import RATE, read_wav
from audio.timing.record import GRID

LEAD_SECONDS = 0.2
"""Silence before a scene's first word: the picture arrives first."""
PAUSE_SECONDS = 0.32
"""Silence between two sentences, about what a reader takes to breathe."""
TAIL_SECONDS = 0.25
"""Silence after a scene's last word. Together with the next scene's lead it stays below 0.8 s; a longer silence would
sound like an error."""


def assemble(takes: Sequence[Path]) -> tuple[np.ndarray, list[float]]:
    """Join the takes of a scene with pauses.

    Args:
        takes: WAV files, mono, 16 bit, at RATE.

    Returns:
        The scene's sound, (n,) 16 bit at RATE, and the second at which each take starts in it.
    """
    parts, starts = [_silence(LEAD_SECONDS)], []
    samples = len(parts[0])
    for path in takes:
        starts.append(samples / RATE)
        parts += [read_wav(path), _silence(PAUSE_SECONDS)]
        samples += len(parts[-2]) + len(parts[-1])
    parts = parts[:-1] if takes else parts
    sound = np.concatenate([*parts, _silence(TAIL_SECONDS)])
    step = RATE // GRID
    return np.pad(sound, (0, math.ceil(len(sound) / step) * step - len(sound))), starts


def silence_seconds(scenes: int, sentences: int) -> float:
    """Return the longest time (s) that a film is silent before, between and after its sentences."""
    return scenes * (LEAD_SECONDS + TAIL_SECONDS + 1 / GRID) + (sentences - scenes) * PAUSE_SECONDS


def _silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), "<i2")
