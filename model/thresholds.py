"""Where the outcome turns, found by bisection: latest rescue, critical load, host, burden, the separatrix."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from model.scenarios import (
    CART,
    DRUGS,
    PRONE,
    TOCILIZUMAB,
    VIRUS,
    WEEKS,
    Intervention,
    Scenario,
    scenario,
)
from model.simulate import simulate

WATCHED = 720.0            # h that a treated patient is followed before "recovery" is said
COURSE = 240.0             # h that a rescue's steroid is given: ten days, as in RECOVERY
INJURIES = np.linspace(0, 0.35, 15)  # damage signals at the start, along the separatrix


def bisect(works: Callable[[float], bool], low: float, high: float, tolerance: float) -> float:
    """Return the greatest x, to `tolerance`, with works(x), where works holds at `low` and fails at `high`.

    >>> round(bisect(lambda x: x * x < 2, 0, 2, 1e-6), 3)
    1.414
    """
    while high - low > tolerance:
        middle = (low + high) / 2
        low, high = (middle, high) if works(middle) else (low, middle)
    return low


def rescue(treatment: str, start: float) -> tuple[Intervention, ...]:
    """Return what `treatment` means from hour `start`: drugs joined by "+", such as "steroid+tocilizumab"."""
    drugs = treatment.split("+")
    for drug in drugs:
        if drug not in DRUGS:
            raise ValueError(f"unknown drug in {treatment!r}; known, joined by +: {', '.join(DRUGS)}")
    given = {
        "antiviral": Intervention("antiviral", start),
        "steroid": Intervention("steroid", start, stop=start + COURSE),
        "tocilizumab": Intervention("tocilizumab", start, TOCILIZUMAB),
    }
    return tuple(given[drug] for drug in drugs)


def latest_rescue(treatment: str, base: Scenario | None = None) -> float:
    """Return the latest hour (to 0.25 h) at which `treatment` still ends in recovery, death rule included.

    `base` is what would happen without it, by default the storm. Raises ValueError where the treatment
    works at no hour that is tried, or where no treatment is needed.
    """
    return _latest(treatment, base) if base else _latest_in_storm(treatment)


@lru_cache
def _latest_in_storm(treatment: str) -> float:
    return _latest(treatment, scenario("storm"))


def _latest(treatment: str, base: Scenario) -> float:
    def works(start: float) -> bool:
        return simulate(base.treated(*rescue(treatment, start)), WATCHED).outcome == "recovery"

    died = simulate(base, WATCHED).died
    if died is None:
        raise ValueError(f"{base.name} doesn't end in death: there is nothing to rescue from")
    hour = next((died * share for share in (0.25, 0.4, 0.1, 0.6) if works(died * share)), None)
    if hour is None:
        raise ValueError(f"{treatment} never rescues {base.name}")
    return bisect(works, hour, died, 0.25)


def calms(base: Scenario) -> bool:
    """Return whether the body comes to rest without a storm: IL-6 under 100 pg/mL after 20 days."""
    return simulate(base, WEEKS)["il6"][-1] < 100.0


def critical_load(brake: float = 1.0, injury: float = 0.0) -> float:
    """Return the greatest pathogen load at the start (0–1) that a host with `brake` still survives calmly."""
    def calm(load: float) -> bool:
        return calms(Scenario("load", "", {"pathogen": load, "injury": injury}, {"brake": brake}))

    return bisect(calm, 0.0, 1.0, 1e-3)


def critical_brake() -> float:
    """Return the brake (1 normal) below which the scenario's usual infection becomes a storm."""
    def calm(weakness: float) -> bool:
        return calms(Scenario("brake", "", VIRUS, {"brake": 1 - weakness}))

    return 1 - bisect(calm, 0.0, 1 - PRONE["brake"], 1e-3)


def critical_burden() -> float:
    """Return the greatest tumour burden (0–1) that CAR-T cells clear without a storm."""
    return bisect(lambda burden: calms(Scenario("burden", "", CART | {"tumour": burden})), 0.01, 1.0, 1e-3)


def separatrix(brake: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return (injury, load), each (n,), both 0–1: the line of starts that parts calm from storm."""
    loads = [critical_load(brake, float(injury)) for injury in INJURIES]
    return INJURIES, np.array(loads)
