"""Compares `simulate` with a second solver: libRoadRunner, which runs the generated SBML."""

from __future__ import annotations

import numpy as np
import roadrunner

from model.compartments import COMPARTMENTS, SYMBOLS
from model.sbml import document
from model.scenarios import SCENARIOS, Scenario
from model.simulate import simulate

# Differences are divided by the compartment's range, but by no less than LEAST_SHARE of its greatest level, and by no
# less than LEAST_RANGE in its unit
LEAST_SHARE = 0.01
LEAST_RANGE = 1e-4
EVERY = 0.5                # h between compared points


def difference(scenario: Scenario) -> tuple[float, str]:
    """Return the greatest difference, as a fraction of the range of its compartment, and that compartment's name."""
    ours = simulate(scenario)
    engine = roadrunner.RoadRunner(document(scenario))
    engine.integrator.relative_tolerance = 1e-9
    engine.integrator.absolute_tolerance = 1e-11
    engine.timeCourseSelections = ["time", *SYMBOLS]
    end = EVERY * int(ours.hours[-1] / EVERY)
    theirs = np.array(engine.simulate(0, end, round(end / EVERY) + 1))
    here = np.stack([ours.at(name, theirs[:, 0]) for name in COMPARTMENTS], axis=-1)
    least = np.maximum(LEAST_SHARE * np.abs(here).max(axis=0), LEAST_RANGE)
    worst = np.abs(here - theirs[:, 1:]).max(axis=0) / np.maximum(np.ptp(here, axis=0), least)
    return float(worst.max()), COMPARTMENTS[int(worst.argmax())]


def table() -> str:
    """Return a line for the greatest difference in each scenario, then one for the greatest of all."""
    rows = [(*difference(s), name) for name, s in SCENARIOS.items()]
    lines = [f"{name:16s} {value:8.1e} of the range of {where}" for value, where, name in rows]
    return "\n".join([*lines, f"{'worst':16s} {max(rows)[0]:8.1e}", ""])
