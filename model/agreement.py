"""How well the model meets the measured curves: `agreement()` returns a row for each curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.evidence import Point, points, studies
from model.fit import LOG_UNIT
from model.scenarios import TRIGGERS, Scenario
from model.simulate import UNITS, simulate


@dataclass(frozen=True)
class Curve:
    """One measured curve and the model's: `use` says whether it is fitted.

    `within_1_sd` and `within_2_sd` count points, None if no deviations were published. `fold` is the root mean square
    of the ratio, as a factor, and `worst` the greatest factor, for levels in pg/mL; None for other series. Points at
    hour 0 are left out.
    """

    study: str
    series: str
    use: str
    points: int
    within_1_sd: int | None
    within_2_sd: int | None
    fold: float | None
    worst: float | None


def agreement(parameters: dict[str, float] | None = None) -> list[Curve]:
    """Return every measured curve that the model has, with the model's `parameters` in place of the defaults.

    Raises:
        ArithmeticError: the solver failed.
    """
    found = []
    for study in studies():
        measured = [point for point in points(study.name) if point.hour > 0 and point.series in UNITS] \
            if study.trigger in TRIGGERS else []
        if not measured:
            continue
        last = max(point.hour for point in measured)
        trajectory = simulate(Scenario(study.name, "", {study.trigger: study.amount}, parameters or {}, hours=last))
        for series in dict.fromkeys(point.series for point in measured):
            ours = [point for point in measured if point.series == series]
            values = trajectory.at(series, np.array([point.hour for point in ours]))
            found.append(_curve(study.use, ours, values))
    return found


def _curve(use: str, measured: Sequence[Point], values: np.ndarray) -> Curve:
    means = np.array([point.mean for point in measured])
    deviations = [point.sd for point in measured]
    within: list[int | None] = [None, None]
    if None not in deviations:
        distance = np.abs(values - means) / np.array(deviations, dtype=float)
        within = [int((distance <= limit).sum()) for limit in (1, 2)]
    fold = worst = None
    if measured[0].unit == LOG_UNIT:
        logs = np.log(values / means)
        fold, worst = float(np.exp(np.sqrt((logs**2).mean()))), float(np.exp(np.abs(logs).max()))
    first = measured[0]
    return Curve(first.study, first.series, use, len(measured), within[0], within[1], fold, worst)
