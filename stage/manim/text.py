"""Type as Manim sets it: Pango lays out the letters, and each glyph becomes a mobject."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import manimpango
from manim import Text, config

_WIDEST = 3840
"""Manim breaks lines at the width of the video in pixels: a draft must break them where the film does."""


def register(font: Path) -> None:
    """Make a font file known to Pango, for this process."""
    manimpango.register_font(str(font))


def families() -> list[str]:
    """Return the names of all typefaces that Pango knows."""
    return list(manimpango.list_fonts())


@lru_cache
def typeset(words: str, family: str, size: float) -> Text:
    """Return words in a typeface at a size (points), as a group of glyphs. It is kept: do not change it."""
    width, config.pixel_width = config.pixel_width, _WIDEST
    try:
        return Text(words, font=family, weight="SEMIBOLD", font_size=size)
    finally:
        config.pixel_width = width
