"""How long the model takes on this machine: `python -m model bench`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from time import perf_counter

import numpy as np

from model.cohort import draw, follow, patients
from model.scenarios import PRONE, SCENARIOS, VIRUS
from model.simulate import simulate

REPEATS = 9                # the fastest counts: the others were slowed down by other work of the machine
PATIENTS = 1000
PROCESSES = 2
HOURS = 240.0              # h, as long as the storm's own trajectory


def table() -> str:
    """Return the least time (ms) that each scenario takes, and the time (s) of 1,000 virtual patients."""
    lines = [f"{name:16s} {s.hours:4.0f} h {1e3 * _seconds(partial(simulate, s)):8.1f} ms"
             for name, s in SCENARIOS.items()]
    cohort = f"{PATIENTS} patients    {HOURS:.0f} h {_cohort_seconds():8.1f} s on {PROCESSES} processes"
    return "\n".join([*lines, cohort, ""])


def _seconds(work: Callable[[], object]) -> float:
    work()  # the first call may compile the equations, which is not measured
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def _cohort_seconds() -> float:
    start = perf_counter()
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        list(pool.map(_follow_untreated, np.array_split(draw(PATIENTS), PROCESSES, axis=1)))
    return perf_counter() - start


def _follow_untreated(z: np.ndarray) -> None:
    follow(patients(z, PRONE["brake"]), VIRUS, hours=HOURS)
