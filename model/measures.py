"""What the rows of the validation measure in the model: each function returns one number.

Published points are read from `model.evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from math import inf

import numpy as np

from model.evidence import Point, points, study
from model.parameters import DEFAULTS
from model.scenarios import (
    CART,
    CORONAVIRUS,
    CORONAVIRUS_LOAD,
    PRONE,
    VIRUS,
    Intervention,
    Scenario,
    give,
    scenario,
)
from model.simulate import LOW_SPO2, SEVERE_IL6, Trajectory, simulate, solved

PREDNISOLONE = (0.0, 3.0, 10.0, 30.0)   # mg, 2 h before endotoxin
PER_DOSE = 40.0            # mg prednisolone for 6 mg dexamethasone, the usual equivalence; assumption
BRAKES = np.linspace(1.0, PRONE["brake"], 44)   # 1, hosts from the normal to the storm-prone one
BURDENS = np.geomspace(0.1, 1.0, 48)    # 1, tumours from small to large, each a twentieth larger than the last
FEVER = 38.0               # °C
CHRONIC = 0.06             # 1, a constant stimulus that keeps IL-6 at tens of pg/mL, as in arthritis; assumption
RAISED_IL6 = 100.0         # pg/mL, IL-6 that counts as raised in CAR-T release syndrome; assumption


@cache
def challenge(endotoxin: float, prednisolone: float = 0.0) -> Trajectory:
    """Return the trajectory of a volunteer, from the hour at which they get `endotoxin` (ng/kg) on.

    They got `prednisolone` (mg) two hours before.
    """
    effect = 0.0
    if prednisolone:
        dose = Intervention("steroid", 0.0, prednisolone / PER_DOSE)
        effect = float(simulate(Scenario("pretreated", "", {}, {}, (dose,), 2.0))["steroid"][-1])
    return simulate(Scenario("challenge", "", {"endotoxin": endotoxin, "pretreated": effect}, hours=24.0))


def _measured(name: str, series: str) -> tuple[list[Point], np.ndarray]:
    """Return the points of a study after hour 0, and the model's values there."""
    given = [point for point in points(name, series) if point.hour > 0]
    trajectory = challenge(study(name).amount)
    return given, trajectory.at(series, np.array([point.hour for point in given]))


def fold_error(name: str, series: str) -> float:
    """Return by which factor the model is wrong at the points of a curve: exp of the root mean square of ln(ratio)."""
    given, found = _measured(name, series)
    ratios = np.log(found / np.array([point.mean for point in given]))
    return float(np.exp(np.sqrt((ratios**2).mean())))


def points_within(name: str, names: Iterable[str], deviations: float) -> int:
    """Return at how many points of these series the model is within so many standard deviations of the mean."""
    count = 0
    for series in names:
        given, found = _measured(name, series)
        count += sum(abs(value - point.mean) <= deviations * point.sd
                     for point, value in zip(given, found, strict=True) if point.sd)
    return count


def greatest_distance(name: str, series: str) -> float:
    """Return the greatest distance of the model from the points of a curve, in the unit of the series."""
    given, found = _measured(name, series)
    return float(np.abs(found - np.array([point.mean for point in given])).max())


def rise(series: str) -> float:
    """Return the geometric mean of a series over 6 h after 0.5 ng/kg endotoxin, over its level at hour 0."""
    trajectory = challenge(study("dillingh").amount)
    levels = trajectory[series][trajectory.hours <= 6]
    return float(np.exp(np.log(levels / levels[0]).mean()))


def smallest_step() -> float:
    """Return by how much (%) the peaks of TNF-α and IL-6 fall at least from one prednisolone dose to the next."""
    peaks = [[challenge(4.0, dose).peak(series)[1] for dose in PREDNISOLONE] for series in ("tnf", "il6")]
    return min(100 * (1 - after / before) for row in peaks for before, after in pairwise(row))


