"""Thresholds at which the outcome changes, found by bisection.

They are the latest hour of a rescue, the critical load, host and tumour burden, and the separatrix, the line between
starts that end in health and starts that end in a storm.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from model.scenarios import CART, DRUGS, LONG_HOURS, PRONE, VIRUS, Intervention, Scenario, give, scenario
from model.simulate import simulate

FOLLOW_UP_HOURS = 720.0    # h that a treated patient is followed before the outcome counts as recovery; assumption
STEROID_HOURS = 240.0      # h that a rescue's steroid is given: ten days; RECOVERY 2021
CALM_IL6 = 100.0           # pg/mL, IL-6 of a body without a storm in the end is below; assumption
# Shares of the time until death at which a start is tried, since the bisection needs one that works
STARTS_TRIED = (0.25, 0.4, 0.1, 0.6)
INJURIES = np.linspace(0, 0.35, 15)  # 1, damage signals at hour 0 along the separatrix


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


def latest_rescue(treatment: str, base: Scenario | None = None) -> float:
    """Return the latest hour, to within 0.25 h, at which a start of `treatment` still leads to recovery.

    `treatment` names drugs as `rescue` takes them. `base` is the scenario without it, the storm by default.

    Raises:
        ValueError: a drug is unknown, no start leads to recovery, or `base` doesn't end in death.
    """
    return _latest(treatment, base) if base else _latest_in_storm(treatment)


@lru_cache
def _latest_in_storm(treatment: str) -> float:
    return _latest(treatment, scenario("storm"))


def _latest(treatment: str, base: Scenario) -> float:
    def works(start: float) -> bool:
        return simulate(base.treated(*rescue(treatment, start)), FOLLOW_UP_HOURS).outcome == "recovery"

    died = simulate(base, FOLLOW_UP_HOURS).died
    if died is None:
        raise ValueError(f"{base.name} doesn't end in death: there is nothing to rescue from")
    hour = next((died * share for share in STARTS_TRIED if works(died * share)), None)
    if hour is None:
        raise ValueError(f"{treatment} never rescues {base.name}")
    return bisect(works, hour, died, 0.25)


def calms(base: Scenario) -> bool:
    """Return whether the body comes to rest without a storm: IL-6 under CALM_IL6 after LONG_HOURS."""
    return bool(simulate(base, LONG_HOURS)["il6"][-1] < CALM_IL6)


def critical_load(brake: float = 1.0, injury: float = 0.0) -> float:
    """Return the greatest pathogen load at hour 0 (0–1) that causes no storm.

    The host has this `brake` (1 normal) and this much `injury`, damage signals at hour 0 (0–1).
    """
    def calm(load: float) -> bool:
        return calms(Scenario("load", "", {"pathogen": load, "injury": injury}, {"brake": brake}))

    return bisect(calm, 0.0, 1.0, 1e-3)


def critical_brake() -> float:
    """Return the brake (1 normal) below which the infection of the scenario "normal" becomes a storm."""
    def calm(weakness: float) -> bool:
        return calms(Scenario("brake", "", VIRUS, {"brake": 1 - weakness}))

    return 1 - bisect(calm, 0.0, 1 - PRONE["brake"], 1e-3)


def critical_burden() -> float:
    """Return the greatest tumour burden (0–1) that CAR-T cells clear without a storm."""
    return bisect(lambda burden: calms(Scenario("burden", "", CART | {"tumour": burden})), 0.01, 1.0, 1e-3)


def separatrix(brake: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return the separatrix of a host with this `brake` as (injury, load) at hour 0, each (n,), 0–1.

    A start below the line causes no storm.
    """
    loads = [critical_load(brake, float(injury)) for injury in INJURIES]
    return INJURIES, np.array(loads)
