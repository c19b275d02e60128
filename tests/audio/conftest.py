"""What tests of voices and takes share: a few sentences, spoken once."""

from __future__ import annotations

from pathlib import Path

import piper_film
import pytest

from audio.takes.store import Take
from audio.voice.engine import Voice

PiperFilm = tuple[Path, Voice, list[Take]]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> PiperFilm:
    """Return the store, the voice and the takes of the sentences of piper_film."""
    store = tmp_path_factory.mktemp("piper")
    return store, *piper_film.speak(store)
