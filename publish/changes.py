"""What an edit changed of a film that is out, and the cheapest honest way to bring it there."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from publish.manifest import PARTS, Sentence, State
from scenes import style

FIRST = ("upload", "captions", "poster")
"""What a new video takes: the texts go with the film."""
_SEEN = 2.0
"""Of 255: a still that differs by less on the whole shows the same."""


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
        width, height = first.size
    rows = [
        (
            _card(old[c.before], before[c.before], (width, height)) if c.before is not None else None,
            _card(new[c.after], after[c.after], (width, height)) if c.after is not None else None,
        )
        for c in changes
    ]
    step = height + 96
    sheet = Image.new("RGB", (2 * width + 48, step * len(rows) + 16), style.NIGHT)
    for number, row in enumerate(rows):
        for column, card in enumerate(row):
            if card:
                sheet.paste(card, (16 + column * (width + 16), 16 + number * step))
    return sheet


def _card(line: Sentence, still: Path, size: tuple[int, int]) -> Image.Image:
    card = Image.new("RGB", (size[0], size[1] + 72), style.NIGHT)
    if still.exists():
        with Image.open(still) as picture:
            card.paste(picture.convert("RGB").resize(size), (0, 0))
    font = ImageFont.truetype(str(next(style.FONTS.glob("*SemiBold.otf"))), 20)
    letters = max(8, int(size[0] / font.getlength("n")))
    words = "\n".join(textwrap.wrap(f"{line.scene} {line.middle:.1f} s: {line.text}", letters)[:3])
    ImageDraw.Draw(card).multiline_text((2, size[1] + 4), words, fill=style.TEXT, font=font, spacing=3)
    return card
