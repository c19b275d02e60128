"""What all voices have in common: who speaks, and the interface of an engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from audio.spoken import SpokenWord

Speech = tuple[np.ndarray, tuple[SpokenWord, ...] | None]
"""The sound of a text, (n,) float at RATE, and the times of its words, or None if the engine does not report them."""


@dataclass(frozen=True)
class Voice:
    """Who speaks a film; every attribute except `description`, which is for people, affects the sound.

    `speed` is the engine's setting, 1.0 for the voice as it is.
    """

    engine: str
    version: str
    name: str
    language: str
    accent: str
    speed: float
    description: str


class Engine(Protocol):
    """A way to speak."""

    @property
    def voice(self) -> Voice:
        """Who speaks."""

    @property
    def concurrency(self) -> int:
        """How many sentences it can speak at the same time."""

    def recipe(self, text: str) -> str:
        """Return everything besides the voice that affects the sound of `text`, for the key of its take."""

    def speak(self, text: str) -> Speech:
        """Speak a text.

        Raises:
            ValueError: it cannot be spoken.
        """
