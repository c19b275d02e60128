"""How wide labels are in the film's typeface, compared with those of its first language, on which pictures count."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

from stage import style

MOST_WIDER = 1.7
"""By how much a label may be wider than its source: scenes were drawn with that much room."""
ROOM = 5.5
"""Ems that every label has room for, however short its source is."""
NOTICE = "label.notice"
"""Begins the keys of labels that are broken into lines, and so may be of any width."""
_EM = 100


def ems(text: str) -> float:
    """Return the width of a text in the film's typeface, in sizes of its type."""
    return float(_font().getlength(text)) / _EM


def widest(source: str) -> float:
    """Return how wide (ems) the translation of a label may be."""
    return max(ROOM, MOST_WIDER * ems(source))


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(style.FONTS.glob("*SemiBold.otf"))), _EM)
