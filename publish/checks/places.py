"""The rules for where words and drawings are, and how large, by the screen records.

Boxes are fractions of the frame. Words count as soon as they are half opaque; a drawing counts where it rests, since
the frame may cut what comes, goes or passes. Backdrops and crowds may be anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from plan.segments import words_of
from publish.captions.band import box_pixels
from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Footage, Moment
from publish.checks.standards import FRAME, MOST_WORDS, PHONE_TYPE, PHONE_WIDTH, SAFE, SMALLEST, Edges
from stage.screen import ScreenItem

_SIDES = ("left", "upper", "right", "lower")
_SLACK = 0.002
_FAR = Limit(most=_SLACK, unit="of the side")
_SHARED = 0.02
"""Share of the smaller of two boxes that the other may cover: letters have round edges."""
_HALF = 0.5
_BOTH = 0.55
"""Two texts overlap only if both are at least so opaque: in a cross-fade, one of them at most is."""
_FAINT = 0.35


def check_places(footage: Footage) -> list[Finding]:
    """Check the places and sizes of words and drawings; return the findings."""
    form = footage.layout.name
    where = "the safe box" if form in SAFE else "the frame"
    region, smallest = SAFE.get(form, FRAME), SMALLEST[form]
    least = Limit(least=1 / smallest, unit="of the height")
    on_phone = Limit(least=PHONE_TYPE, unit="px")
    return [
        judge(f"text inside {where}", _outside(footage, region, "words"), "no text", _FAR),
        judge(f"drawings inside {where}", _outside(footage, region, "drawing"), "no drawing", _FAR),
        judge("no text over text", _over(footage), "none", Limit(most=_SHARED)),
        judge(f"text 1/{smallest} of the height at least", _small(footage, 1 / smallest), "no text", least),
        judge(f"type {PHONE_TYPE} px on a phone at least", _on_phone(footage), "no text", on_phone),
        judge(
            f"{MOST_WORDS} words on screen at most", _many(footage), "no words", Limit(most=MOST_WORDS, unit="words")
        ),
        *_under_captions(footage),
    ]


def _outside(footage: Footage, region: Edges, kind: str) -> Iterator[Case]:
    for moment in footage.moments:
        for item in moment.items:
            if item.kind != kind or not _counts(moment, item):
                continue
            left, top, right, bottom = item.box
            over = (region[0] - left, region[1] - top, right - region[2], bottom - region[3])
            far = max(over)
            where = f"{'over' if far > 0 else 'from'} the {_SIDES[over.index(far)]} edge"
            yield _case(moment, item, far, f"{100 * abs(far):.1f} % {where}", far <= _SLACK)


def _counts(moment: Moment, item: ScreenItem) -> bool:
    if item.kind == "words":
        return item.opacity >= _HALF
    return item.opacity >= _FAINT and moment.rests(item)


def _over(footage: Footage) -> Iterator[Case]:
    for moment in footage.moments:
        for one, other in combinations(moment.words(_BOTH), 2):
            share = _common(one.box, other.box) / max(min(_area(one.box), _area(other.box)), 1e-9)
            if share > _SHARED:
                both = f"«{one.words}» and «{other.words}»"
                yield Case(share, f"{100 * share:.0f} % shared", both, moment.scene, moment.second, False, value=share)


def _small(footage: Footage, smallest: float) -> Iterator[Case]:
    for moment, item in _settled(footage):
        yield _case(moment, item, -item.size, f"1/{1 / item.size:.1f}", item.size >= smallest - 1e-4, item.size)


def _on_phone(footage: Footage) -> Iterator[Case]:
    """Yield the size of type (px of its em) on a phone that is held upright, which the film fills from side to side."""
    width, height = footage.layout.pixels
    for moment, item in _settled(footage):
        pixels = item.size * height / width * PHONE_WIDTH
        yield _case(moment, item, -pixels, f"{pixels:.1f} px", pixels >= PHONE_TYPE - 0.02, pixels)


def _settled(footage: Footage) -> Iterator[tuple[Moment, ScreenItem]]:
    """Yield words at the moments at which they can be read and do not grow."""
    for moment in footage.moments:
        for item in moment.words(_HALF):
            last = moment.before.get(item.number)
            grows = last is None or abs(item.size - last.size) > 0.1 * item.size
            if not grows or moment.stays(item):
                yield moment, item


def _many(footage: Footage) -> Iterator[Case]:
    """Yield how many words are on the screen; ticks and live numbers have no letter, and do not count."""
    for moment in footage.moments:
        shown = [item.words for item in moment.words(_HALF)]
        count = sum(any(map(str.isalpha, word)) for words in shown for word in words_of(words))
        names = ", ".join(f"«{words}»" for words in shown if any(map(str.isalpha, words))) or "none"
        yield Case(count, f"{count}", names, moment.scene, moment.second, count <= MOST_WORDS, value=count)


def _under_captions(footage: Footage) -> list[Finding]:
    """Judge formats that keep a band free for burned-in words; in others the picture makes room for them."""
    rule, layout = "nothing under burned captions", footage.layout
    if layout.captions.top > layout.safe.bottom:
        return [Finding(rule, "the picture makes room for them", True)]
    sides = (*layout.pixels, *layout.pixels)
    band = tuple(edge / side for edge, side in zip(box_pixels(layout.captions, layout), sides, strict=True))
    cases = (
        _case(moment, item, deep, f"{100 * deep:.1f} % of the height inside", deep <= _SLACK)
        for moment in footage.moments
        for item in moment.items
        if item.kind != "crowd" and _counts(moment, item) and item.box[0] < band[2] and item.box[2] > band[0]
        if (deep := min(item.box[3], band[3]) - max(item.box[1], band[1])) > 0
    )
    return [judge(rule, cases, "none", Limit(most=_SLACK, unit="of the height"))]


def _case(
    moment: Moment, item: ScreenItem, badness: float, figure: str, holds: bool, value: float | None = None
) -> Case:
    """Return the case of an item; its value is its badness, if it is not given."""
    name = f"«{item.words}»" if item.words else item.name
    return Case(
        badness, figure, name, moment.scene, moment.second, holds, item.number, badness if value is None else value
    )


def _area(box: Edges) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _common(one: Edges, other: Edges) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)
