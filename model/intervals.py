"""How far thresholds and claims depend on which of the accepted fits is the right one.

Each is computed again with the constants of accepted fits in place of those of the model; the other constants stay as
they are. Every fit gets a process of its own, so that nothing that was kept from another fit is used.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from math import nan
from multiprocessing import get_context
from typing import TypeVar

import numpy as np

from model.claims import Verdict, check
from model.ensemble import accepted
from model.fit import PROCESSES
from model.parameters import adopt
from model.scenarios import PRONE, scenario
from model.simulate import solved
from model.thresholds import critical_brake, critical_burden, critical_injury, latest_rescue

FITS = 24                  # accepted fits that intervals are computed from
PERCENTILES = (5, 95)
T = TypeVar("T")


def _event(name: str, event: str) -> float:
    return solved(name).events.get(event, nan)


def _peak(name: str, series: str) -> float:
    return solved(name).peak(series)[1]


def _rescue(treatment: str, name: str) -> float:
    return latest_rescue(treatment, scenario(name))


QUANTITIES: dict[str, tuple[str, Callable[[], float]]] = {
    "storm: IL-6 peak": ("pg/mL", partial(_peak, "storm", "il6")),
    "storm: IL-6 passes 1,000 pg/mL": ("h", partial(_event, "storm", "il6_1000")),
    "storm: SpO₂ falls below 94 %": ("h", partial(_event, "storm", "spo2_94")),
    "storm: death": ("h", partial(_event, "storm", "death")),
    "storm: latest rescue by an antiviral": ("h", partial(_rescue, "antiviral", "storm")),
    "storm: latest rescue by tocilizumab": ("h", partial(_rescue, "tocilizumab", "storm")),
    "storm: latest rescue by a steroid": ("h", partial(_rescue, "steroid", "storm")),
    "storm: latest rescue by steroid and tocilizumab": ("h", partial(_rescue, "steroid+tocilizumab", "storm")),
    "sepsis: latest rescue by an antibiotic": ("h", partial(_rescue, "antiviral", "sepsis")),
    "brake below which the usual infection kills": ("1", critical_brake),
    "greatest damage signals that a storm-prone host survives": ("1", partial(critical_injury, PRONE["brake"])),
    "greatest tumour burden that is cleared with IL-6 below 1,000 pg/mL": ("1", critical_burden),
    "normal infection: IL-6 peak": ("pg/mL", partial(_peak, "normal", "il6")),
    "sepsis: IL-6 peak": ("pg/mL", partial(_peak, "sepsis", "il6")),
    "CAR-T, large tumour: IL-6 peak": ("pg/mL", partial(_peak, "cart", "il6")),
}


def across(measure: Callable[[], T], fits: int = FITS) -> list[T]:
    """Return what `measure` gives with the constants of each of this many accepted fits; it must be picklable.

    Raises:
        ValueError: `fits` is below 1, or there are not so many accepted fits.
    """
    every = accepted()
    if not 1 <= fits <= len(every):
        raise ValueError(f"fits = {fits}: allowed are whole numbers from 1 to {len(every)}")
    chosen = [every[i] for i in np.linspace(0, len(every) - 1, fits).round().astype(int)]
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), max_tasks_per_child=1) as pool:
        return list(pool.map(partial(_with, measure), chosen))


def measured() -> list[float]:
    """Return the value of each of QUANTITIES, not a number where there is none, such as a death that doesn't happen."""
    return [_or_nan(measure) for _, measure in QUANTITIES.values()]


def rows(fits: int = FITS) -> list[tuple[str, ...]]:
    """Return for each of QUANTITIES its label, its value, the interval over the accepted fits, and in how many it is.

    Raises:
        ValueError: `fits` is out of range.
    """
    every = np.array(across(measured, fits))
    found: list[tuple[str, ...]] = []
    for column, value, (label, (unit, _)) in zip(every.T, measured(), QUANTITIES.items(), strict=True):
        there = column[np.isfinite(column)]
        interval = "–".join(_short(end) for end in np.percentile(there, PERCENTILES)) if there.size else "none"
        found.append((label, _short(value), interval, "" if unit == "1" else unit, f"{there.size} of {fits}"))
    return found


def claim(text: str, fits: int = FITS) -> list[Verdict]:
    """Return whether one claim is true with the constants of each of this many accepted fits.

    Raises:
        ValueError: the claim can't be read, or `fits` is out of range.
    """
    return across(partial(check, text), fits)


def _with(measure: Callable[[], T], fit: dict[str, float]) -> T:
    adopt(fit)
    return measure()


def _or_nan(measure: Callable[[], float]) -> float:
    try:
        return float(measure())
    except ValueError:  # nothing to rescue from, or no start that rescues
        return nan


def _short(value: float) -> str:
    return "none" if np.isnan(value) else f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2f}"
