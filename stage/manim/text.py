"""Type as Manim sets it: Pango lays out the letters, and each glyph becomes a mobject."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path

import manimpango
from manim import Text, config

from plan.direction import ISOLATE, POP, is_right_to_left
from stage import style

_WIDEST = 3840
"""Manim breaks lines at the width of the video in pixels: a draft must break them where the film does."""
_CONFIGURATION = "FONTCONFIG_FILE"
_LEFT_TO_RIGHT = "\u200e"
Glyphs = Text
"""A line of type: a group of a mobject for each glyph."""


@cache
def register(font: Path) -> None:
    """Make a font file known to Pango, for this process.

    Raises:
        RuntimeError: words were set before, after which Pango takes no notice of a font.
    """
    if typeset.cache_info().misses:
        raise RuntimeError(f"{font}: register a font before the first words are set in type")
    _forget_system_fonts()
    manimpango.register_font(str(font))


def families() -> list[str]:
    """Return the names of all typefaces that Pango knows."""
    _forget_system_fonts()
    return list(manimpango.list_fonts())


@cache
def _forget_system_fonts() -> None:
    """Let fontconfig start with a configuration without fonts, which it reads once a process.

    Programs that this one runs, such as a browser, keep those of the system.
    """
    before = os.environ.get(_CONFIGURATION)
    os.environ[_CONFIGURATION] = str(style.NO_SYSTEM_FONTS)
    manimpango.list_fonts()
    if before is None:
        del os.environ[_CONFIGURATION]
    else:
        os.environ[_CONFIGURATION] = before


@lru_cache
def typeset(words: str, families: str, size: float) -> Glyphs:
    """Return words in the first of some typefaces that has their letters, as a group of glyphs.

    It is kept: do not change it.

    Args:
        words: a line. One that is written from right to left is put inside one that is not, since Manim loses the end
            of a line that Pango aligns at the right.
        families: names of typefaces, with commas between them.
        size: of the type (points).
    """
    line = f"{_LEFT_TO_RIGHT}{ISOLATE[True]}{words}{POP}" if is_right_to_left(words) else words
    width, config.pixel_width = config.pixel_width, _WIDEST
    try:
        return Text(line, font=families, weight="SEMIBOLD", font_size=size, warn_missing_font=False)
    finally:
        config.pixel_width = width
