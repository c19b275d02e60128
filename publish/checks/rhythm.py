"""The rule of rhythm: something happens in every two seconds."""

from __future__ import annotations

from collections.abc import Iterator

from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Footage, Moment
from publish.checks.standards import LONGEST_LULL
from stage.screen import ScreenItem

_STEP = 0.02
"""Of the frame's side: an item that has moved or grown by less since its last event has not done anything yet."""
_FADE = 0.2
_CROWD = 0.1


def check_rhythm(footage: Footage) -> list[Finding]:
    """Return whether something happens often enough."""
    limit = Limit(most=LONGEST_LULL, unit="s")
    return [judge(f"something happens every {LONGEST_LULL:.0f} s", _lulls(footage), "no picture", limit)]


def _lulls(footage: Footage) -> Iterator[Case]:
    """Yield the times between events, each named after the event that ends it.

    It is an event if an item comes or goes, moves, grows, changes its colour or its words, or if a crowd grows or
    shrinks. A steady movement inside a drawing or a crowd, such as a rippling edge, is not an event.
    """
    known: dict[int, ScreenItem] = {}
    last = offset = 0.0
    for timing in footage.timings:
        for moment in (each for each in footage.moments if each.scene == timing.scene):
            event = _event(moment, known)
            if event or moment is footage.moments[0]:
                now = offset + moment.second
                yield _lull(footage, last, now, event or "the first picture")
                last = now
        offset += timing.seconds
    yield _lull(footage, last, offset, "the end")


def _lull(footage: Footage, last: float, now: float, event: str) -> Case:
    length = now - last
    where, holds = footage.scene_at(last), length <= LONGEST_LULL + 1e-6
    return Case(length, f"{length:.1f} s without", f"until {event}", *where, holds, value=length)


def _event(moment: Moment, known: dict[int, ScreenItem]) -> str:
    """Return what has happened since the last event, "" if nothing has.

    Args:
        moment: the next one of the film.
        known: each item as it was at its own last event; brought up to date.
    """
    if not moment.before:
        known.clear()
    happened = ""
    present = {item.number for item in moment.items}
    for number in known.keys() - present:
        happened = f"{known.pop(number).name} goes"
    for item in moment.items:
        if item.number not in known or _differs(item, known[item.number]):
            happened = f"{item.name} {'changes' if item.number in known else 'comes'}"
            known[item.number] = item
    return happened


def _differs(item: ScreenItem, was: ScreenItem) -> bool:
    if item.kind == "crowd":
        return abs(item.count - was.count) > _CROWD * max(item.count, was.count)
    moved = max(abs(a - b) for a, b in zip(item.box, was.box, strict=True)) >= _STEP
    changed = (item.words, item.colours) != (was.words, was.colours)
    return moved or changed or abs(item.opacity - was.opacity) >= _FADE
