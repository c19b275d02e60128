"""Cuts a text into pieces that a service speaks in one request each; each of them has something to speak."""

from __future__ import annotations

import re

from plan.segments import BORDER, normal, unmarked

PHRASE_ENDS = ",;:.!?—…،؛؟।，、；：。！？"
"""Punctuation after which a pause is heard."""
_BLANK = re.compile(f"[ {BORDER}]")


def pieces(text: str, longest: int) -> list[str]:
    """Return `text` in pieces that are not too long, cut between words, after punctuation if that is not too early.

    Punctuation that stands by itself, such as " ?" in French, stays with the word before it, or the first one after it.

    Args:
        text: what is to be spoken; borders of words that no blank separates are marked as in `plan.segments`.
        longest: most characters of a piece. A word that is longer is cut inside.

    >>> text = "When it rains the river rises slowly: " + "fields fill with water, " * 3 + "and more."
    >>> [len(piece) for piece in pieces(text, 95)]
    [85, 33]
    >>> pieces("Pourquoi un orage ?", 17)
    ['Pourquoi un', 'orage ?']
    """
    found: list[str] = []
    rest = _units(text, longest)
    while rest:
        count = _count(rest, longest)
        found.append(_sent(rest[:count]))
        rest = rest[count:]
    return [piece for piece in found if _has_letters(piece)]


def _units(text: str, longest: int) -> list[str]:
    """Return what must not be cut: words, each with the blank or border before it and the marks that belong to it."""
    units: list[str] = []
    plain = normal(text)
    edges = [0, *(blank.start() for blank in _BLANK.finditer(plain)), len(plain)]
    for start, end in zip(edges[:-1], edges[1:], strict=True):
        unit = plain[start:end]
        if (
            units
            and (not _has_letters(unit) or not _has_letters(units[-1]))
            and len(_sent([units[-1], unit])) <= longest
        ):
            units[-1] += unit
        else:
            units += [unit[place : place + longest] for place in range(0, len(unit), longest)]
    return units


def _count(units: list[str], longest: int) -> int:
    """Return how many of the first units make up the next piece."""
    fitting = phrase = 0
    for number, unit in enumerate(units, 1):
        length = len(_sent(units[:number]))
        if length > longest:
            break
        fitting = number
        if unit.rstrip()[-1:] in tuple(PHRASE_ENDS) and length > longest / 3:
            phrase = number
    return fitting if fitting == len(units) else max(1, phrase or fitting)


def _sent(units: list[str]) -> str:
    """Return what is sent of some units."""
    return unmarked("".join(units)).strip()


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))
