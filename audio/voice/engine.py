"""What all voices have in common: who speaks, and how an engine is asked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from audio.spoken import SpokenWord

Speech = tuple[np.ndarray, tuple[SpokenWord, ...] | None]
"""The sound of a text, (n,) float at RATE, and when each of its words is heard, or None if the engine cannot tell."""


@dataclass(frozen=True)
class Voice:
    """Who speaks a film; every attribute shapes the sound, but `description`, which is for people.

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
        """Return what shapes the sound of `text` besides the voice."""

    def speak(self, text: str) -> Speech:
        """Speak a text.

        Raises:
            ValueError: it cannot be said.
        """
