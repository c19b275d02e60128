"""The film's typeface for the page: only the letters that its words need, as WOFF2."""

from __future__ import annotations

import string
import struct
from collections.abc import Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTLibError

from plan.errors import InputError
from plan.typefaces import typeface_of

_FEATURES = ("kern", "tnum", "calt", "ccmp", "mark")
ALL_FEATURES = ("*",)
"""For a script whose letters change their shape beside others."""
ALWAYS = string.printable + "−×½·→✕αβγ₂’“”–…"
"""Letters that numbers and controls need in every language."""
_DAMAGED = (TTLibError, struct.error, AssertionError, AttributeError, EOFError, LookupError, TypeError, ValueError)
"""What the reader of fonts throws at damaged ones."""


SCRIPT = "script.woff2"
"""The typeface of a script that the house's typeface does not have, in the page's folder."""


def style_of(locale: str) -> str:
    """Return the CSS that adds the typeface of a locale's script to the headings; "" if it needs none."""
    if typeface_of(locale) is None:
        return ""
    face = f'@font-face {{ font-family: "Script Film"; src: url("{SCRIPT}") format("woff2"); font-weight: 400 700; }}'
    return f'{face}\n:root {{ --heading: "Inter Film", "Script Film", system-ui, sans-serif; }}\n'


def subset(font: Path, letters: str, into: Path, features: Sequence[str] = _FEATURES) -> None:
    """Write the part of a font that draws these letters, with the typographic features that are named.

    Raises:
        InputError: the font is damaged.
    """
    options = Options(flavor="woff2", layout_features=list(features), desubroutinize=True)
    try:
        loaded = load_font(str(font), options)
        subsetter = Subsetter(options)
        subsetter.populate(text=letters + ALWAYS)
        subsetter.subset(loaded)
        save_font(loaded, str(into), options)
    except _DAMAGED:
        raise InputError(font, 1, "this font is damaged", "get it back from git, or delete .venv") from None
