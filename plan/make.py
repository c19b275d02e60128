"""What make needs to know of a film, as make variables: its declaration, the choices, and the sources of each step.

    python -m plan.make build/film.mk

Make includes that file, and rebuilds it when film.toml or any Python file changes. What a step or a scene is made
of is derived from the imports, so no list of files is kept by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from plan.exits import exit_on
from plan.files import write_whole
from plan.film import Film, film
from plan.sources import sources
from plan.typefaces import locks as typeface_locks
from plan.voices import AUTO, ENGINES, embedded

STEPS = {
    "narrate": ("audio.narrate", *(engine.module for engine in ENGINES)),
    "mix": ("audio.mix", "scenes.score", "model.hours"),
    "encode": ("audio.encode",),
    "check_words": ("plan.check_words", "model.claims", "model.hours"),
    "captions": ("publish.captions.write",),
    "burn": ("publish.captions.burn",),
    "join": ("publish.join",),
    "poster": ("publish.folders.poster", "scenes.poster", "model.references"),
    "sheet": ("scenes.sheet",),
}
"""Step → the modules that it runs, and those that it finds by name: voices, and parts of the film."""
PICTURE = ("stage.render", "scenes.style", "model.hours")
"""Modules that every scene depends on, besides its own."""


def variables(declared: Film) -> Iterator[str]:
    """Yield the lines of the make file: `NAME := value`."""
    yield f"DECLARED_SCENES := {' '.join(declared.scenes)}"
    yield "SCENES := $(DECLARED_SCENES)"
    yield f"LANGUAGES := {' '.join(declared.languages)}"
    yield f"ONE_VIDEO := {' '.join(declared.one_video)}"
    yield f"SITES := {' '.join(declared.sites)}"
    yield f"DECLARED_VOICE := {declared.voice}"
    yield f"DECLARED_MUSIC := {declared.music}"
    yield from typeface_locks()
    yield from _voice_locks()
    for step, modules in STEPS.items():
        yield f"SOURCES.{step} := {_files(*modules)}"
    for scene in declared.scenes:
        yield f"SOURCES.scene.{scene} := {_files(*PICTURE, f'scenes.{scene}')}"


def _voice_locks() -> Iterator[str]:
    """Yield a line for make for each language that needs more than the film: `VOICE.auto.es := kokoro`."""
    for engine in ENGINES:
        for locale, locks in engine.locks.items():
            yield f"VOICE.{engine.name}.{locale} := {' '.join(locks)}"
            if engine is embedded(locale):
                yield f"VOICE.{AUTO}.{locale} := {' '.join(locks)}"


def _files(*modules: str) -> str:
    return " ".join(path.as_posix() for path in sources(*modules))


def main() -> None:
    """Write the variables into the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("into", type=Path)
    into = parser.parse_args().into
    with exit_on("film"):
        write_whole(into, "\n".join([*variables(film()), ""]).encode())


if __name__ == "__main__":
    main()