def hour(name: str, event: str) -> float:
    """Return the hour of an event of `Trajectory.events`, infinity if it doesn't happen."""
    return solved(name).events.get(event, inf)


def crossing(name: str, series: str, level: float) -> float:
    """Return the hour at which a series of a scenario first reaches a level, infinity if it never does."""
    found = solved(name).crossing(series, level)
    return inf if found is None else found


def share_doubling(name: str, low: float, high: float) -> float:
    """Return the share (%) of the rise of IL-6 from 10 to 1,000 pg/mL in which it doubles in `low` to `high` hours."""
    storm, edges = solved(name), [crossing(name, "il6", level) for level in (10.0, SEVERE_IL6)]
    hours = np.arange(edges[0], edges[1], 0.25)
    doubling = 0.25 / np.diff(np.log2(storm.at("il6", hours)))
    return float(100 * ((doubling >= low) & (doubling <= high)).mean())


@cache
def _peaks(kind: str) -> np.ndarray:
    if kind == "brake":
        series = [Scenario("host", "", VIRUS, {"brake": float(brake)}) for brake in BRAKES]
    else:
        series = [Scenario("tumour", "", CART | {"tumour": float(burden)}) for burden in BURDENS]
    return np.array([simulate(one, 240).peak("il6")[1] for one in series])


def greatest_step(kind: str) -> float:
    """Return the greatest factor between peaks of IL-6, as the "brake" changes by 0.02, or the "tumour" by 5 %."""
    return float(np.exp(np.abs(np.diff(np.log(_peaks(kind)))).max()))


def between(kind: str, low: float, high: float) -> float:
    """Return the share (%) of hosts or tumours whose IL-6 peaks between two levels."""
    peaks = _peaks(kind)
    return float(100 * ((peaks >= low) & (peaks <= high)).mean())


def fever_onset(name: str) -> float:
    """Return the day on which the temperature first reaches FEVER."""
    return crossing(name, "temperature", FEVER) / 24


def days_above(name: str, level: float = RAISED_IL6) -> float:
    """Return on how many days IL-6 is above a level."""
    trajectory = solved(name)
    return float((trajectory["il6"][1:] > level) @ np.diff(trajectory.hours) / 24)


def rise_after_tocilizumab() -> float:
    """Return the highest serum IL-6 in ten days after tocilizumab in a chronic inflammation, over that before it."""
    chronic = Scenario("chronic", "", {}, {"s_0": CHRONIC}, (give("tocilizumab", 240),), 480.0)
    trajectory = simulate(chronic)
    before = trajectory.hours < 240
    return float(trajectory["il6"][~before].max() / trajectory["il6"][before][-1])


def gained_oxygen(drug: str, spo2: float, brake: float = 1.0) -> float:
    """Return by how many points of SpO₂ the worst moment of COVID-19 improves if a drug starts when SpO₂ is `spo2` (%).

    The host has this `brake`. A death counts as its SpO₂ then, which is the lowest.
    """
    host = Scenario("covid", "", CORONAVIRUS_LOAD, CORONAVIRUS | {"brake": brake}, hours=720.0)
    without = simulate(host)
    start = without.crossing("spo2", spo2)
    if start is None:
        return 0.0
    treated = simulate(host.treated(give(drug, start, stop=start + 240 if drug == "steroid" else None)))
    return float(treated["spo2"].min() - without["spo2"].min())


def with_changed(name: str, changes: Mapping[str, float]) -> Trajectory:
    """Return the trajectory of a scenario with some constants multiplied by factors."""
    base = scenario(name)
    values = {key: base.parameters.get(key, getattr(DEFAULTS, key)) * factor for key, factor in changes.items()}
    return simulate(Scenario(name, base.title, base.trigger, dict(base.parameters) | values, (), base.hours))


def low_oxygen_day(name: str) -> float:
    """Return the day on which SpO₂ first falls to LOW_SPO2."""
    return crossing(name, "spo2", LOW_SPO2) / 24
