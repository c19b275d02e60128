"""What the film and the page say about the model, pinned: `check("storm il6.max > 1000 pg/mL") -> Verdict`.

    claim     scenario measure relation
    measure   series.max | series.min | series.end         in the series' unit
              series.peak_hour | series.doubling           h
              series at NUMBER h | series at series=LEVEL  in the first series' unit; first crossing
              hour series=LEVEL | hour death               h; infinite if it never happens
              rescue DRUG[+DRUG]                           h; latest hour at which treatment still rescues
              outcome                                      death, recovery or ill
    relation  < > <= >= QUANTITY | between NUMBER and NUMBER UNIT | = OUTCOME
    QUANTITY  NUMBER UNIT | [NUMBER x] scenario measure    compare with a number, or with another measure

Units must be written as the series have them (nothing for fractions): nothing is converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from model.scenarios import scenario
from model.simulate import UNITS, Trajectory, simulate
from model.thresholds import latest_rescue

RELATIONS = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
}
OUTCOMES = ("death", "recovery", "ill")
NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?"
SERIES = r"[a-z]\w*"
OF_SERIES = ("max", "min", "end", "peak_hour", "doubling")


@dataclass(frozen=True)
class Verdict:
    """Whether a claim holds (`ok`), what the model gives (`measured`, with its unit), the claim's `text`."""

    ok: bool
    measured: str
    text: str


@dataclass(frozen=True)
class Measured:
    """A number with its unit, "1" for none."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.value:.4g}" + ("" if self.unit == "1" else f" {self.unit}")


def check(text: str) -> Verdict:
    """Evaluate one claim, with or without its leading "claim:" or "claim.CUE:".

    Raises ValueError, saying what is allowed, for a claim that can't be read: an unknown scenario, series or
    measure, or a unit that the series doesn't have. A readable claim that is false gives a Verdict, ok False.
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
        low, high = _interval(rest, left.unit)
        return Verdict(low <= left.value <= high, str(left), words)
    right = _quantity(rest, left.unit)
    return Verdict(RELATIONS[relation](left.value, right), str(left), words)


def _outcome(words: str, name: str, measure: str, relation: str, wanted: str) -> Verdict:
    if measure != "outcome" or relation != "=" or wanted not in OUTCOMES:
        raise ValueError(f"in {words!r}: = is for outcomes only, such as 'storm outcome = death'; "
                         f"outcomes: {', '.join(OUTCOMES)}")
    found = _run(name).outcome
    return Verdict(found == wanted, found, words)


def _measure(name: str, text: str) -> Measured:
    """Return the measure `text` of scenario `name`."""
    run = _run(name)
    if match := re.fullmatch(rf"({SERIES})\.(\w+)", text):
        return _of_series(run, *match.groups())
    if match := re.fullmatch(rf"({SERIES}) at ({NUMBER}) h", text):
        series, hour = match.groups()
        return Measured(run.at(series, _number(hour)), _unit(series))
    if match := re.fullmatch(rf"({SERIES}) at ({SERIES})=({NUMBER})", text):
        series, other, level = match.groups()
        hour, unit = _crossing(run, other, level), _unit(series)
        return Measured(run.at(series, hour) if hour < inf else float("nan"), unit)
    if match := re.fullmatch(rf"hour ({SERIES})=({NUMBER})", text):
        return Measured(_crossing(run, *match.groups()), "h")
    if text == "hour death":
        return Measured(inf if run.died is None else run.died, "h")
    if match := re.fullmatch(r"rescue (\S+)", text):
        return Measured(latest_rescue(match[1], scenario(name)), "h")
    raise ValueError(f"unknown measure {text!r}; known: SERIES.{', SERIES.'.join(OF_SERIES)}, "
                     "SERIES at NUMBER h, SERIES at SERIES=LEVEL, hour SERIES=LEVEL, hour death, "
                     "rescue DRUG, outcome")


def _of_series(run: Trajectory, series: str, what: str) -> Measured:
    unit = _unit(series)
    if what not in OF_SERIES:
        raise ValueError(f"unknown measure {series}.{what}; known: {', '.join(OF_SERIES)}")
    if what == "peak_hour":
        return Measured(run.peak(series)[0], "h")
    if what == "doubling":
        return Measured(run.doubling_hours(series) or inf, "h")
    values = run[series]
    return Measured(float({"max": values.max(), "min": values.min(), "end": values[-1]}[what]), unit)


def _quantity(text: str, unit: str) -> float:
    """Return the right-hand side, a number with `unit`, or [a factor times] another measure of that unit."""
    if match := re.fullmatch(rf"({NUMBER})(?:\s+(\S+))?", text):
        _same_unit(match[2] or "1", unit, text)
        return _number(match[1])
    match = re.fullmatch(rf"(?:({NUMBER})\s*x\s+)?({SERIES})\s+(.+)", text)
    if match is None:
        raise ValueError(f"can't read {text!r}; write a number with its unit, or [NUMBER x] scenario measure")
    other = _measure(match[2], match[3])
    _same_unit(other.unit, unit, text)
    return other.value * (_number(match[1]) if match[1] else 1)


def _interval(text: str, unit: str) -> tuple[float, float]:
    match = re.fullmatch(rf"({NUMBER}) and ({NUMBER})(?:\s+(\S+))?", text)
    if match is None:
        raise ValueError(f"can't read 'between {text}'; write: between NUMBER and NUMBER UNIT")
    _same_unit(match[3] or "1", unit, text)
    return _number(match[1]), _number(match[2])


def _same_unit(given: str, unit: str, text: str) -> None:
    if given != unit:
        wanted = "no unit" if unit == "1" else f"the unit {unit}"
        raise ValueError(f"unit mismatch in {text!r}: allowed is {wanted}")


def _crossing(run: Trajectory, series: str, level: str) -> float:
    _unit(series)
    hour = run.crossing(series, _number(level))
    return inf if hour is None else hour


def _unit(series: str) -> str:
    if series not in UNITS:
        raise ValueError(f"unknown series {series!r}; known: {', '.join(UNITS)}")
    return UNITS[series]


def _number(text: str) -> float:
    return float(text.replace(",", ""))


@lru_cache
def _run(name: str) -> Trajectory:
    return simulate(scenario(name))
