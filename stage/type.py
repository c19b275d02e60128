"""Words and figures as mobjects, in the film's typeface.

Setting type is slow (Pango, then SVG), and each glyph would be a mobject that costs as much a frame as a drawing.
So words are set once and become one mobject, and a live number moves figures that were set once.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache

import manimpango
import numpy as np
from manim import DOWN, Text, VGroup, VMobject, config

from stage import style

FIGURES = "0123456789,.-"
POINT = 1 / 72
"""One of Manim's points, in units of the stage: type of 36 points has an em of half a unit."""


class TypefaceError(ValueError):
    """The film's typeface is not there; no substitute is taken, so that the film looks the same everywhere."""


def register_fonts() -> None:
    """Make the film's typeface known to Pango.

    Raises:
        TypefaceError: a font file is missing, or the family is not in it.
    """
    for path in sorted(style.FONTS.glob("*.otf")):
        manimpango.register_font(str(path))
    if style.FAMILY not in manimpango.list_fonts():
        raise TypefaceError(f"{style.FONTS}: the typeface {style.FAMILY} is missing: restore the .otf files from git")


class Words(VMobject):
    """A few words, set in type, as one mobject; broken into lines of like length where `width` (units) is given.

    `words` and `size` keep what was asked for; `type_size` is the size (points) on the stage now, however scaled.
    """

    def __init__(
        self, words: str, color: str = style.TEXT, size: float = style.LABEL, width: float | None = None
    ) -> None:
        super().__init__(fill_color=color, fill_opacity=1, stroke_width=0)
        self.words, self.size = words, size
        self.set_points(_outline(_set(words, size)))
        if width and self.width > width:
            rows = VGroup(*(Words(row, color, size) for row in _rows(words, len(words) * width / self.width)))
            self.set_points(_outline(rows.arrange(DOWN, buff=0.5 * rows[0].height)))
        self._set_height = self.height

    @property
    def type_size(self) -> float:
        return self.size * self.height / self._set_height


def _rows(words: str, longest: float) -> list[str]:
    """Break words into as few rows of at most about `longest` characters as they need, of like length."""
    count = len(textwrap.wrap(words, max(int(longest), 1), break_long_words=False))
    for length in range(len(words) // count, len(words)):
        rows = textwrap.wrap(words, length, break_long_words=False)
        if len(rows) <= count:
            return rows
    return [words]


@lru_cache
def figures(size: float) -> tuple[dict[str, np.ndarray], float]:
    """Return the outline of each figure, its left edge at x 0 and centred in height, and the figures' advance."""
    row = _set(FIGURES, size)
    middle = row[0].get_center()[1]
    advance = 1.12 * max(figure.width for figure in row[:10])
    outlines = {}
    for character, figure in zip(FIGURES, row, strict=True):
        left = figure.get_left()[0] - (advance * narrow(character) - figure.width) / 2
        outlines[character] = _outline(figure) - [left, middle, 0]
    return outlines, advance


def narrow(character: str) -> float:
    """Return the share of the figures' advance that a character takes."""
    return 0.45 if character in ",." else 1.0


@lru_cache
def _set(words: str, size: float) -> Text:
    # Manim breaks lines at the width of the video in pixels: a draft must not break where the film doesn't.
    width, config.pixel_width = config.pixel_width, 3840
    try:
        return Text(words, font=style.FAMILY, weight="SEMIBOLD", font_size=size)
    finally:
        config.pixel_width = width


def _outline(mobject: VMobject) -> np.ndarray:
    # Manim puts an invisible dot for every space, anywhere.
    return np.vstack([part.points for part in mobject.family_members_with_points() if part.width > 0])
