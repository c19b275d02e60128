"""What every scenario gave when it was last looked at: numbers for the tests to hold the model to."""

from __future__ import annotations

from pathlib import Path

from model.compartments import COMPARTMENTS
from model.organs import READOUTS
from model.scenarios import SCENARIOS
from model.simulate import simulate

PATH = Path(__file__).parent.parent / "tests" / "model_baseline.json"
POINTS = 7                 # evenly spread hours, both ends included


def numbers() -> dict[str, dict]:
    """Return, by scenario: outcome, events (h), hours (h), and the moving series at those hours."""
    found = {}
    for name, s in SCENARIOS.items():
        run = simulate(s)
        hours = [s.hours * i / (POINTS - 1) for i in range(POINTS)]
        series = {key: [_short(run.at(key, hour)) for hour in hours] for key in (*COMPARTMENTS, *READOUTS)}
        moving = {key: values for key, values in series.items() if any(values)}
        events = {key: _short(hour) for key, hour in run.events.items()}
        found[name] = {"outcome": run.outcome, "events": events, "hours": hours, "series": moving}
    return found


def _short(value: float) -> float:
    """Return `value` to five digits, and nothing for what lies below the solver's tolerance."""
    return float(f"{value:.5g}") if abs(value) > 1e-7 else 0.0
