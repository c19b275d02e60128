"""Checks what a film or a page claims about the model: `check("storm il6.max > 1000 pg/mL")` returns a Verdict.

    claim     SCENARIO MEASURE RELATION
    MEASURE   SERIES.max | SERIES.min | SERIES.end         in the unit of the series
              SERIES.peak_hour | SERIES.doubling           h
              SERIES at NUMBER h | SERIES at SERIES=LEVEL  in the unit of the first series; at the first crossing
              hour SERIES=LEVEL | hour death               h; infinity if it never happens
              rescue DRUG[+DRUG]                           h; the latest start of the treatment that still rescues
              outcome                                      death, recovery or ill
    RELATION  < > <= >= QUANTITY | between NUMBER and NUMBER UNIT | = OUTCOME
    QUANTITY  NUMBER UNIT | [NUMBER x] SCENARIO MEASURE    a number, or another measure

Units are not converted: they must be written as those of the series, and left out for fractions.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from math import inf, nan

from model.errors import unknown
from model.hours import NUMBER, SERIES, first_hour, number
from model.scenarios import scenario
from model.simulate import Trajectory, solved, unit_of
from model.thresholds import latest_rescue

RELATIONS = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
OUTCOMES = ("death", "recovery", "ill")
OF_SERIES = ("max", "min", "end", "peak_hour", "doubling")


@dataclass(frozen=True)
class Verdict:
    """Whether a claim is true (`ok`), what the model gives (`measured`, with its unit), and the `text` of the claim."""

    ok: bool
    measured: str
    text: str


@dataclass(frozen=True)
class Measured:
    """A number with its unit; "1" means none."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:.4g}" + ("" if self.unit == "1" else f" {self.unit}")


def check(text: str) -> Verdict:
    """Return whether one claim, with or without its leading "claim:" or "claim.CUE:", is true of the model.

    Raises:
        ValueError: the claim can't be read, its scenario, series or measure is unknown, or its unit is not that of the
            series. The message says what is allowed.
    """
    words = re.sub(r"^\s*claim(\.[\w-]+)?:\s*", "", text).strip()
    claim = re.fullmatch(rf"({SERIES})\s+(.+?)\s*(<=|>=|<|>|\bbetween\b|(?<![\w])=)\s*(.+)", words)
    if claim is None:
        raise ValueError(f"can't read claim {words!r}; write: scenario measure relation, such as "
                         "'storm il6.max > 1000 pg/mL' (relations: <, >, <=, >=, between … and …, =)")
    name, measure, relation, rest = claim.groups()
    if relation == "=" or measure == "outcome":
        return _outcome(words, name, measure, relation, rest)
    left = _measure(name, measure)
    if relation == "between":
        low, high = _bounds(rest, left.unit)
        return Verdict(low <= left.value <= high, str(left), words)
    right = _quantity(rest, left.unit)
    return Verdict(RELATIONS[relation](left.value, right), str(left), words)


def _outcome(words: str, name: str, measure: str, relation: str, wanted: str) -> Verdict:
    if measure != "outcome" or relation != "=" or wanted not in OUTCOMES:
        raise ValueError(f"in {words!r}: = compares only outcomes, such as 'storm outcome = death'; "
                         f"outcomes: {', '.join(OUTCOMES)}")
    found = solved(name).outcome
    return Verdict(found == wanted, found, words)


def _measure(name: str, text: str) -> Measured:
    """Return the measure `text` of scenario `name`."""
    trajectory = solved(name)
    if match := re.fullmatch(rf"({SERIES})\.(\w+)", text):
        return _of_series(trajectory, match[1], match[2])
    if match := re.fullmatch(rf"({SERIES}) at ({NUMBER}) h", text):
        return Measured(trajectory.at(match[1], number(match[2])), unit_of(match[1]))
    if match := re.fullmatch(rf"({SERIES}) at ({SERIES}={NUMBER})", text):
        unit, hour = unit_of(match[1]), first_hour(trajectory, match[2])
        return Measured(nan if hour is None else trajectory.at(match[1], hour), unit)
    if match := re.fullmatch(rf"hour ({SERIES}={NUMBER}|death)", text):
        hour = first_hour(trajectory, match[1])
        return Measured(inf if hour is None else hour, "h")
    if match := re.fullmatch(r"rescue (\S+)", text):
        return Measured(latest_rescue(match[1], scenario(name)), "h")
    raise ValueError(f"unknown measure {text!r}; known: SERIES.{', SERIES.'.join(OF_SERIES)}, "
                     "SERIES at NUMBER h, SERIES at SERIES=LEVEL, hour SERIES=LEVEL, hour death, "
                     "rescue DRUG, outcome")


def _of_series(trajectory: Trajectory, series: str, what: str) -> Measured:
    unit = unit_of(series)
    if what not in OF_SERIES:
        raise unknown(f"measure of {series}", what, OF_SERIES)
    if what == "peak_hour":
        return Measured(trajectory.peak(series)[0], "h")
    if what == "doubling":
        return Measured(trajectory.doubling_hours(series) or inf, "h")
    values = trajectory[series]
    return Measured(float({"max": values.max(), "min": values.min(), "end": values[-1]}[what]), unit)


def _quantity(text: str, unit: str) -> float:
    """Return the value of a QUANTITY, which must be in `unit`."""
    if match := re.fullmatch(rf"({NUMBER})(?:\s+(\S+))?", text):
        _same_unit(match[2] or "1", unit, text)
        return number(match[1])
    match = re.fullmatch(rf"(?:({NUMBER})\s*x\s+)?({SERIES})\s+(.+)", text)
    if match is None:
        raise ValueError(f"can't read {text!r}; write a number with its unit, or [NUMBER x] scenario measure")
    other = _measure(match[2], match[3])
    _same_unit(other.unit, unit, text)
    return other.value * (number(match[1]) if match[1] else 1)


def _bounds(text: str, unit: str) -> tuple[float, float]:
    match = re.fullmatch(rf"({NUMBER}) and ({NUMBER})(?:\s+(\S+))?", text)
    if match is None:
        raise ValueError(f"can't read 'between {text}'; write: between NUMBER and NUMBER UNIT")
    _same_unit(match[3] or "1", unit, text)
    return number(match[1]), number(match[2])


def _same_unit(given: str, unit: str, text: str) -> None:
    if given != unit:
        expected = "no unit" if unit == "1" else f"the unit {unit}"
        raise ValueError(f"wrong unit in {text!r}: allowed is {expected}")
