"""What the words say of the screen at a cue, from the `shows` lines of a scene's header.

    shows.double: 2..3 d           from this cue on, each number of days on the screen is from 2 to 3
    shows.most: 1000.. people      at least; and ..10 people: at most
    shows.rest: nothing            the picture need not change at this cue

A line holds until the next cue, or until the scene ends. `make check` compares it with what was drawn; by then the
words and the picture may have been edited apart, which no claim about the model would notice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plan.errors import InputError
from plan.words import Note, Script

NOTHING = "nothing"
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})?\.\.({_NUMBER})? (\S+)")


@dataclass(frozen=True)
class Shown:
    """One line of the header.

    Attributes:
        line: its number in the file of the words.
        cue: the cue's name.
        unit: of the numbers; "" if the line says that nothing changes at the cue.
        least, most: what the numbers may be; None on a side that is open.
    """

    line: int
    cue: str
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def nothing(self) -> bool:
        """Whether the picture need not change at the cue."""
        return not self.unit


def shown_at_cues(script: Script) -> tuple[Shown, ...]:
    """Read the `shows` lines of a scene's words.

    Raises:
        InputError: a line has another form, names no cue, or repeats what another line says of the same cue.
    """
    found: dict[tuple[str, str], Shown] = {}
    for note in script.shows:
        shown = _read(note, script)
        if other := found.get((shown.cue, shown.unit)):
            problem = f"line {other.line} already says what is shown at {shown.cue!r}"
            raise InputError(script.notes_path, note.line, problem, "keep one")
        found[shown.cue, shown.unit] = shown
    return tuple(found.values())


def _read(note: Note, script: Script) -> Shown:
    if not note.cue:
        raise InputError(script.notes_path, note.line, "this line names no cue", f"write shows.<cue>: {note.text}")
    if note.text == NOTHING:
        return Shown(note.line, note.cue)
    match = _RANGE.fullmatch(note.text)
    least, most = (number(end) if end else None for end in match.groups()[:2]) if match else (None, None)
    if match is None or (least is None and most is None):
        fix = f"write a range and its unit, such as shows.{note.cue}: 2..3 d, or shows.{note.cue}: {NOTHING}"
        raise InputError(script.notes_path, note.line, f"{note.text!r} cannot be read as what is shown", fix)
    if least is not None and most is not None and least > most:
        fix = f"write {most:g}..{least:g} {match[3]}"
        raise InputError(script.notes_path, note.line, f"no number is within {note.text!r}", fix)
    return Shown(note.line, note.cue, match[3], least, most)


def number(text: str) -> float:
    """Return the number that a text of digits represents.

    >>> number("1,000"), number("2.5")
    (1000.0, 2.5)
    """
    return float(text.replace(",", ""))
