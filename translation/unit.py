"""One text to translate: its source, its translation, and whether the source has changed since.

Each translation keeps its source beside it, in a comment that is never spoken:

    <!-- en, 3.1 s: One alarm [saves your life](#saves), or [ends it](#ends). -->
    Una alarma [te salva la vida](#saves), o [acaba con ella](#ends).

If the source changes, the comment shows it as it was and as it is now, until the translator deletes the first line:

    <!-- en, before: One alarm [saves your life](#saves). -->
    <!-- en, 3.1 s: One alarm [saves your life](#saves), or [ends it](#ends). -->
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

NEW, CHANGED, DONE = "new", "changed", "done"
STATES = (NEW, CHANGED, DONE)
UNKNOWN = "(unknown)"
"""Stands for the former source where only that it has changed is known."""
_MEMORY = re.compile(r"([a-zA-Z-]+)(, before)?(?:, [\d.]+ s)?: (.*)")


@dataclass(frozen=True)
class Unit:
    """A text to translate.

    Attributes:
        path: the file of the translation.
        key: what the text is in its file: "title", "label.cells", "#release", "hero.title".
        source: the text in the film's first language.
        source_line: its line in the file of that language.
        text: the translation, "" where there is none yet.
        before: the source from which `text` was translated, "" if that is `source`.
        line: the line of the translation, or of the place where it belongs.
        seconds: how long the source is spoken (s); 0 for what is not spoken.
        notes: comments of the translator above it, line by line.
    """

    path: Path
    key: str
    source: str
    source_line: int = 1
    text: str = ""
    before: str = ""
    line: int = 1
    seconds: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Whether it is new, changed since it was translated, or done."""
        return NEW if not self.text else CHANGED if self.before else DONE

    @property
    def context(self) -> str:
        """The key with its file, which is unique in a language.

        >>> Unit(Path("words/es/loop.md"), "#release", "…").context
        'loop.md:#release'
        """
        return f"{self.path.name}:{self.key}"


@dataclass(frozen=True)
class Memory:
    """A comment that keeps a source: its text, and whether it is the former one."""

    source: str
    is_former: bool


def memory(comment: str, locale: str) -> Memory | None:
    """Return the source that the text of a comment keeps; None for any other comment.

    >>> memory("en, before: Cells call cells.", "en")
    Memory(source='Cells call cells.', is_former=True)
    >>> memory("en, 2.5 s: Cells call.", "en").source, memory("en passant: a note", "en")
    ('Cells call.', None)
    """
    found = _MEMORY.fullmatch(comment.strip())
    if not found or found[1] != locale:
        return None
    return Memory(found[3].strip(), bool(found[2]))


def memories(unit: Unit, locale: str) -> list[str]:
    """Return the texts of the comments that keep a unit's source, in order; `memory` reads them.

    >>> memories(Unit(Path("a.md"), "title", "New", text="x", before="Old"), "en")
    ['en, before: Old', 'en: New']
    """
    former = [f"{locale}, before: {unit.before}"] if unit.before else []
    length = f", {unit.seconds:.1f} s" if unit.seconds else ""
    return [*former, f"{locale}{length}: {unit.source}"]


def with_memory(unit: Unit, kept: Memory | None, former: Memory | None) -> Unit:
    """Return a unit whose `before` follows from the comments that its file kept above the translation.

    A translation without any such comment was made by hand, and counts as one of the present source.
    """
    if not unit.text:
        return unit
    known = former or kept
    before = known.source if known and known.source != unit.source else ""
    return Unit(**{**unit.__dict__, "before": before})
