"""A film of one scene and two languages, for tests of translations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from film_folder import working_on

from plan.film import film
from translation.folder import Folder

SCENE = """---
title: Why it ends
label.half: Half the contacts
claim.half: half infected.max < 10 %
hours: free 22..32 d
hours.half: half 0..160 d
---
Then it slows: the [recovered](#recovered) stand in its way.
Each case finds fewer people to infect.
With [half the contacts](#half), the peak is below 1,000.
"""
TELL = """---
title: How an epidemic ends
poster: How an epidemic ends
tags: epidemic, explained
category: education
made-for-kids: no
synthetic-media: no
synthetic-voice: yes
voice: The narrator is a synthetic voice
heading.chapters: Chapters
heading.transcript: Transcript
heading.seen: On screen
---
Why do cases of a new disease double and double?
"""
PAGE = """# The words of the page.
language = "English"
direction = "ltr"

[head]
title = "How it ends"
description = "An old model of an epidemic."
skip = "Skip to the film"

[hero]
title = "How it ends"  # large
tagline = "In 20 seconds"
lead = "An old model of an epidemic."

[film]
heading = "The film"
lead = "Twenty seconds"
play = "Play"
poster = "A crowd of dots"
no_video = "No film here"
download = "Download it"
chapters = "Chapters"
chapter = "{title}, from {time}"
transcript = "Transcript"
seen = "On screen:"

[compare]
heading = "Now and then"
columns = ["", "Now", "Then"]
rows = [
  ["Cases", "10", "1,000"],
]

[[facts]]
name = "Cases"
value = "1,000"
versus = "at most"
note = "In the model."

[[facts]]
name = "Deaths"
value = "None"
versus = "at all"
note = "In the model."

[foot]
licence = "Free software"
"""
SPANISH = {
    "peak.md:title": "Por qué acaba",
    "peak.md:label.half": "Mitad de contactos",
    "peak.md:#recovered": "Luego frena: los [recuperados](#recovered) le cierran el paso.",
    "peak.md:sentence 2": "Cada caso encuentra a menos personas.",
    "peak.md:#half": "Con [la mitad de contactos](#half), el pico baja de 1000.",
    "film.md:title": "Cómo acaba una epidemia",
    "film.md:poster": "Cómo acaba una epidemia",
    "film.md:tags": "epidemia, explicada",
    "film.md:voice": "La narración es una voz sintética",
    "film.md:heading.chapters": "Capítulos",
    "film.md:heading.transcript": "Transcripción",
    "film.md:heading.seen": "En pantalla",
    "film.md:sentence 1": "¿Por qué se duplican y duplican los casos?",
    "page.toml:hero.title": "Cómo acaba",
    "page.toml:hero.tagline": "En 20 segundos",
    "page.toml:compare.rows.0.2": "1000",
}


@pytest.fixture
def words(tmp_path: Path) -> Iterator[Folder]:
    """The folder of a translation that does not exist yet."""
    root = tmp_path / "film"
    declaration = 'title = "Little"\nscenes = ["peak"]\nseconds = [0, 20]\nlanguages = ["en", "es"]\n'
    for name, text in {"film.toml": declaration, "words/en/peak.md": SCENE, "words/en/film.md": TELL}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "words/en/page.toml").write_text(PAGE, encoding="utf-8")
    with working_on(root):
        yield Folder(film(), "es")


@pytest.fixture
def translated(words: Folder) -> Folder:
    """The same with all texts translated."""
    translate(words, SPANISH)
    return words


def translate(words: Folder, texts: dict[str, str]) -> None:
    """Write translations into the folder, as a translator would; other texts of the page get a mark of their own."""
    words.write([replace(unit, text=texts.get(unit.context, f"«{unit.source}»")) for unit in words.all_units()])
