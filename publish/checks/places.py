"""The rules of where words and drawings stand, and how large: asked of Manim, by the looks at the scenes.

Boxes are fractions of the frame. Words count as soon as they are half opaque; a drawing counts where it rests, since
what comes, goes or passes may be cut by the frame. Backdrops and crowds are free.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from publish.captions.formats import pixels
from publish.checks.finding import Case, Finding, judge
from publish.checks.moments import Film, Moment
from stage.screen import ScreenItem

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_SIDES = ("left", "upper", "right", "lower")
FRAME: Edges = (0.0, 0.0, 1.0, 1.0)
SAFE: dict[str, Edges] = {"portrait": (65 / 1080, 270 / 1920, 930 / 1080, 1248 / 1920)}
"""What the buttons of Shorts, Reels and TikTok leave free; other formats have their whole frame."""
SMALLEST = {"landscape": 27, "portrait": 40, "square": 27}
"""The smallest type: the frame's height by this. A square is as high as landscape."""
MOST_WORDS = 12
_SLACK = 0.002
_SHARED = 0.02
"""Share of the smaller of two boxes that letters' round edges may share."""
_HALF = 0.5
_BOTH = 0.55
"""Opacity from which two words show at once: while one takes another's place, one of them is below it."""
_FAINT = 0.35


def check_places(film: Film) -> list[Finding]:
    """Return what holds of the places and sizes of words and drawings."""
    form = film.layout.name
    where = "the safe box" if form in SAFE else "the frame"
    region, smallest = SAFE.get(form, FRAME), SMALLEST[form]
    return [
        judge(f"text inside {where}", _outside(film, region, "words"), "no text"),
        judge(f"drawings inside {where}", _outside(film, region, "drawing"), "no drawing"),
        judge("no text over text", _over(film), "none"),
        judge(f"text 1/{smallest} of the height at least", _small(film, 1 / smallest), "no text"),
        judge(f"{MOST_WORDS} words on screen at most", _many(film), "no words"),
        *_under_captions(film),
    ]


def _outside(film: Film, region: Edges, kind: str) -> Iterator[Case]:
    for moment in film.moments:
        for thing in moment.things:
            if thing.kind != kind or not _counts(moment, thing):
                continue
            left, top, right, foot = thing.box
            over = (region[0] - left, region[1] - top, right - region[2], foot - region[3])
            far = max(over)
            where = f"{'over' if far > 0 else 'from'} the {_SIDES[over.index(far)]} edge"
            yield _case(moment, thing, far, f"{100 * abs(far):.1f} % {where}", far <= _SLACK)


def _counts(moment: Moment, thing: ScreenItem) -> bool:
    if thing.kind == "words":
        return thing.opacity >= _HALF
    return thing.opacity >= _FAINT and moment.rests(thing)


def _over(film: Film) -> Iterator[Case]:
    for moment in film.moments:
        for one, other in combinations(moment.words(_BOTH), 2):
            share = _common(one.box, other.box) / max(min(_area(one.box), _area(other.box)), 1e-9)
            if share > _SHARED:
                both = f"«{one.words}» and «{other.words}»"
                yield Case(share, f"{100 * share:.0f} % shared", both, moment.scene, moment.second, False)


def _small(film: Film, smallest: float) -> Iterator[Case]:
    for moment in film.moments:
        for thing in moment.words(_HALF):
            last = moment.before.get(thing.number)
            grows = last is None or abs(thing.size - last.size) > 0.1 * thing.size
            if not grows or moment.stays(thing):
                yield _case(moment, thing, -thing.size, f"1/{1 / thing.size:.1f}", thing.size >= smallest - 1e-4)


def _many(film: Film) -> Iterator[Case]:
    """Words are what has a letter: ticks and live numbers are read at a glance and are none."""
    for moment in film.moments:
        shown = [thing.words for thing in moment.words(_HALF)]
        count = sum(any(map(str.isalpha, word)) for words in shown for word in words.split())
        told = ", ".join(f"«{words}»" for words in shown if any(map(str.isalpha, words))) or "none"
        yield Case(count, f"{count}", told, moment.scene, moment.second, count <= MOST_WORDS)


def _under_captions(film: Film) -> list[Finding]:
    """Where the format keeps a band for burned-in words; in others the picture makes room for them."""
    rule, layout = "nothing under burned captions", film.layout
    if layout.captions.top > layout.safe.bottom:
        return [Finding(rule, "the picture makes room for them", True)]
    sides = (*layout.pixels, *layout.pixels)
    band = tuple(edge / side for edge, side in zip(pixels(layout.captions, layout), sides, strict=True))
    cases = (
        _case(moment, thing, deep, f"{100 * deep:.1f} % of the height inside", deep <= _SLACK)
        for moment in film.moments
        for thing in moment.things
        if thing.kind != "crowd" and _counts(moment, thing) and thing.box[0] < band[2] and thing.box[2] > band[0]
        if (deep := min(thing.box[3], band[3]) - max(thing.box[1], band[1])) > 0
    )
    return [judge(rule, cases, "none")]


def _case(moment: Moment, thing: ScreenItem, badness: float, figure: str, holds: bool) -> Case:
    name = f"«{thing.words}»" if thing.words else thing.name
    return Case(badness, figure, name, moment.scene, moment.second, holds, thing.number)


def _area(box: Edges) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _common(one: Edges, other: Edges) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)
