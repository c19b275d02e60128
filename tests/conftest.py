"""What several tests share: the film's own words, and its scenes in running order."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from film_folder import working_on, write_film
from hypothesis import settings
from project import ROOT

from plan.film import load
from plan.words import Script, read, words_path

# A shell lets what it starts in the background ignore Ctrl-C, and all that this starts would, too.
signal.signal(signal.SIGINT, signal.default_int_handler)


# On a busy machine, any example may take long; what has to be fast has a test of its own.
settings.register_profile("film", deadline=None)
settings.load_profile("film")


@pytest.fixture(scope="session")
def running_order() -> tuple[str, ...]:
    return load(ROOT).scenes


@pytest.fixture(scope="session")
def scripts_of_the_film(running_order) -> list[Script]:
    return [read(words_path(ROOT / "words", scene, "en")) for scene in running_order]


@pytest.fixture
def said() -> list[str]:
    """What a step says, where it is given `said.append`."""
    return []


@pytest.fixture
def folder_to_send(tmp_path, monkeypatch):
    """Make an upload folder of a name, with a film of so many bytes, in a film of its own; secrets lie beside it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def make(name: str, size: int) -> Path:
        folder = root / "build/publish" / name
        folder.mkdir(parents=True)
        (folder / "film.mp4").write_bytes((bytes(range(256)) * (size // 256 + 1))[:size])
        (folder / "captions.en.vtt").write_text("WEBVTT\n\nα\n")
        (folder / "poster.png").write_bytes(b"png")
        return folder

    with working_on(write_film(tmp_path / "film", ["close"])) as root:
        yield make
