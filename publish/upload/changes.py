"""What an edit changed of a film that is out, and the cheapest honest way to bring it there."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from plan.film import film
from publish.upload.manifest import PARTS, Sentence, State
from stage import style

FIRST = ("upload", "captions", "poster")
"""What a new video takes: the texts go with the film."""
_SEEN = 2.0
"""Of 255: a still that differs by less on the whole shows the same."""
_NARROWEST, _GAP, _ROW = 420, 16, 26
"""Pixels of the sheet of frames: a card's width at least, the gaps, a line of text."""


@dataclass(frozen=True)
class Change:
    """One sentence before and after; None where it is new or gone."""

    before: int | None
    after: int | None
    kind: str


def changed_parts(old: State, new: State) -> list[str]:
    """Return which parts differ."""
    return [part for part in PARTS if old.parts[part] != new.parts[part]]


def acts(parts: Sequence[str], replaces: bool) -> list[str]:
    """Return what is to be done, the cheapest that leaves nothing untrue: names of the places' own methods.

    >>> acts(["captions"], replaces=False)
    ['captions']
    >>> acts(["sound", "captions"], replaces=True)
    ['replace', 'captions']
    >>> acts(["picture", "metadata"], replaces=False)
    ['upload', 'captions', 'poster']
    """
    if not {"picture", "sound"} & set(parts):
        return list(parts)
    return ["replace", *(part for part in parts if part not in ("picture", "sound"))] if replaces else list(FIRST)


def compare(old: Sequence[Sentence], new: Sequence[Sentence], before: Sequence[Path], after: Sequence[Path]):
    """Return the changes, sentence by sentence: words, or the picture under the same words.

    Args:
        old, new: the sentences that are out and those of the new film.
        before, after: their stills, in the same order.
    """
    found = []
    matcher = difflib.SequenceMatcher(None, [line.text for line in old], [line.text for line in new], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(range(first, last), range(start, end), strict=True)
            found += [Change(a, b, "picture") for a, b in pairs if _differ(before[a], after[b])]
            continue
        for step in range(max(last - first, end - start)):
            a = first + step if first + step < last else None
            b = start + step if start + step < end else None
            found.append(Change(a, b, "new" if a is None else "gone" if b is None else "words"))
    return found


def _differ(before: Path, after: Path) -> bool:
    if not before.exists():
        return False
    with Image.open(before) as one, Image.open(after) as other:
        size = one.size
        pixels = [np.asarray(image.convert("RGB").resize(size), dtype=float) for image in (one, other)]
    return bool(np.abs(pixels[0] - pixels[1]).mean() > _SEEN)


def describe(change: Change, old: Sequence[Sentence], new: Sequence[Sentence]) -> str:
    """Return a change in words."""
    was = old[change.before].text if change.before is not None else ""
    now = new[change.after].text if change.after is not None else ""
    scene = (new[change.after] if change.after is not None else old[change.before]).scene
    told = {"new": f"new: «{now}»", "gone": f"gone: «{was}»", "words": f"«{was}» is now «{now}»"}
    return f"{scene}: {told.get(change.kind, f'another picture under «{now}»')}"


def side_by_side(
    changes: Sequence[Change],
    old: Sequence[Sentence],
    new: Sequence[Sentence],
    before: Sequence[Path],
    after: Sequence[Path],
) -> Image.Image:
    """Return a sheet: a row for each change, the old frame and words on the left, the new on the right."""
    with Image.open(after[0]) as first:
        size = first.size
    rows = []
    for c in changes:
        was = (old[c.before], before[c.before]) if c.before is not None else None
        now = (new[c.after], after[c.after]) if c.after is not None else None
        rows.append((_card(was, now, size), _card(now, was, size)))
    heights = [max(card.height for card in row if card) for row in rows]
    step, top = max(size[0], _NARROWEST) + _GAP, 2 * _GAP + _ROW
    sheet = Image.new("RGB", (2 * step + _GAP, top + sum(heights) + _GAP * len(rows)), style.NIGHT)
    for column, name in enumerate(("Out now", "New")):
        ImageDraw.Draw(sheet).text((_GAP + column * step, _GAP), name, fill=style.QUIET, font=_font())
    for row, height in zip(rows, heights, strict=True):
        for column, card in enumerate(row):
            if card:
                sheet.paste(card, (_GAP + column * step, top))
        top += height + _GAP
    return sheet


def _card(
    side: tuple[Sentence, Path] | None, other: tuple[Sentence, Path] | None, size: tuple[int, int]
) -> Image.Image | None:
    """Return a frame with its sentence below, where words that the other side has not are amber; None for no side."""
    if side is None:
        return None
    (line, still), known = side, other[0].text.split() if other else []
    rows = _wrapped([f"{line.scene} {line.middle:.1f} s:", *line.text.split()], max(size[0], _NARROWEST))
    card = Image.new("RGB", (max(size[0], _NARROWEST), size[1] + _GAP + _ROW * len(rows)), style.NIGHT)
    if still.exists():
        with Image.open(still) as picture:
            card.paste(picture.convert("RGB").resize(size), (0, 0))
    draw, font = ImageDraw.Draw(card), _font()
    for number, row in enumerate(rows):
        x = 0.0
        for word in row:
            colour = style.TEXT if word in known or word.endswith(" s:") else film().accent
            draw.text((x, size[1] + _GAP // 2 + number * _ROW), word, fill=colour, font=font)
            x += font.getlength(f"{word} ")
    return card


def _wrapped(words: Sequence[str], width: float) -> list[list[str]]:
    """Return words in rows that are no wider than `width` (pixels)."""
    rows: list[list[str]] = [[]]
    for word in words:
        if rows[-1] and _font().getlength(" ".join([*rows[-1], word])) > width:
            rows.append([])
        rows[-1].append(word)
    return rows


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(style.FONTS.glob("*SemiBold.otf"))), 20)
