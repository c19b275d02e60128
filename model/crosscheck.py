"""A second engine: the generated SBML, run by libRoadRunner, against `simulate`, scenario by scenario."""

from __future__ import annotations

import numpy as np
import roadrunner

from model.compartments import COMPARTMENTS, SYMBOLS
from model.sbml import document
from model.scenarios import SCENARIOS, Scenario
from model.simulate import simulate

RESTS = 0.01               # a compartment that moves by less than this share of its level is compared on it,
NOTHING = 1e-4             # and one that is never more than this, in its unit, on this
EVERY = 0.5                # h between compared points


def difference(scenario: Scenario) -> tuple[float, str]:
    """Return (greatest difference as a fraction of that compartment's range, the compartment's name)."""
    ours = simulate(scenario)
    engine = roadrunner.RoadRunner(document(scenario))
    engine.integrator.relative_tolerance = 1e-9
    engine.integrator.absolute_tolerance = 1e-11
    engine.timeCourseSelections = ["time", *SYMBOLS]
    theirs = np.array(engine.simulate(0, scenario.hours, round(scenario.hours / EVERY) + 1))
    here = np.stack([ours.at(name, theirs[:, 0]) for name in COMPARTMENTS], axis=-1)
    span = np.maximum(np.ptp(here, axis=0), np.maximum(RESTS * np.abs(here).max(axis=0), NOTHING))
    worst = np.abs(here - theirs[:, 1:]).max(axis=0) / span
    return float(worst.max()), COMPARTMENTS[int(worst.argmax())]


def table() -> str:
    """Return the greatest difference of every scenario, one a line, the worst last."""
    rows = [(*difference(s), name) for name, s in SCENARIOS.items()]
    lines = [f"{name:16s} {value:8.1e} of the range of {where}" for value, where, name in rows]
    return "\n".join([*lines, f"{'worst':16s} {max(rows)[0]:8.1e}", ""])
