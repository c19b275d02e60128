"""When something happens in a scenario: `hour_of("storm", "il6=1000")` returns the hour.

An event is written as it is in the words of a film and in claims about the model:

    36.5        an hour after the start
    il6=1000    the first hour at which a series crosses a level, in the unit of the series, in either direction
    death       the hour of death (see `Trajectory.died`)
    end         the last hour of the trajectory: of the scenario, or of the patient
"""

from __future__ import annotations

import re

from model.simulate import Trajectory, solved, unit_of

NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?"
SERIES = r"[a-z]\w*"


def hour_of(name: str, event: str) -> float:
    """Return the hour at which `event` happens in the scenario of that name.

    The scenario is solved at most once per process.

    Raises:
        ValueError: the scenario, the form of the event or the series is unknown; the hour is outside the trajectory,
            which ends when the patient dies; or the event never happens in it. The message says what is allowed.
    """
    trajectory = solved(name)
    end = float(trajectory.hours[-1])
    if event == "end":
        return end
    if re.fullmatch(NUMBER, event):
        hour = number(event)
        if not 0 <= hour <= end:
            why = ", at which the patient dies" if trajectory.died else ""
            raise ValueError(f"{name} has no hour {event}: allowed are hours from 0 to {end:g}{why}")
        return hour
    found = first_hour(solved(name), event)
    if found is None:
        raise ValueError(_never(solved(name), event))
    return found


def first_hour(trajectory: Trajectory, event: str) -> float | None:
    """Return the first hour of `event`, "SERIES=LEVEL" or "death", or None if it never happens.

    Raises:
        ValueError: the event is written otherwise, or the series is unknown.
    """
    if event == "death":
        return trajectory.died
    series, level = _level(event)
    return trajectory.crossing(series, level)


def number(text: str) -> float:
    """Return the number that `text`, a match of NUMBER, represents.

    >>> number("4,000")
    4000.0
    """
    return float(text.replace(",", ""))


def _level(event: str) -> tuple[str, float]:
    """Return the series and the level of "SERIES=LEVEL"."""
    match = re.fullmatch(rf"({SERIES})=({NUMBER})", event)
    if match is None:
        raise ValueError(f"can't read the event {event!r}; write hours such as 36.5, a crossing such as il6=1000, "
                         "death or end")
    return match[1], number(match[2])


def _never(trajectory: Trajectory, event: str) -> str:
    """Return why `event` is missing from `trajectory`, with what there is instead."""
    name, hours = trajectory.scenario.name, trajectory.hours[-1]
    if event == "death":
        return f"{name} has no death within its {hours:g} h: it ends in {trajectory.outcome}"
    series, level = _level(event)
    low, high = trajectory[series].min(), trajectory[series].max()
    unit = "" if unit_of(series) == "1" else f" {unit_of(series)}"
    return (f"{series} never reaches {level:g}{unit} in {name}: within its {hours:g} h it stays between "
            f"{low:.4g} and {high:.4g}{unit}")
