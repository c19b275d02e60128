"""The hours of the film's model that pass while a scene is spoken, from the `hours` lines of its words.

    hours: growth 0..12 h                          from the scene's start on, hours 0 to 12 of the scenario `growth`
    hours.spread: growth 12..18 h                  from the words of this cue on, the next hours
    hours.ten: growth cases=10..cases=100          an end may be an event, which the film's model converts into an hour
    hours.late: growth 240..240 h                  hours may stay the same, or run backwards
    hours.weeks: growth 10..24 d                   numbers may be days, which are converted into hours

The hours of a line pass evenly until the next line begins or the scene ends. Picture and music both ask `Schedule`,
so they always follow the same hour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plan import parts
from plan.errors import InputError
from plan.words import Note, Script

_FORM = re.compile(r"(\S+) (\S+?)\.\.(\S+)(?: ([hd]))?")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_HOURS = {"h": 1, "d": 24, None: 1}
_EXAMPLE = "hours: growth 0..12 h"


@dataclass(frozen=True)
class ModelHours:
    """One line of the header: the hours of a scenario that pass from a cue on.

    Attributes:
        line: its number in the file of the words.
        cue: the cue's name, "" for the scene's start.
        scenario: its name.
        first, last: the ends, each a number of hours or an event.
    """

    line: int
    cue: str
    scenario: str
    first: str
    last: str

    @property
    def key(self) -> str:
        """The key of the line in the header.

        >>> ModelHours(3, "ten", "growth", "1", "2").key
        'hours.ten'
        """
        return _key(self.cue)


@dataclass(frozen=True)
class Passage:
    """Hours `first` to `last` of a scenario that pass evenly from second `begin` to second `end` of a scene."""

    scenario: str
    begin: float
    end: float
    first: float
    last: float

    def hour(self, seconds: float) -> float:
        """Return the hour at a second of the scene; before and after the passage, its first and last hour."""
        if seconds >= self.end:
            return self.last
        share = max(0.0, (seconds - self.begin) / (self.end - self.begin))
        return self.first + share * (self.last - self.first)


def model_hours(script: Script) -> tuple[ModelHours, ...]:
    """Read the `hours` lines of a scene's words. Scenarios and events are looked up later, by `Schedule`.

    Raises:
        InputError: a line has another form, or two lines begin at the same cue.
    """
    lines: dict[str, ModelHours] = {}
    for note in script.hours:
        line = _read(note, script.notes_path)
        if note.cue in lines:
            problem = f"the key {line.key!r} is already on line {lines[note.cue].line}"
            raise InputError(script.notes_path, note.line, problem, "keep one, or begin the other at another cue")
        lines[note.cue] = line
    return tuple(lines.values())


class Schedule:
    """Says which hour of which scenario it is at any second of a scene.

    Args:
        lines: the `hours` lines of the scene's words.
        starts: the second of the scene at which each cue begins.
        seconds: how long the scene lasts.
        source: the file of the words, for errors.
        hour_of: converts the start or end written in an `hours` line into an hour; defaults to the film's model.

    Attributes:
        passages: the hours of each line, in the order in which they pass.

    Raises:
        InputError: the model has no such scenario, event or hour; the message names the line and says what is allowed.
    """

    def __init__(
        self,
        lines: Sequence[ModelHours],
        starts: Mapping[str, float],
        seconds: float,
        source: Path,
        hour_of: Callable[[str, str], float] = parts.hour_of,
    ) -> None:
        self._source = source
        placed = sorted(((starts[line.cue] if line.cue else 0.0, line) for line in lines), key=lambda pair: pair[0])
        ends = [*(begin for begin, _ in placed[1:]), seconds]
        self.passages = tuple(
            Passage(line.scenario, begin, end, *ends_of(line, source, hour_of))
            for (begin, line), end in zip(placed, ends, strict=False)
        )

    def hour(self, scenario: str, seconds: float) -> float:
        """Return the hour of a scenario at a second of the scene.

        While the hours of another scenario pass, a scenario stays at the hour that it has reached; before its own first
        line, it is at that line's first hour.

        Raises:
            InputError: no line names this scenario.
        """
        own = self._of(scenario)
        begun = [passage for passage in own if passage.begin <= seconds]
        return (begun[-1] if begun else own[0]).hour(seconds)

    def passage(self, seconds: float) -> Passage:
        """Return the passage that began last at a second of the scene; before the first one, the first.

        Raises:
            InputError: the words name no hours.
        """
        if not self.passages:
            raise InputError(self._source, 1, "the words name no hours of the model", f"add a line such as {_EXAMPLE}")
        begun = [passage for passage in self.passages if passage.begin <= seconds]
        return begun[-1] if begun else self.passages[0]

    def extremes(self, scenario: str) -> tuple[float, float]:
        """Return the lowest and the highest hour of a scenario in this scene.

        Raises:
            InputError: no line names this scenario.
        """
        hours = [hour for passage in self._of(scenario) for hour in (passage.first, passage.last)]
        return min(hours), max(hours)

    def _of(self, scenario: str) -> list[Passage]:
        own = [passage for passage in self.passages if passage.scenario == scenario]
        if not own:
            fix = f"add a line such as hours: {scenario} 0..24 h"
            raise InputError(self._source, 1, f"the picture shows hours of {scenario!r}, which no line names", fix)
        return own


def ends_of(
    line: ModelHours, source: Path, hour_of: Callable[[str, str], float] = parts.hour_of
) -> tuple[float, float]:
    """Return the first and the last hour of a line.

    Raises:
        InputError: the model has no such scenario, event or hour.
    """
    try:
        return hour_of(line.scenario, line.first), hour_of(line.scenario, line.last)
    except ValueError as error:
        problem = f"the model does not have the hours '{line.scenario} {line.first}..{line.last}'"
        raise InputError(source, line.line, problem, str(error)) from None


def _read(note: Note, path: Path) -> ModelHours:
    found = _FORM.fullmatch(note.text)
    if not found:
        fix = f"write a scenario and its first and last hour, such as {_key(note.cue)}: growth 0..12 h"
        raise InputError(path, note.line, f"{note.text!r} cannot be read as hours of the model", fix)
    scenario, first, last, unit = found.groups()
    return ModelHours(note.line, note.cue, scenario, _in_hours(first, unit), _in_hours(last, unit))


def _in_hours(end: str, unit: str | None) -> str:
    """Return a number in hours, and an event as it is.

    >>> _in_hours("2.5", "d"), _in_hours("36", "h"), _in_hours("cases=10", "h")
    ('60', '36', 'cases=10')
    """
    return f"{float(end) * _HOURS[unit]:.10g}" if _NUMBER.fullmatch(end) else end


def _key(cue: str) -> str:
    return f"hours.{cue}" if cue else "hours"
