"""The film's typeface for the page: only the letters that its words need, as WOFF2."""

from __future__ import annotations

import string
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

ALWAYS = string.printable + "−×½·→✕αβγ₂’“”–…"
"""Letters that numbers and controls need in every language."""


def subset(font: Path, letters: str, into: Path) -> None:
    """Write the part of a font that draws these letters."""
    options = Options(flavor="woff2", layout_features=["kern", "tnum", "calt", "ccmp", "mark"], desubroutinize=True)
    loaded = load_font(str(font), options)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters + ALWAYS)
    subsetter.subset(loaded)
    save_font(loaded, str(into), options)
