"""Sentences with the word times that Piper reports, for tests that find them without its help."""

from __future__ import annotations

import pytest
from piper_film import speak

from audio.takes.store import Take

TIMED_SENTENCES = [
    "Cytokines are small proteins, the messages of your immune system.",
    "They tell cells where to go, and when to fight.",
    "Infected cells raise the alarm, and immune cells rush in.",
    "Interleukin six climbs from below ten to above one thousand picograms per millilitre.",
    "Vessels leak, the alveoli fill with fluid, and oxygen falls.",
]


@pytest.fixture(scope="session")
def timed(tmp_path_factory: pytest.TempPathFactory) -> list[Take]:
    """Return a take of each sentence."""
    return speak(tmp_path_factory.mktemp("align"), TIMED_SENTENCES)[1]
