"""What all voices have in common: what they are asked for, who speaks, and the interface of an engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from audio.spoken import SpokenWord
from audio.voice.ipa import NO_IPA

Say = Callable[[str], None]
"""Called with each line that the user of the build should see."""

Speech = tuple[np.ndarray, tuple[SpokenWord, ...] | None]
"""The sound of a text, (n,) float at RATE, and the times of its words, or None if the engine does not report them."""


class ServiceError(Exception):
    """A service over the network cannot speak; the message is a verb phrase, as in "did not answer within 3 s"."""


@dataclass(frozen=True)
class Retry:
    """How long a service over the network is waited for, and how often it is asked.

    Attributes:
        first_answer_seconds: time-out of the first request if another voice can speak instead.
        answer_seconds: time-out of any other request.
        attempts: requests for one piece of text, the first one included.
        first_wait_seconds: wait before the second attempt. Each further wait is twice as long, and up to half as much
            is added to each at random.
        longest_wait_seconds: a service that asks for a longer wait counts as failed.
    """

    first_answer_seconds: float = 3.0
    answer_seconds: float = 10.0
    attempts: int = 5
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 30.0

    def wait_seconds(self, attempt: int) -> float:
        """Return how long to wait after the attempt of that number, which counts from 1."""
        return self.first_wait_seconds * 2 ** (attempt - 1) * random.uniform(1, 1.5)


@dataclass(frozen=True)
class Role:
    """What an engine is asked for; its class is made from this.

    Attributes:
        locale: the film's language.
        voice: which of the engine's voices speaks, as `plan.voices` names it; "" if the engine's are unnamed.
        ipa: the IPA of words that an embedded voice gets wrong, by the word in lower case.
        speed: factor on the voice's natural pace, for engines that set their rate.
        replaceable: whether another voice speaks if this one fails, so that a service is not waited for.
        retry: how long a service is waited for.
        say: called with each line that the user of the build should see.
        recordings: the film's own take of a sentence, by the text that is spoken.
        understudy: who speaks a sentence that is not among the recordings.
    """

    locale: str
    voice: str = ""
    ipa: Mapping[str, str] = field(default_factory=lambda: NO_IPA)
    speed: float = 1.0
    replaceable: bool = False
    retry: Retry = Retry()
    say: Say = print
    recordings: Mapping[str, Path] = field(default_factory=dict)
    understudy: Engine | None = None


@dataclass(frozen=True)
class Voice:
    """Who speaks a film; every attribute except `description`, which is for people, affects the sound.

    `engine` is the name of its row in `plan.voices`; `speed` is the engine's setting, 1.0 for the voice as it is.
    """

    engine: str
    version: str
    name: str
    language: str
    accent: str
    speed: float
    description: str


class Engine(Protocol):
    """A way to speak.

    Its class is made from a Role, and raises ValueError, with the fix in the message, if it cannot speak so.
    """

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
            ServiceError: the service that speaks failed for good.
        """
