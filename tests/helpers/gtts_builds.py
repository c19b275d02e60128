"""Builds of a film that ask the stand-in of gTTS's service, and what must hold of their takes."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from audio.takes.speak import speak_all
from audio.takes.store import Take
from audio.voice.engine import Retry, Voice

Film = tuple[Voice, list[Take]]
SENTENCES = ["Infected cells raise the alarm.", "Immune cells rush in.", "Steroids can break the loop."]
LONG = "In a storm the feedback turns positive: cells release signals, which call more cells, and once again."
QUICK = Retry(first_answer_seconds=5, answer_seconds=5, attempts=3, first_wait_seconds=0.05, longest_wait_seconds=3)
HASTY = Retry(first_answer_seconds=0.4, answer_seconds=0.4, attempts=3, first_wait_seconds=0.05, longest_wait_seconds=3)


class Build:
    """Builds of the film, one after another, with one store of takes; `said` is what the last one reported."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.said: list[str] = []

    def __call__(self, sentences: Sequence[str] = SENTENCES, **options: Any) -> Film:
        """Speak the sentences; `options` are those of speak_all."""
        self.said.clear()
        return speak_all(sentences, store=self.store, say=self.said.append, **{"retry": QUICK, **options})


def point_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send gTTS's requests to a proxy at `url`."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, url)


def check_gtts(film: Film, sentences: Sequence[str] = SENTENCES) -> None:
    """Assert that every take is gTTS's, and whole."""
    voice, takes = film
    assert voice.engine == "gtts"
    for take, sentence in zip(takes, sentences, strict=True):
        assert take.spoken == sentence and take.word_times == "aligned"
        assert [word.text for word in take.words] == sentence.split()
        with wave.open(str(take.path)) as sound:
            assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 48_000)
            assert sound.getnframes() / 48_000 == pytest.approx(take.seconds, abs=1e-4)


def check_embedded(film: Film, sentences: Sequence[str] = SENTENCES) -> None:
    """Assert that the whole film fell back: no take is gTTS's."""
    voice, takes = film
    assert voice.engine == "hibari"
    assert [take.spoken for take in takes] == list(sentences)
    assert {take.word_times for take in takes} == {"voice"}
