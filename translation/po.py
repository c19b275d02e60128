"""Units as a PO file, which Weblate and other editors of translations read and write, and back.

`msgctxt` is the file and the key of a text, `fuzzy` means that its source has changed since, and the former source is
the previous `msgid`. A round trip loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import polib

from plan.errors import InputError
from translation.unit import CHANGED, UNKNOWN, Unit

_FUZZY = "fuzzy"


def compose(units: Sequence[Unit], locale: str, source: str, title: str) -> str:
    """Return units as the text of a PO file.

    Args:
        units: all texts of a language.
        locale: the language.
        source: the folder of the film's first language.
        title: what is translated.
    """
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": title,
        "Language": locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for unit in units:
        file.append(_entry(unit, source))
    return f"{file}\n"


def _entry(unit: Unit, source: str) -> polib.POEntry:
    changed = unit.state == CHANGED
    return polib.POEntry(
        msgctxt=unit.context,
        msgid=unit.source,
        msgstr=unit.text,
        previous_msgid=unit.before if changed else None,
        flags=[_FUZZY] if changed else [],
        comment=_advice(unit),
        tcomment="\n".join(unit.notes),
        occurrences=[(f"{source}/{unit.path.name}", str(unit.source_line))],
    )


def _advice(unit: Unit) -> str:
    """Return what a translator should know of a text."""
    length = f"Spoken in {unit.seconds:.1f} s. " if unit.seconds else ""
    cues = "Keep each link around the words at which it happens: [words](#name)." if "](#" in unit.source else ""
    holes = "Keep what stands in braces." if "{" in unit.source else ""
    return f"{length}{cues}{holes}".strip()


def merge(path: Path, units: Sequence[Unit]) -> tuple[list[Unit], list[str]]:
    """Return units with the translations of a PO file, and the contexts in it that the film does not have.

    An empty translation in the file leaves that of the folder as it is.

    Raises:
        InputError: the file is missing or damaged.
    """
    entries = {str(entry.msgctxt or ""): entry for entry in _read(path) if not entry.obsolete}
    known = {unit.context for unit in units}
    merged = [_merged(unit, entries.get(unit.context)) for unit in units]
    return merged, [context for context in entries if context not in known]


def _merged(unit: Unit, entry: polib.POEntry | None) -> Unit:
    text = " ".join(entry.msgstr.split()) if entry else ""
    if entry is None or not text:
        return unit
    former = (entry.previous_msgid or UNKNOWN) if _FUZZY in entry.flags else ""
    if not former and entry.msgid != unit.source:
        former = entry.msgid
    notes = tuple(entry.tcomment.split("\n")) if entry.tcomment else unit.notes
    return replace(unit, text=text, before=former, notes=_commented(notes, unit))


def _commented(notes: Sequence[str], unit: Unit) -> tuple[str, ...]:
    """Return notes as comments of the unit's file, also those that were written in an editor of PO files."""
    return (
        tuple(_comment(note, unit.path.suffix) for note in notes if note.strip()) if notes != unit.notes else unit.notes
    )


def _comment(note: str, suffix: str) -> str:
    if suffix == ".toml":
        return note if note.startswith("#") else f"# {note}"
    return note if "<!--" in note or "-->" in note else f"<!-- {note} -->"


def _read(path: Path) -> Iterator[polib.POEntry]:
    if not path.exists():
        raise InputError(path, 1, "there is no such file", "make translate PO=out writes it")
    try:
        return iter(polib.pofile(str(path), encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        found = re.search(r"\(line (\d+)\)", str(error))
        fix = "correct this line, or export the file again"
        raise InputError(path, int(found[1]) if found else 1, "this is not a line of a PO file", fix) from None
