"""Which hours of the film's model pass while a scene is spoken: the `hours` lines of its words.

    hours: storm 36..52 h                 from the scene's start on, hours 36 to 52 of the scenario `storm` pass
    hours.alveoli: storm 52..58 h         from the words of this cue on, the next ones
    hours.ten: storm il6=10..il6=1000     an end may be an event, which the film's model turns into an hour
    hours.late: storm 240..240 h          hours may stand still, or run backwards
    hours.weeks: storm 10..24 d           a number may count days, which are turned into hours

The hours of a line pass evenly until the next line begins or the scene ends. Picture and music both ask `Schedule`,
so they always show and play the same hour.
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
_EXAMPLE = "hours: storm 36..52 h"


@dataclass(frozen=True)
class ModelHours:
    """One line of the header: the hours of a scenario (`run`) that pass from a cue on.

    Attributes:
        line: where it stands in the words.
        cue: the cue's name, "" for the scene's start.
        run: the scenario's name.
        first, last: the ends, a number of hours or an event.
    """

    line: int
    cue: str
    run: str
    first: str
    last: str

    @property
    def key(self) -> str:
        """The key of the line in the header.

        >>> ModelHours(3, "ten", "storm", "1", "2").key
        'hours.ten'
        """
        return _key(self.cue)


@dataclass(frozen=True)
class Passage:
    """Hours `first` to `last` of a run that pass evenly from second `begin` to second `end` of a scene."""

    run: str
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
        line = _read(note, script.path)
        if note.cue in lines:
            problem = f"the key {line.key!r} stands on line {lines[note.cue].line} already"
            raise InputError(script.path, note.line, problem, "keep one, or begin the other at another cue")
        lines[note.cue] = line
    return tuple(lines.values())


class Schedule:
    """Answers which hour of which run it is at any second of a scene.

    Args:
        lines: the `hours` lines of the scene's words.
        starts: the second of the scene at which each cue begins.
        seconds: how long the scene lasts.
        source: the file of the words, for errors.
        hour_of: turns an end of a line of a run into an hour; by default the film's own model does.

    Attributes:
        passages: the hours of each line, in the order in which they pass.

    Raises:
        InputError: the model knows no such run, event or hour; the message names the line and says what is allowed.
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
            Passage(line.run, begin, end, *ends_of(line, source, hour_of))
            for (begin, line), end in zip(placed, ends, strict=False)
        )

    def hour(self, run: str, seconds: float) -> float:
        """Return the hour of a run at a second of the scene.

        While another run passes, a run holds the hour that it has reached; before its own first line, it holds that
        line's first hour.

        Raises:
            InputError: no line names this run.
        """
        own = self._of(run)
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

    def extremes(self, run: str) -> tuple[float, float]:
        """Return the lowest and the highest hour of a run in this scene.

        Raises:
            InputError: no line names this run.
        """
        hours = [hour for passage in self._of(run) for hour in (passage.first, passage.last)]
        return min(hours), max(hours)

    def _of(self, run: str) -> list[Passage]:
        own = [passage for passage in self.passages if passage.run == run]
        if not own:
            fix = f"add a line such as hours: {run} 0..24 h"
            raise InputError(self._source, 1, f"the picture shows hours of {run!r}, which no line names", fix)
        return own


def ends_of(
    line: ModelHours, source: Path, hour_of: Callable[[str, str], float] = parts.hour_of
) -> tuple[float, float]:
    """Return the first and the last hour of a line.

    Raises:
        InputError: the model knows no such run, event or hour.
    """
    try:
        return hour_of(line.run, line.first), hour_of(line.run, line.last)
    except ValueError as error:
        problem = f"'{line.run} {line.first}..{line.last}' are no hours of the model"
        raise InputError(source, line.line, problem, str(error)) from None


def _read(note: Note, path: Path) -> ModelHours:
    found = _FORM.fullmatch(note.text)
    if not found:
        fix = f"write a scenario and its first and last hour, such as {_key(note.cue)}: storm 36..52 h"
        raise InputError(path, note.line, f"{note.text!r} cannot be read as hours of the model", fix)
    run, first, last, unit = found.groups()
    return ModelHours(note.line, note.cue, run, _in_hours(first, unit), _in_hours(last, unit))


def _in_hours(end: str, unit: str | None) -> str:
    """Return a number in hours, and an event as it is.

    >>> _in_hours("2.5", "d"), _in_hours("36", "h"), _in_hours("il6=10", "h")
    ('60', '36', 'il6=10')
    """
    return f"{float(end) * _HOURS[unit]:.10g}" if _NUMBER.fullmatch(end) else end


def _key(cue: str) -> str:
    return f"hours.{cue}" if cue else "hours"
