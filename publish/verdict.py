"""What `make check` found of an upload folder, kept in it: nothing goes out that was not checked, or that failed.

    build/publish/youtube-en/checked.txt

`make publish` lays a folder anew, so its verdict goes with what it was about.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audio.atomic import write_whole
from publish.finding import Finding
from publish.picture import film_hash

NAME = "checked.txt"
_BROKEN = "FAIL "


def keep(folder: Path, findings: Sequence[Finding]) -> None:
    """Write down what holds of a folder and of its film."""
    lines = [f"{'ok   ' if each.holds else _BROKEN}{each.rule}: {each.measured}" for each in findings]
    write_whole(folder / NAME, "\n".join([film_hash(folder / "film.mp4"), *lines, ""]).encode())


def unfit(folder: Path) -> str:
    """Return why a folder must not go out; nothing if it may."""
    if not (folder / NAME).exists():
        return "it was not checked since it was made: make check does it"
    film, *lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    if film != film_hash(folder / "film.mp4"):
        return "its film is not the one that was checked: make check looks again"
    broken = [line.removeprefix(_BROKEN) for line in lines if line.startswith(_BROKEN)]
    return f"{len(broken)} rules do not hold, first {broken[0]}; make check shows all" if broken else ""
