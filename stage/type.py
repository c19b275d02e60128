"""Words and digits as mobjects, in the house's typeface and in that of the language.

Setting type is slow (Pango, then SVG), and each glyph would be a mobject that costs as much a frame as a drawing.
So words are set once and become one mobject, and a live number moves digits that were set once.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from manim import DOWN, VGroup, VMobject

from plan.segments import joined, segments, wrap
from plan.typefaces import missing_letters, refusal, typeface_of
from stage import style
from stage.manim.mobjects import outline
from stage.manim.text import Glyphs, families, register, typeset

DIGITS = "0123456789,.-"


class TypefaceError(ValueError):
    """A typeface is missing, or a letter in it; no substitute is used, so that films look the same everywhere."""


_language = ["en"]
"""The locale of the words that this process draws."""


def set_language(locale: str) -> None:
    """Draw words in the typefaces of a locale from now on: the same letter may look different in another language."""
    _language[0] = locale


def register_fonts() -> None:
    """Make the typefaces of the language known to Pango.

    Raises:
        TypefaceError: a font file is missing, or the family is not in it.
    """
    for path in sorted(style.FONTS.glob("*.otf")):
        register(path)
    if style.FAMILY not in families():
        raise TypefaceError(f"{style.FONTS}: the typeface {style.FAMILY} is missing: restore the .otf files from git")
    typeface = typeface_of(_language[0])
    if typeface:
        if not typeface.path.exists():
            fix = f"run make .venv/{typeface.lock}.done"
            raise TypefaceError(f"{typeface.path}: the typeface {typeface.family} is not installed: {fix}")
        register(typeface.path)


def set_type(words: str, size: float) -> Glyphs:
    """Return a line of words in the typefaces of the language at a size (points), as a group of glyphs.

    Raises:
        TypefaceError: a letter has no glyph.
    """
    for letter in missing_letters(words, _language[0]):
        problem, fix = refusal(letter, _language[0])
        raise TypefaceError(f"«{words}»: {problem}: {fix}")
    typeface = typeface_of(_language[0])
    return typeset(words, ",".join([style.FAMILY, *([typeface.family] if typeface else [])]), size)


class Words(VMobject):
    """A few words, set in type, as one mobject; broken into lines of similar length if `width` (units) is given.

    Attributes:
        words: what it says.
        size: of the type when it was made (points); `type_size` is its size now.
    """

    def __init__(
        self, words: str, color: str = style.TEXT, size: float = style.LABEL, width: float | None = None
    ) -> None:
        """Set words in a colour (#rrggbb) at a size (points)."""
        super().__init__(fill_color=color, fill_opacity=1, stroke_width=0)
        self.words, self.size = words, size
        self.set_points(outline(set_type(words, size)))
        if width and self.width > width:
            rows = VGroup(*(Words(row, color, size) for row in _rows(words, len(words) * width / self.width)))
            self.set_points(outline(rows.arrange(DOWN, buff=0.5 * rows[0].height)))
        self._height_when_set = self.height

    @property
    def type_size(self) -> float:
        """The size of the type on the stage now (points), however it was scaled."""
        return float(self.size * self.height / self._height_when_set)


def _rows(words: str, longest: float) -> list[str]:
    """Break words into as few rows of at most about `longest` characters as they need, of like length."""
    parts = segments(words)

    def rows(most: float) -> list[str]:
        return [joined(row) for row in wrap(parts, lambda row: len(row) <= most)]

    count = len(rows(longest))
    return next(found for most in range(len(words) // count, len(words) + 1) if len(found := rows(most)) <= count)


@lru_cache
def digits(size: float) -> tuple[dict[str, np.ndarray], float]:
    """Return the outline of each of DIGITS, its left edge at x 0 and centred in height, and the advance of a digit."""
    row = set_type(DIGITS, size)
    middle = row[0].get_center()[1]
    advance = 1.12 * max(glyph.width for glyph in row[:10])
    outlines = {}
    for character, glyph in zip(DIGITS, row, strict=True):
        left = glyph.get_left()[0] - (advance * narrow(character) - glyph.width) / 2
        outlines[character] = outline(glyph) - [left, middle, 0]
    return outlines, advance


def narrow(character: str) -> float:
    """Return the share of a digit's advance that a character takes."""
    return 0.45 if character in ",." else 1.0
