"""What several tests share: the film's own words, and its scenes in running order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audio.script import Script, read, words_path

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def running_order() -> list[str]:
    """The scenes as the Makefile orders them."""
    return re.search(r"^SCENES\s*:= (.*)$", (ROOT / "Makefile").read_text(), re.M)[1].split()


@pytest.fixture(scope="session")
def scripts_of_the_film(running_order) -> list[Script]:
    return [read(words_path(ROOT / "scenes", scene, "en")) for scene in running_order]

