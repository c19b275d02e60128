"""How wide labels are in the film's typefaces, compared with those of its first language, on which pictures count."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from plan.typefaces import fonts_of

MOST_WIDER = 1.7
"""By how much a label may be wider than its source: scenes were drawn with that much room."""
ROOM = 5.5
"""Ems that every label has room for, however short its source is."""
NOTICE = "label.notice"
"""Begins the keys of labels that are broken into lines, and so may be of any width."""
_EM = 100


def ems(text: str, locale: str) -> float:
    """Return the width of a text in the typefaces of a locale, in sizes of their type.

    Raises:
        FileNotFoundError: the locale's typeface is not installed.
    """
    return sum(_font(path).getlength(run) for path, run in _runs(text, fonts_of(locale))) / _EM


def widest(source: str, locale: str) -> float:
    """Return how wide (ems) the translation of a label may be; `locale` is the language of `source`."""
    return max(ROOM, MOST_WIDER * ems(source, locale))


def _runs(text: str, fonts: list[Path]) -> Iterator[tuple[Path, str]]:
    """Yield parts of a text, each with the first of the fonts that has its letters."""

    def font_of(word: str) -> Path:
        return next((path for path in fonts if all(ord(each) in _letters(path) for each in word)), fonts[-1])

    for path, words in groupby(text.split(" "), font_of):
        yield path, " ".join(words)


@cache
def _letters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _font(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), _EM)
