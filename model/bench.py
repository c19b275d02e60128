"""How long the model takes on this machine: `python -m model bench`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from time import perf_counter

from model.cohort import PROCESSES, Patient, follow, patients
from model.fit import STARTS, fit
from model.scenarios import SCENARIOS, scenario
from model.simulate import simulate

REPEATS = 9                # the fastest counts: the others were slowed down by other work of the machine
PATIENTS = 1000
HOURS = 240.0              # h, as long as the storm's own trajectory


def table() -> str:
    """Return the least time (ms) that each scenario takes, and the time (s) of 1,000 virtual patients and the fit."""
    lines = [f"{name:16s} {s.hours:4.0f} h {1e3 * _seconds(partial(simulate, s)):8.1f} ms"
             for name, s in SCENARIOS.items()]
    lines += [f"{PATIENTS} patients    {HOURS:.0f} h {_once(_cohort):8.1f} s on {PROCESSES} processes",
              f"fit, {STARTS} starts        {_once(fit):8.1f} s on {PROCESSES} processes"]
    return "\n".join([*lines, ""])


def _seconds(work: Callable[[], object]) -> float:
    work()  # the first call may compile the equations, which is not measured
    return min(_once(work) for _ in range(REPEATS))


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _cohort() -> None:
    everyone = patients(PATIENTS)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        list(pool.map(_follow_untreated, (everyone[i::PROCESSES] for i in range(PROCESSES))))


def _follow_untreated(who: list[Patient]) -> None:
    follow(who, scenario("storm"), HOURS)
