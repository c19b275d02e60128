"""How much room lines take in typefaces whose letters differ, by HarfBuzz, as libass sets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from plan.typefaces import HOUSE, SCRIPTS
from publish.captions.visual import Part
from stage import style
from stage.typefaces import ASCENT, DESCENT

if TYPE_CHECKING:
    from uharfbuzz import Font


@dataclass(frozen=True)
class Extent:
    """The room of lines, in ASS's type sizes: the height of a line.

    Attributes:
        width: of the widest line.
        above, below: how far letters reach over a line's upper and lower edge.
    """

    width: float
    above: float = 0.0
    below: float = 0.0


def extent_of(rows: Sequence[Sequence[Part]]) -> Extent:
    """Return the room that lines take; needs the typefaces' packages."""
    height = ASCENT + DESCENT
    parts = {(part.text, part.family): _extent(part.text, part.family) for row in rows for part in row}
    widths = [sum(parts[part.text, part.family].width for part in row) for row in rows]
    above = max((part.above for part in parts.values()), default=0.0) - ASCENT
    below = max((part.below for part in parts.values()), default=0.0) - DESCENT
    return Extent(max(widths, default=height) / height, max(0.0, above) / height, max(0.0, below) / height)


def _extent(text: str, family: str) -> Extent:
    """Return the width of a text, and how far it reaches above and below the base line (em)."""
    import uharfbuzz

    font, buffer = _font(family), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    width, above, below = 0, 0, 0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        box = font.get_glyph_extents(glyph.codepoint)
        width += place.x_advance
        if box and box.height:
            top = place.y_offset + box.y_bearing
            above, below = max(above, top), max(below, -(top + box.height))
    return Extent(width / font.face.upem, above / font.face.upem, below / font.face.upem)


@cache
def _font(family: str) -> Font:
    import uharfbuzz

    made = {typeface.family: typeface.path for typeface in SCRIPTS.values()}
    path = HOUSE / "Inter-Bold.otf" if family == style.FAMILY else made[family]
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
