"""What was published, as tables: `points("janum", "tnf")` returns the measured curve of TNF-α after endotoxin.

    studies.csv    a study: its source, what the subjects were given, and whether the model may be fitted to it
    points.csv     a point of a curve: study, series, hour, mean and spread
    results.csv    a single published result, such as the deaths in one arm of a trial

A source is a key of `model.references.REFERENCES`. A value is in the unit of its row, and an empty cell means that
nothing was published. All values are facts as published; no file of a publication is copied. `use` says "fitted" where
constants may be tuned to a study, and "held out" where the model is only compared with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.errors import unknown
from model.evidence.tables import FITTED, HELD_OUT, POINTS, RESULTS, STUDIES, Row, read

__all__ = ["FITTED", "HELD_OUT", "Point", "Result", "Study", "points", "result", "results", "studies", "study"]


@dataclass(frozen=True)
class Study:
    """One published experiment: the `amount` of a `trigger` that `subjects` people were given.

    `amount` is in the unit of that trigger in `model.scenarios.TRIGGERS`. `subjects` is None if it is not known.
    """

    name: str
    source: str
    trigger: str
    amount: float
    subjects: int | None
    use: str
    about: str


@dataclass(frozen=True)
class Point:
    """A point of a measured curve: the `mean` of a `series` at an `hour` after the trigger, in `unit`.

    `sd` is the standard deviation between subjects. It is None if none was published. Where only the range of the
    deviations of a curve was published, it is the least of them, which is the strictest.
    """

    study: str
    series: str
    unit: str
    hour: float
    mean: float
    sd: float | None


@dataclass(frozen=True)
class Result:
    """A published number: its `value` in `unit`, with the published interval from `low` to `high`, if there is one."""

    name: str
    source: str
    quantity: str
    unit: str
    value: float
    low: float | None
    high: float | None
    subjects: int | None
    use: str


def studies(use: str | None = None) -> tuple[Study, ...]:
    """Return all studies, or those of one `use`: FITTED or HELD_OUT."""
    return tuple(_study(row) for row in read(STUDIES) if use in (None, row["use"]))


def study(name: str) -> Study:
    """Return the study of that name.

    Raises:
        ValueError: there is none; the message lists those that there are.
    """
    found = {one.name: one for one in studies()}
    if name not in found:
        raise unknown("study", name, found)
    return found[name]


def points(of: str, series: str | None = None) -> tuple[Point, ...]:
    """Return the points of the study `of`, or only those of one `series`, in ascending order of hours.

    Raises:
        ValueError: there is no such study, or it has no such series.
    """
    subjects = study(of).subjects
    rows = [row for row in read(POINTS) if row["study"] == of]
    known = dict.fromkeys(row["series"] for row in rows)
    if series is not None and series not in known:
        raise unknown(f"series of {of}", series, known)
    found = [_point(row, subjects) for row in rows if series in (None, row["series"])]
    return tuple(sorted(found, key=lambda point: (list(known).index(point.series), point.hour)))


def results() -> tuple[Result, ...]:
    """Return all single results."""
    return tuple(_result(row) for row in read(RESULTS))


def result(name: str) -> Result:
    """Return the single result of that name.

    Raises:
        ValueError: there is none; the message lists those that there are.
    """
    found = {one.name: one for one in results()}
    if name not in found:
        raise unknown("result", name, found)
    return found[name]


def _study(row: Row) -> Study:
    return Study(row["study"], row["source"], row["trigger"], row.number("amount"), row.count("subjects"), row["use"],
                 row["about"])


def _point(row: Row, subjects: int | None) -> Point:
    spread = row.optional("spread")
    if spread is not None and row["kind"] == "SE":
        spread = spread * subjects**0.5 if subjects else None
    return Point(row["study"], row["series"], row["unit"], row.number("hour"), row.number("mean"), spread)


def _result(row: Row) -> Result:
    return Result(row["result"], row["source"], row["quantity"], row["unit"], row.number("value"),
                  row.optional("low"), row.optional("high"), row.count("subjects"), row["use"])
