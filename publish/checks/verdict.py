"""What `make check` found of an upload folder, kept in it: only a folder that passed is uploaded.

    <film>/build/publish/youtube-en/checked.txt

`make publish` makes a new folder, which deletes the verdict of the old one. The verdict holds the hashes of all files,
so that a later change by hand is noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plan.files import write_whole
from publish.checks.finding import Finding
from publish.fingerprints import file_hash

NAME = "checked.txt"
_BROKEN = "FAIL "
_HASH = "SHA256="


def write_verdict(folder: Path, findings: Sequence[Finding]) -> None:
    """Write down the findings about a folder and its film."""
    lines = [f"{'ok   ' if each.holds else _BROKEN}{each.rule}: {each.measured}" for each in findings]
    write_whole(folder / NAME, "\n".join([*_hashes(folder), *lines, ""]).encode())


def unfit(folder: Path) -> str:
    """Return why a folder must not be uploaded; "" if it may."""
    if not (folder / NAME).exists():
        return "it was not checked since it was made: make check does it"
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    checked, now = {line for line in lines if line.startswith(_HASH)}, set(_hashes(folder))
    if changed := sorted({line.partition(" ")[2] for line in checked ^ now}):
        return f"{', '.join(changed)} changed since it was checked: make check checks it again"
    broken = [line.removeprefix(_BROKEN) for line in lines if line.startswith(_BROKEN)]
    return f"{len(broken)} rules do not hold, first {broken[0]}; make check shows all" if broken else ""


def _hashes(folder: Path) -> list[str]:
    return [f"{file_hash(path)} {path.name}" for path in sorted(folder.iterdir()) if path.name != NAME]
