"""A line of a caption as it is seen: its parts from left to right, each in one direction and one typeface.

libass lays out what lies between two commands by itself, from left to right, so that a line with a command before each
word comes out backwards in Arabic. Here its parts are put in the order in which they are seen, by the bidirectional
algorithm of Unicode, and each part says which direction it has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from ctypes import CDLL, byref, c_int8, c_uint32
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from audio.timing.record import WordTime
from plan.direction import is_right_to_left
from plan.segments import joined
from plan.typefaces import Typeface, missing_letters
from stage import style

_RIGHT_TO_LEFT = 0x111
"""FriBidi's code for a paragraph that is written from right to left."""


@dataclass(frozen=True)
class Part:
    """Neighbouring letters of one word, or the blank after it.

    Attributes:
        text: the letters in the order in which they are read.
        word: the number of the word in its line.
        place: the number of the part in the order in which the line is read.
        level: how deep it is embedded; text of an odd level is written from right to left.
        family: the name of its typeface.
    """

    text: str
    word: int
    place: int
    level: int
    family: str


def parts_of(line: Sequence[WordTime], typeface: Typeface | None) -> list[Part]:
    """Return the parts of a line from left to right.

    Args:
        line: its words.
        typeface: that of letters that the house's typeface does not have.

    Raises:
        OSError: the line is written from right to left, and FriBidi is not installed.
    """
    text = joined(line)
    numbers = [number for number, word in enumerate(line) for _ in word.text + word.after][: len(text)]
    levels = _levels(text) if is_right_to_left(text) else [0] * len(text)
    kinds = zip(numbers, levels, _families(text, typeface), map(str.isspace, text), strict=True)
    parts, start = [], 0
    for place, ((word, level, family, _), letters) in enumerate(groupby(kinds)):
        end = start + len(list(letters))
        parts.append(Part(text[start:end], word, place, level, family))
        start = end
    return _reordered(parts)


def _families(text: str, typeface: Typeface | None) -> list[str]:
    """Return the typeface of each letter; blanks, marks and joiners have that of the letter before them."""
    if typeface is None:
        return [style.FAMILY] * len(text)
    found: list[str] = []
    for letter in text:
        follows = found and unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Zs")
        found.append(found[-1] if follows else typeface.family if missing_letters(letter, "en") else style.FAMILY)
    return found


def _reordered(parts: list[Part]) -> list[Part]:
    """Return parts in the order in which they are seen: from the deepest level on, each run of it is turned round."""
    for level in range(max((part.level for part in parts), default=0), 0, -1):
        runs = groupby(parts, key=lambda part, least=level: part.level >= least)  # type: ignore[misc]
        parts = [part for deep, run in runs for part in (reversed(list(run)) if deep else run)]
    return parts


def _levels(text: str) -> list[int]:
    """Return the embedding level of each letter of a line that is written from right to left."""
    count = len(text)
    letters, levels = (c_uint32 * count)(*map(ord, text)), (c_int8 * count)()
    types, brackets, base = (c_uint32 * count)(), (c_uint32 * count)(), c_uint32(_RIGHT_TO_LEFT)
    library = _fribidi()
    library.fribidi_get_bidi_types(letters, count, types)
    library.fribidi_get_bracket_types(letters, count, types, brackets)
    library.fribidi_get_par_embedding_levels_ex(types, brackets, count, byref(base), levels)
    return list(levels)


@cache
def _fribidi() -> CDLL:
    """Return the library that ffmpeg's libass and Pango use too."""
    return CDLL(find_library("fribidi") or "libfribidi.so.0")
