"""Virtual patients: which claims hold for people who differ, with constants that are only known within limits.

The constants of a patient are one of the accepted fits of `model.ensemble`, which says how well they are known, times
log-normal factors with the `spread` of each parameter, which says how people differ (Latin hypercube sampling, a fixed
seed). Each patient is solved like any scenario.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import inf, nan
from multiprocessing import get_context

import numpy as np
from scipy.stats import norm, qmc

from model.ensemble import accepted
from model.parameters import ALLOWED, DEFAULTS, PARAMETERS
from model.scenarios import LONGEST_HOURS, Intervention, Scenario, scenario
from model.simulate import CLEARED, HALF_INJURED, SEVERE_IL6, Trajectory, simulate

SEED = 2026
PROCESSES = 2
DRAWN = tuple(p for p in PARAMETERS if p.spread > 0)
FLARE = 2.0                # 1, an infection flares if its peak is more than this times the untreated one; assumption
Patient = dict[str, float]


def draw(n: int, seed: int = SEED) -> np.ndarray:
    """Return standard normal deviates (n, len(DRAWN)) by Latin hypercube sampling.

    Raises:
        ValueError: `n` is below 1.
    """
    if n < 1:
        raise ValueError(f"patients = {n}: allowed are whole numbers from 1 upwards")
    z: np.ndarray = norm.ppf(qmc.LatinHypercube(len(DRAWN), rng=seed).random(n))
    return z


def patients(n: int, seed: int = SEED) -> list[Patient]:
    """Return the factors by which the constants of n patients differ from the defaults, by name.

    Raises:
        ValueError: `n` is below 1.
    """
    fits = accepted()
    chosen = np.random.default_rng(seed).permutation(np.arange(n) % len(fits)) if fits else np.zeros(n, dtype=int)
    return [patient(z, fits[i] if fits else {}) for z, i in zip(draw(n, seed), chosen, strict=True)]


def patient(z: np.ndarray, fit: dict[str, float] | None = None) -> Patient:
    """Return the factors of one patient with the deviates `z` (len(DRAWN),) from one accepted `fit`."""
    factors = {p.name: float(np.exp(p.spread * deviate)) for p, deviate in zip(DRAWN, z, strict=True)}
    for name, value in (fit or {}).items():
        factors[name] = factors.get(name, 1.0) * value / getattr(DEFAULTS, name)
    return factors


def varied(base: Scenario, who: Patient) -> Scenario:
    """Return the scenario with the constants of its host, its pathogen and its drugs multiplied by those of `who`."""
    values = {}
    for name, factor in who.items():
        low, high = ALLOWED[name]
        values[name] = min(max(base.parameters.get(name, getattr(DEFAULTS, name)) * factor, low), high)
    return replace(base, parameters=dict(base.parameters) | values)


@dataclass(frozen=True)
class Outcome:
    """What became of one patient.

    `died`, `il6_1000`, `lung`, `heart` and `kidney` are hours, infinite where something never happens: of death, of
    IL-6 of 1,000 pg/mL, and of half injury of the organs, as exact as the stored points. `peak_pathogen` is a share of
    the carrying capacity; `cleared` says whether almost none was left at the end.
    """

    died: float
    il6_1000: float
    lung: float
    heart: float
    kidney: float
    peak_pathogen: float
    cleared: bool

    @property
    def survived(self) -> bool:
        """Whether the patient was alive at the end."""
        return self.died == inf

    @property
    def recovered(self) -> bool:
        """Whether the patient was alive at the end and had cleared the infection."""
        return self.survived and self.cleared


def outcome(trajectory: Trajectory) -> Outcome:
    """Return what became of the patient of a trajectory."""
    lung, heart, kidney = (_first(trajectory, organ, HALF_INJURED) for organ in ("lung", "heart", "kidney"))
    died = inf if trajectory.died is None else trajectory.died
    return Outcome(died, _first(trajectory, "il6", SEVERE_IL6), lung, heart, kidney,
                   trajectory.peak("pathogen")[1], bool(trajectory["pathogen"][-1] < CLEARED))


def _first(trajectory: Trajectory, series: str, level: float) -> float:
    """Return the hour of the first stored point at which the series is at `level` or above, infinity without one."""
    reached = np.flatnonzero(trajectory[series] >= level)
    return float(trajectory.hours[reached[0]]) if reached.size else inf


def follow(who: Sequence[Patient], base: Scenario, hours: float = LONGEST_HOURS) -> list[Outcome]:
    """Return the outcome of each patient in the scenario `base`, followed for `hours` (h)."""
    return [outcome(simulate(varied(base, one), hours)) for one in who]


def shares(n: int = 1000, seed: int = SEED) -> dict[str, float]:
    """Return the share (0–1) of virtual patients for whom each claim holds.

    The claims about treatments are about those of the `n` patients who die untreated. A treatment starts as long after
    the patient's IL-6 passes 1,000 pg/mL as it does in the scenario of the same name.
    """
    who = patients(n, seed)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        def arm(name: str, of: Sequence[Patient], delays: Sequence[float] | None = None) -> list[Outcome]:
            parts = _parts(list(zip(of, delays or [0.0] * len(of), strict=True)))
            return [one for part in pool.map(partial(_arm, name), parts) for one in part]

        normal, untreated = arm("normal", who), arm("storm", who)
        dying = [i for i, one in enumerate(untreated) if not one.survived]
        ill, before = [who[i] for i in dying], [untreated[i] for i in dying]
        late = outcome(simulate(scenario("storm"))).il6_1000
        delays = [one.il6_1000 - late if one.il6_1000 < inf else 0.0 for one in before]
        early, antiviral, timely, tardy = (
            arm(name, ill, delays) for name in ("antiviral_early", "antiviral_only", "treated", "late"))
        dampened = arm("over_dampened", ill, delays)
    flare = [after.peak_pathogen > FLARE * one.peak_pathogen for after, one in zip(dampened, before, strict=True)]
    four = [not a.survived and t.survived and not late.survived and f
            for a, t, late, f in zip(antiviral, timely, tardy, flare, strict=True)]
    return {
        "normal host: recovers": _share(one.recovered for one in normal),
        "storm-prone host, untreated: dies": _share(not one.survived for one in untreated),
        "of these, early antiviral: survives": _share(one.survived for one in early),
        "of these, late antiviral alone: dies": _share(not one.survived for one in antiviral),
        "of these, all drugs in time: survives": _share(one.survived for one in timely),
        "of these, all drugs too late: dies": _share(not one.survived for one in tardy),
        "of these, over-dampened: the infection flares": _share(flare),
        "of these: all of the last four hold": _share(four),
        "of these, over-dampened: dies": _share(not one.survived for one in dampened),
        "of these: heart and kidney are half injured before death": _share(
            max(one.heart, one.kidney) < one.died for one in before),
        "of these: lung is half injured before heart, heart before kidney": _share(
            one.lung < one.heart < one.kidney for one in before),
    }


def _arm(name: str, who: Sequence[tuple[Patient, float]]) -> list[Outcome]:
    """Return the outcomes of patients in a scenario whose treatments start later by each one's delay (h)."""
    base, found = scenario(name), []
    for one, delay in who:
        given = tuple(later for treatment in base.interventions
                      if (later := _delayed(treatment, delay)).start < LONGEST_HOURS)
        found += follow([one], replace(base, interventions=given))
    return found


def _delayed(given: Intervention, hours: float) -> Intervention:
    start = max(0.0, given.start + hours)
    stop = None if given.stop is None else start + given.stop - given.start
    return replace(given, start=start, stop=stop)


def _parts(everyone: list[tuple[Patient, float]]) -> list[list[tuple[Patient, float]]]:
    """Return the patients in as many parts as keep all processes busy to the end."""
    size = max(1, len(everyone) // (4 * PROCESSES))
    return [everyone[i:i + size] for i in range(0, len(everyone), size)]


def _share(holds: Iterable[bool]) -> float:
    values = list(holds)
    return sum(values) / len(values) if values else nan
