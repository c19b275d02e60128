"""A sheet of what changed: one row per change, the old frame and words on the left, the new ones on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from plan.film import film
from plan.segments import Segment, segments, words_of, wrap
from publish.upload.changes import Change, Side
from stage import style

_NARROWEST, _GAP, _ROW = 420, 16, 26
"""Pixels: a card's width at least, the gaps, a line of text."""


def side_by_side(changes: Sequence[Change], size: tuple[int, int]) -> Image.Image:
    """Return the sheet; `size` is that of a still, in pixels."""
    rows = [(_card(each.before, each.after, size), _card(each.after, each.before, size)) for each in changes]
    heights = [max(card.height for card in row if card) for row in rows]
    step, top = max(size[0], _NARROWEST) + _GAP, 2 * _GAP + _ROW
    sheet = Image.new("RGB", (2 * step + _GAP, top + sum(heights) + _GAP * len(rows)), style.NIGHT)
    for column, name in enumerate(("Published", "New")):
        ImageDraw.Draw(sheet).text((_GAP + column * step, _GAP), name, fill=style.QUIET, font=_font())
    for row, height in zip(rows, heights, strict=True):
        for column, card in enumerate(row):
            if card:
                sheet.paste(card, (_GAP + column * step, top))
        top += height + _GAP
    return sheet


def _card(side: Side | None, other: Side | None, size: tuple[int, int]) -> Image.Image | None:
    """Return a still with its sentence below it; words that the other side lacks have the accent. None for no side."""
    if side is None:
        return None
    sentence, known = side.sentence, words_of(other.sentence.text) if other else []
    width, place = max(size[0], _NARROWEST), f"{sentence.scene} {sentence.middle:.1f} s:"
    font = _font()
    rows = wrap([Segment(place, " "), *segments(sentence.text)], lambda row: font.getlength(row) <= width)
    card = Image.new("RGB", (width, size[1] + _GAP + _ROW * len(rows)), style.NIGHT)
    if side.still.exists():
        with Image.open(side.still) as picture:
            card.paste(picture.convert("RGB").resize(size), (0, 0))
    pen = ImageDraw.Draw(card)
    for number, row in enumerate(rows):
        x = 0.0
        for word in row:
            colour = style.TEXT if word.text in known or word.text == place else film().accent
            pen.text((x, size[1] + _GAP // 2 + number * _ROW), word.text, fill=colour, font=font)
            x += font.getlength(word.text + word.after)
    return card


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(style.FONTS.glob("*SemiBold.otf"))), 20)
