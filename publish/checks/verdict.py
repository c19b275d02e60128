"""What `make check` found of an upload folder, kept in it: nothing goes out that was not checked, or that failed.

    build/publish/youtube-en/checked.txt

`make publish` lays a folder anew, so its verdict goes with what it was about; a file that is changed by hand is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plan.files import write_whole
from publish.checks.finding import Finding
from publish.checks.picture import file_hash

NAME = "checked.txt"
_BROKEN = "FAIL "
_HASH = "SHA256="


def keep(folder: Path, findings: Sequence[Finding]) -> None:
    """Write down what holds of a folder and of its film."""
    lines = [f"{'ok   ' if each.holds else _BROKEN}{each.rule}: {each.measured}" for each in findings]
    write_whole(folder / NAME, "\n".join([*_contents(folder), *lines, ""]).encode())


def unfit(folder: Path) -> str:
    """Return why a folder must not go out; nothing if it may."""
    if not (folder / NAME).exists():
        return "it was not checked since it was made: make check does it"
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    checked, now = {line for line in lines if line.startswith(_HASH)}, set(_contents(folder))
    if other := sorted({line.partition(" ")[2] for line in checked ^ now}):
        return f"{', '.join(other)} changed since it was checked: make check looks again"
    broken = [line.removeprefix(_BROKEN) for line in lines if line.startswith(_BROKEN)]
    return f"{len(broken)} rules do not hold, first {broken[0]}; make check shows all" if broken else ""


def _contents(folder: Path) -> list[str]:
    return [f"{file_hash(path)} {path.name}" for path in sorted(folder.iterdir()) if path.name != NAME]
