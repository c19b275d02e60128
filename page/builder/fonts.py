"""The film's typeface for the page: only the letters that its words need, as WOFF2."""

from __future__ import annotations

import string
import struct
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTLibError

from plan.errors import InputError

ALWAYS = string.printable + "−×½·→✕αβγ₂’“”–…"
"""Letters that numbers and controls need in every language."""
_DAMAGED = (TTLibError, struct.error, AssertionError, AttributeError, EOFError, LookupError, TypeError, ValueError)
"""What the reader of fonts throws at damaged ones."""


def subset(font: Path, letters: str, into: Path) -> None:
    """Write the part of a font that draws these letters.

    Raises:
        InputError: the font is damaged.
    """
    options = Options(flavor="woff2", layout_features=["kern", "tnum", "calt", "ccmp", "mark"], desubroutinize=True)
    try:
        loaded = load_font(str(font), options)
        subsetter = Subsetter(options)
        subsetter.populate(text=letters + ALWAYS)
        subsetter.subset(loaded)
        save_font(loaded, str(into), options)
    except _DAMAGED:
        raise InputError(font, 1, "this font is damaged", "get it back from git") from None
