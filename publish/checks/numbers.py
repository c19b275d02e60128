"""The rules of numbers: those on the screen agree with the sentence that is being spoken.

A live number (`stage.charts.Readout`) tells its value and its unit to the screen record, and a label such as «6 h» is
read. They are compared with two things:

- what the words say in a line such as `shows.double: 2..3 d` (`plan.shown`), from that cue until the next one;
- a numeral in the words of a cue, whose unit follows it in the sentence: "above [1,000](#most) people". While it is
  spoken, a number on the screen of that unit must pass it, or come within a tenth of it.

Not seen: numbers spelt as words ("a thousand"), units spelt otherwise than on the screen ("hours" for h), numbers that
are drawn and not set in type, such as the end of a bar, and what is on the screen between two snapshots. A `shows` line
covers the first two, and takes the place of the second comparison at its cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from audio.timing.record import BeatTime, CueTime, Timing
from plan.shown import Shown, number
from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Footage, Moment
from publish.checks.standards import LABEL_SECONDS, NUMBER_OFF

_HALF = 0.5
_NUMERAL = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")
_WRITTEN = re.compile(rf"(?<![\w.,-])({_NUMERAL.pattern})\s?([^\s\d.,;:!?]\S*)")
"""A number and its unit inside a label."""
_AROUND = "«»“”\"'()[],;:!?."


@dataclass(frozen=True)
class _Number:
    """A number on the screen: the item that shows it, the second of the scene, its value, its unit and its digits."""

    item: int
    second: float
    value: float
    unit: str
    digits: str


def check_numbers(footage: Footage) -> list[Finding]:
    """Compare numbers on the screen with what is spoken; return the findings."""
    return [
        judge("numbers are as the words state", _stated(footage), "no line states any"),
        judge("numbers agree with those spoken", _spoken(footage), "none is spoken and shown", Limit(most=NUMBER_OFF)),
    ]


def _stated(footage: Footage) -> Iterator[Case]:
    """Yield each number that is on the screen at a cue whose words state what it may be; or that there is none."""
    for timing in footage.timings:
        for line in timing.shows:
            if line.nothing:
                continue
            start, end = timing.cues[line.cue].start, _next_cue(timing, line.cue)
            shown = [each for each in _on_screen(footage, timing, start, end) if each.unit == line.unit]
            limit, name = Limit(line.least, line.most, line.unit), f"the number at {line.cue}"
            if not shown:
                yield Case(inf, f"no number in {line.unit} is shown", name, timing.scene, start, False, limit=limit)
            for each in shown:
                off = _beyond(each.value, line)
                figure = f"{each.digits} {line.unit} of {_range(line)}"
                yield Case(off, figure, name, timing.scene, each.second, off <= 0, value=each.value, limit=limit)


def _beyond(value: float, line: Shown) -> float:
    """Return how far a value is beyond the range of a line, as a share of the end that it is beyond; 0 inside of it."""
    low, high = -inf if line.least is None else line.least, inf if line.most is None else line.most
    end = min(max(value, low), high)
    return abs(value - end) / max(abs(end), 1e-9)


def _range(line: Shown) -> str:
    low, high = ("" if end is None else f"{end:,g}" for end in (line.least, line.most))
    return f"{low}..{high} {line.unit}"


def _next_cue(timing: Timing, cue: str) -> float:
    """Return when the cue after this one begins, or when the scene ends (s)."""
    starts = [each.start for each in timing.cues.values() if each.start > timing.cues[cue].start]
    return min(starts, default=timing.seconds)


def _spoken(footage: Footage) -> Iterator[Case]:
    """Yield how far the number on the screen stays from each numeral that a cue speaks, as a share of the numeral."""
    for timing in footage.timings:
        stated = {line.cue for line in timing.shows}
        for beat in timing.beats:
            for cue in beat.cues:
                if cue.name not in stated:
                    yield from _of_cue(footage, timing, beat, cue)


def _of_cue(footage: Footage, timing: Timing, beat: BeatTime, cue: CueTime) -> Iterator[Case]:
    start, end = cue.start - LABEL_SECONDS, cue.end + LABEL_SECONDS
    for place, word in enumerate(beat.words):
        text = word.text.strip(_AROUND)
        if not (cue.start <= word.start < cue.end and _NUMERAL.fullmatch(text)):
            continue
        shown = _on_screen(footage, timing, start, end)
        if unit := _unit_after(beat, place, {each.unit for each in shown}):
            off, nearest = _distance(_value(text), [each for each in shown if each.unit == unit])
            name, figure = f"«{text} {unit}» at {cue.name}", f"{nearest.digits} {unit} is shown"
            yield Case(off, figure, name, timing.scene, cue.start, off <= NUMBER_OFF, value=off)


def _distance(spoken: float, shown: Sequence[_Number]) -> tuple[float, _Number]:
    """Return how far the nearest number on the screen stays from a spoken one, as a share of that; and where.

    A live number comes as near as its range does: between two snapshots it passes all numbers between theirs.
    """
    found = []
    for item in {each.item for each in shown}:
        own = [each for each in shown if each.item == item]
        values = [each.value for each in own]
        off = abs(min(max(spoken, min(values)), max(values)) - spoken) / max(abs(spoken), 1e-9)
        found.append((off, min(own, key=lambda each: abs(each.value - spoken))))
    return min(found, key=lambda pair: pair[0])


def _value(text: str) -> float:
    return number(text.replace("−", "-"))


def _unit_after(beat: BeatTime, place: int, units: set[str]) -> str:
    """Return the first of some units that follows a word of a sentence; "" if none does."""
    following = (word.text.strip(_AROUND) for word in beat.words[place + 1 :])
    return next((word for word in following if word and word in units), "")


def _on_screen(footage: Footage, timing: Timing, start: float, end: float) -> list[_Number]:
    """Return the numbers with a unit that are on the screen at some time between two seconds of a scene."""
    return [
        replace(each, second=max(each.second, start))
        for moment in footage.moments
        if moment.scene == timing.scene and moment.second < end and moment.second + moment.lasts > start + 1e-6
        for each in _numbers(moment)
    ]


def _numbers(moment: Moment) -> Iterator[_Number]:
    for item in moment.words(_HALF):
        if item.value is not None and item.unit:
            yield _Number(item.number, moment.second, item.value, item.unit, item.words)
        elif item.value is None:
            for digits, unit in _WRITTEN.findall(item.words):
                yield _Number(item.number, moment.second, _value(digits), unit, digits)
