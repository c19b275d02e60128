"""A record of what every scenario gives, kept in the tests, so that a change of the numbers is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import numpy as np

from model.compartments import COMPARTMENTS
from model.organs import READOUTS
from model.scenarios import SCENARIOS
from model.simulate import simulate

PATH = Path(__file__).parent.parent / "tests" / "model" / "baseline.json"
POINTS = 7                 # evenly spread hours to the end of the trajectory, both ends included


class Record(TypedDict):
    """What one scenario gives: outcome, events (h), POINTS hours (h), and at those hours each series that moves."""

    outcome: str
    events: dict[str, float]
    hours: list[float]
    series: dict[str, list[float]]


def numbers() -> dict[str, Record]:
    """Return the record of every scenario, by its name; series that stay 0 are left out."""
    return {name: _record(name) for name in SCENARIOS}


def _record(name: str) -> Record:
    trajectory = simulate(SCENARIOS[name])
    end = float(trajectory.hours[-1])
    hours = np.linspace(0.0, end, POINTS).tolist()
    series = {key: [_short(trajectory.at(key, hour)) for hour in hours] for key in (*COMPARTMENTS, *READOUTS)}
    return {
        "outcome": trajectory.outcome,
        "events": {key: _short(hour) for key, hour in trajectory.events.items()},
        "hours": hours,
        "series": {key: values for key, values in series.items() if any(values)},
    }


def _short(value: float) -> float:
    """Return `value` to five digits, and 0 if it is below the solver's tolerance."""
    return float(f"{value:.5g}") if abs(value) > 1e-7 else 0.0
