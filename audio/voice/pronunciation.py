"""How the voice says what the captions show.

`words/en/pronunciation.md` holds a line for each word that a voice would read wrongly:

    IL-6: eye el six

Captions keep the written form, the voice gets the spoken one, and `Spelling` remembers which spoken words
stand for which written word, so that word times can be mapped back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plan.errors import InputError

_EDGES = re.compile(r"^(?P<before>[^\w]*)(?P<core>.*?)(?P<after>(?:['’]s)?[^\w]*)$", re.UNICODE)


@dataclass(frozen=True)
class Spelling:
    """A sentence for the voice; `counts[i]` spoken words stand for the written word `i`."""

    spoken: str
    counts: tuple[int, ...]


def read_pronunciation(path: Path) -> dict[str, str]:
    """Read `written: spoken` lines; lines that open with `#` are prose.

    Raises:
        InputError: the file is missing, or a line is not of that form or stands twice.
    """
    if not path.exists():
        raise InputError(path, 1, "there is no such file", "make one, with lines such as IL-6: eye el six")
    entries: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        written, colon, spoken = (part.strip() for part in line.partition(": "))
        if not colon or not spoken or len(written.split()) != 1:
            raise InputError(
                path, number, f"{line.strip()!r} is no entry", "write one written word, a colon, and how it is spoken"
            )
        if written in entries:
            raise InputError(path, number, f"{written!r} stands twice", "keep one")
        entries[written] = spoken
    return entries


def respell(words: Sequence[str], entries: Mapping[str, str]) -> Spelling:
    """Replace the written words that have an entry; the punctuation around them stays.

    >>> respell(["of", "IL-6,", "too"], {"IL-6": "eye el six"})
    Spelling(spoken='of eye el six, too', counts=(1, 3, 1))
    """
    spoken = [_respell_word(word, entries) for word in words]
    return Spelling(" ".join(spoken), tuple(len(part.split()) for part in spoken))


def _respell_word(word: str, entries: Mapping[str, str]) -> str:
    match = _EDGES.match(word)
    core = match["core"]
    return match["before"] + entries.get(core, core) + match["after"]
