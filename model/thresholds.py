"""Thresholds at which the outcome changes, found by scanning and refining.

They are the windows of hours in which a treatment rescues, the critical load, host and tumour burden, and the
separatrix, the line between starts that end in recovery and starts that end in death. Rescue need not change once
only: a steroid given too early lets the infection flare, given later it saves, later still it comes too late. The hours
are therefore tried one after the other, and each change between two of them is narrowed down by bisection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from model.scenarios import CART, DRUGS, LONG_HOURS, PRONE, VIRUS, Intervention, Scenario, give, scenario
from model.simulate import SEVERE_IL6, simulate

FOLLOW_UP_HOURS = 720.0    # h that a treated patient is followed before the outcome counts as recovery; assumption
STEROID_HOURS = 240.0      # h that a rescue's steroid is given: ten days; RECOVERY 2021
SCAN_HOURS = 4.0           # h between two starts that are tried; shorter windows of rescue may be missed
NEAR_HOURS = 0.25          # h, to which the end of a window is known
INJURIES = np.linspace(0, 0.6, 13)  # 1, damage signals at hour 0 along the separatrix


def bisect(works: Callable[[float], bool], low: float, high: float, tolerance: float) -> float:
    """Return the greatest x, to within `tolerance`, for which works(x) is true.

    `works` must be true at `low` and false at `high`, and change once between them.

    >>> round(bisect(lambda x: x * x < 2, 0, 2, 1e-6), 3)
    1.414
    """
    while high - low > tolerance:
        middle = (low + high) / 2
        low, high = (middle, high) if works(middle) else (low, middle)
    return low


def rescue(treatment: str, start: float) -> tuple[Intervention, ...]:
    """Return standard doses from hour `start` of the drugs in `treatment`, such as "steroid+tocilizumab".

    Raises:
        ValueError: a drug is unknown.
    """
    drugs = treatment.split("+")
    for drug in drugs:
        if drug not in DRUGS:
            raise ValueError(f"unknown drug in {treatment!r}; known, joined by +: {', '.join(DRUGS)}")
    return tuple(give(drug, start, stop=start + STEROID_HOURS if drug == "steroid" else None) for drug in drugs)


class Window(NamedTuple):
    """Starts of a treatment from hour `first` to hour `last`, all of which rescue."""

    first: float
    last: float


def rescue_windows(treatment: str, base: Scenario | None = None) -> tuple[Window, ...]:
    """Return the windows of hours, to within NEAR_HOURS, in which a start of `treatment` leads to survival.

    `treatment` names drugs as `rescue` takes them. `base` is the scenario without it, the storm by default. There is no
    window if no start rescues.

    Raises:
        ValueError: a drug is unknown, or `base` doesn't end in death.
    """
    return _windows(treatment, base) if base else _windows_in_storm(treatment)


def latest_rescue(treatment: str, base: Scenario | None = None) -> float:
    """Return the latest hour at which a start of `treatment` still leads to survival: the end of the last window.

    Raises:
        ValueError: a drug is unknown, no start rescues, or `base` doesn't end in death.
    """
    windows = rescue_windows(treatment, base)
    if not windows:
        raise ValueError(f"{treatment} never rescues {base.name if base else 'storm'}")
    return windows[-1].last


@lru_cache
def _windows_in_storm(treatment: str) -> tuple[Window, ...]:
    return _windows(treatment, scenario("storm"))


def _windows(treatment: str, base: Scenario) -> tuple[Window, ...]:
    def saves(start: float) -> bool:
        return simulate(base.treated(*rescue(treatment, start)), FOLLOW_UP_HOURS).died is None

    died = simulate(base, FOLLOW_UP_HOURS).died
    if died is None:
        raise ValueError(f"{base.name} doesn't end in death: there is nothing to rescue from")
    return windows(saves, [*np.arange(0.0, died, SCAN_HOURS).tolist(), died])


def windows(works: Callable[[float], bool], tried: Sequence[float]) -> tuple[Window, ...]:
    """Return the windows, within NEAR_HOURS, in which `works` is true, as the ascending hours `tried` show them.

    >>> windows(lambda hour: 3 < hour < 9 or hour > 17, [0, 4, 8, 12, 16, 20])
    (Window(first=3.25, last=8.75), Window(first=17.25, last=20))
    """
    found: list[Window] = []
    first, before = None, False
    for index, hour in enumerate(tried):
        now = works(hour)
        if now and not before:
            first = hour if index == 0 else -bisect(lambda x: works(-x), -hour, -tried[index - 1], NEAR_HOURS)
        if before and not now and first is not None:
            found.append(Window(first, bisect(works, tried[index - 1], hour, NEAR_HOURS)))
        before = now
    if before and first is not None:
        found.append(Window(first, tried[-1]))
    return tuple(found)


def dies(base: Scenario) -> bool:
    """Return whether the patient dies within FOLLOW_UP_HOURS."""
    return simulate(base, FOLLOW_UP_HOURS).died is not None


def critical_load(brake: float = 1.0, injury: float = 0.0) -> float:
    """Return the greatest pathogen load at hour 0 (0–1) that the patient survives.

    The host has this `brake` (1 normal) and this much `injury`, damage signals at hour 0 (0–1).
    """
    def survives(load: float) -> bool:
        return not dies(Scenario("load", "", {"pathogen": load, "injury": injury}, {"brake": brake}))

    return bisect(survives, 0.0, 1.0, 1e-5) if survives(0.0) else 0.0


def critical_injury(brake: float = 1.0) -> float:
    """Return the greatest damage signals at hour 0 (0–1), without a pathogen, that the patient survives; at most 1."""
    def survives(injury: float) -> bool:
        return not dies(Scenario("injury", "", {"injury": injury}, {"brake": brake}))

    return 1.0 if survives(1.0) else bisect(survives, 0.0, 1.0, 1e-3)


def critical_brake() -> float:
    """Return the brake (1 normal) below which the infection of the scenario "normal" kills."""
    def survives(weakness: float) -> bool:
        return not dies(Scenario("brake", "", VIRUS, {"brake": 1 - weakness}))

    return 1 - bisect(survives, 0.0, 1 - PRONE["brake"], 1e-3)


def critical_burden(il6: float = SEVERE_IL6) -> float:
    """Return the greatest tumour burden (0–1) that CAR-T cells clear while IL-6 stays below `il6` pg/mL."""
    def calm(burden: float) -> bool:
        return simulate(Scenario("burden", "", CART | {"tumour": burden}), LONG_HOURS).peak("il6")[1] < il6

    return bisect(calm, 0.01, 1.0, 1e-3)


def separatrix(brake: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return the separatrix of a host with this `brake` as (injury, load) at hour 0, each (n,), 0–1.

    A patient who starts below the line survives.
    """
    loads = [critical_load(brake, float(injury)) for injury in INJURIES]
    return INJURIES, np.array(loads)
