"""A film in a folder of its own, and tests that work on it instead of the project's film."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from project import ROOT

from plan.film import film


def write_film(root: Path, scenes: Sequence[str]) -> Path:
    """Declare a film of scenes whose words are the project's, and whose works may be cited; return its folder."""
    root.mkdir(parents=True, exist_ok=True)
    names = ", ".join(f'"{scene}"' for scene in scenes)
    declaration = f'title = "A test"\nscenes = [{names}]\nseconds = [50, 59.9]\nsites = ["youtube"]\n'
    (root / "film.toml").write_text(declaration, encoding="utf-8")
    for name in ("words", "model"):
        (root / name).symlink_to(ROOT / name)
    return root


@contextmanager
def working_on(root: Path) -> Iterator[Path]:
    """Let this process, and what it starts, work on the film in a folder, until the end of the block."""
    with mock.patch.dict(os.environ, FILM=str(root)):
        film.cache_clear()
        try:
            yield root
        finally:
            film.cache_clear()
