"""Fits constants to the published points: `python -m model fit`.

The constants whose source is "fitted" are searched, as logarithms, by least squares (SciPy's trust-region method) from
several starts. The residual of a point is

    ln(model/mean)/σ with σ² = ln(1 + (SD/mean)²)    for levels that range over orders of magnitude, in pg/mL
    (model − mean)/SD                                for all other series
    ln(model/result)/σ with σ = RISE_SIGMA           for the rises after a small dose of endotoxin

so that a point counts by how much subjects differ in it. The standard error of a constant follows from the curvature
of the sum of squares; `model.profile` says what the data hold without that approximation. A start is drawn from a box
around the constants as they are, with a fixed seed, and never is those constants themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context

import numpy as np
from scipy.optimize import least_squares
from scipy.stats import qmc

from model.errors import similar
from model.evidence import FITTED as MAY_BE_FITTED
from model.evidence import Point, points, result, studies, study
from model.parameters import DEFAULTS, PARAMETERS
from model.references import FITTED
from model.scenarios import Scenario
from model.simulate import UNITS, simulate

FITTED_NAMES = tuple(p.name for p in PARAMETERS if p.source == FITTED)
# Clearances are published, and the points alone would let them grow without limit: half-lives of TNF-α from 49 to 5
# min; of IL-6 from 0.9 h (Brady 2016) to 0.46 h; of IL-10 from 1.9 h to 0.87 h
BOUNDS: dict[str, tuple[float, float]] = {"k_T": (0.85, 8.3), "k_I": (0.797, 1.5), "k_R": (0.36, 0.8)}
FACTOR = 10.0              # 1, how far other constants may be from their present values; assumption
START_FACTOR = 4.0         # 1, how far the starts are from them; assumption
STARTS = 16
SEED = 2026
PROCESSES = 2
REACHED = 1.02             # 1, a start has reached the optimum if its sum of squares is at most this times the least
NEAR_BOUND = 1e-3          # 1, a constant is at its bound if the logarithm is this near
LOG_UNIT = "pg/mL"         # series in this unit range over orders of magnitude
RISES = {"tnf": "dillingh_tnf", "il6": "dillingh_il6"}  # series → the result that is its rise after a small dose
RISE_STUDY, RISE_HOURS = "dillingh", 6.0
RISE_SIGMA = 0.25          # 1, uncertainty of ln(rise): no spread was published; assumption
FAILED = 1e3               # residual of every point where the solver fails


@dataclass(frozen=True)
class Target:
    """What one residual compares: the `mean` of a `series` at an `hour` (h) of a study, with its `sigma`.

    `hour` is None for a rise: the mean of the series over RISE_HOURS. `sd` is the published deviation, in the unit of
    the series, None for a rise.
    """

    study: str
    series: str
    hour: float | None
    mean: float
    sd: float | None
    sigma: float
    logarithmic: bool


@dataclass(frozen=True)
class Fit:
    """The optimum: a value for each of `names`, and what it rests on.

    `values` and `cv` (the relative standard error) are (k,), `low` and `high` the bounds, (k,). `squares` is the sum
    of squared residuals, `covariance` (k, k) that of the logarithms, 0 for constants at a bound. `reached` says how
    many of `starts` came to this optimum.
    """

    names: tuple[str, ...]
    values: np.ndarray
    squares: float
    covariance: np.ndarray
    low: np.ndarray
    high: np.ndarray
    starts: int
    reached: int

    @property
    def cv(self) -> np.ndarray:
        """The relative standard errors, (k,)."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def at_bound(self) -> np.ndarray:
        """Whether each constant is at one of its bounds, (k,)."""
        logs = np.log(self.values)
        return (logs - np.log(self.low) < NEAR_BOUND) | (np.log(self.high) - logs < NEAR_BOUND)

    @property
    def parameters(self) -> dict[str, float]:
        """The constants, by name."""
        return dict(zip(self.names, map(float, self.values), strict=True))


@cache
def targets() -> tuple[Target, ...]:
    """Return what the model is fitted to: all points after hour 0 of studies that may be used, and the rises.

    A series that the model doesn't have is left out.
    """
    found: list[Target] = []
    for given in studies(MAY_BE_FITTED):
        if given.name == RISE_STUDY:
            found += [Target(given.name, series, None, 1 + result(name).value / 100, None, RISE_SIGMA, True)
                      for series, name in RISES.items()]
        else:
            found += [_target(point) for point in points(given.name)
                      if point.hour > 0 and point.series in UNITS and point.sd is not None]
    return tuple(found)


def predictions(parameters: dict[str, float], of: Sequence[Target] | None = None) -> np.ndarray:
    """Return the model's value for each target, (n,), with these `parameters` in place of the defaults.

    Raises:
        ArithmeticError: the solver failed.
    """
    of = targets() if of is None else of
    values = np.empty(len(of))
    for name in dict.fromkeys(target.study for target in of):
        given = study(name)
        ours = [(i, target) for i, target in enumerate(of) if target.study == name]
        last = max(target.hour or RISE_HOURS for _, target in ours)
        trajectory = simulate(Scenario(name, "", {given.trigger: given.amount}, parameters, hours=last))
        for series in dict.fromkeys(target.series for _, target in ours):
            places = [i for i, target in ours if target.series == series]
            if of[places[0]].hour is None:
                levels = trajectory[series]
                values[places] = np.exp(np.log(levels / levels[0]).mean())
            else:
                values[places] = trajectory.at(series, np.array([of[i].hour for i in places]))
    return values


def residuals(parameters: dict[str, float]) -> np.ndarray:
    """Return the residual of each target, (n,); FAILED where the solver fails."""
    of = targets()
    try:
        found = predictions(parameters)
    except ArithmeticError:
        return np.full(len(of), FAILED)
    means, sigmas = (np.array([getattr(target, what) for target in of]) for what in ("mean", "sigma"))
    logarithmic = np.array([target.logarithmic for target in of])
    safe = np.maximum(found, 1e-9)
    return np.where(logarithmic, np.log(safe / means), found - means) / sigmas


def fit(starts: int = STARTS, names: Iterable[str] = FITTED_NAMES, seed: int = SEED) -> Fit:
    """Return the best fit of the constants `names` from this many `starts`, which are independent searches.

    Raises:
        ValueError: there is nothing to fit, a name is unknown, or `starts` is below 1.
    """
    names = tuple(names)
    if not names or starts < 1:
        raise ValueError(f"{starts} starts, {len(names)} constants: allowed are 1 or more of both; the source of a "
                         f"constant that may be fitted is {FITTED!r} in model/parameters.py")
    for name in names:
        if name not in DEFAULTS._fields:
            raise ValueError(f"unknown constant {name!r}: {similar(name, DEFAULTS._fields)}")
    low, high = bounds(names)
    drawn = _starts(names, starts, seed)
    search = partial(_search, names)
    if starts == 1:
        found = [search(drawn[0])]
    else:
        with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
            found = list(pool.map(search, drawn))
    best, squares = min(found, key=lambda one: one[1])
    reached = sum(other <= REACHED * squares for _, other in found)
    covariance = _covariance(names, best, squares)
    return Fit(names, np.exp(best), squares, covariance, low, high, starts, reached)


def bounds(names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest value of each constant in a fit, (k,) each."""
    found = []
    for name in names:
        value = getattr(DEFAULTS, name)
        found.append(BOUNDS.get(name, (value / FACTOR, value * FACTOR)))
    low, high = np.array(found, dtype=float).T
    return low, high


def improve(names: tuple[str, ...], logs: np.ndarray, held: int | None = None) -> tuple[np.ndarray, float]:
    """Return the logarithms (k,) at the nearest optimum from `logs`, and its sum of squares; one may be `held`."""
    free = np.array([i for i in range(len(names)) if i != held])
    low, high = (np.log(limit)[free] for limit in bounds(names))

    def unknowns(moved: np.ndarray) -> np.ndarray:
        everything = logs.copy()
        everything[free] = moved
        return residuals(_named(names, everything))

    start = np.clip(logs[free], low + 1e-9, high - 1e-9)
    solved = least_squares(unknowns, start, bounds=(low, high), x_scale="jac", ftol=1e-7, xtol=1e-7, gtol=1e-7,
                           diff_step=1e-4, max_nfev=120)
    best = logs.copy()
    best[free] = solved.x
    return best, float(2 * solved.cost)


def _search(names: tuple[str, ...], start: np.ndarray) -> tuple[np.ndarray, float]:
    return improve(names, start)


def _starts(names: tuple[str, ...], count: int, seed: int) -> np.ndarray:
    """Return the logarithms of the constants at each start, (count, k)."""
    centre = np.log([getattr(DEFAULTS, name) for name in names])
    low, high = (np.log(limit) for limit in bounds(names))
    low = np.maximum(low, centre - np.log(START_FACTOR))
    high = np.minimum(high, centre + np.log(START_FACTOR))
    spread: np.ndarray = qmc.LatinHypercube(len(names), rng=seed).random(count)
    return low + spread * (high - low)


def _covariance(names: tuple[str, ...], logs: np.ndarray, squares: float) -> np.ndarray:
    """Return the covariance of the logarithms, (k, k); rows of constants at a bound are 0."""
    low, high = (np.log(limit) for limit in bounds(names))
    free = np.flatnonzero((logs - low >= NEAR_BOUND) & (high - logs >= NEAR_BOUND))
    slopes = np.empty((len(targets()), len(free)))
    for column, i in enumerate(free):
        step = np.zeros(len(names))
        step[i] = 1e-3
        up, down = (residuals(_named(names, logs + sign * step)) for sign in (1, -1))
        slopes[:, column] = (up - down) / (2 * step[i])
    variance = squares / max(1, len(targets()) - len(free))
    covariance = np.zeros((len(names), len(names)))
    covariance[np.ix_(free, free)] = variance * np.linalg.pinv(slopes.T @ slopes)
    return covariance


def _named(names: tuple[str, ...], logs: np.ndarray) -> dict[str, float]:
    return dict(zip(names, np.exp(logs).tolist(), strict=True))


def _target(point: Point) -> Target:
    logarithmic, sd = point.unit == LOG_UNIT, point.sd or 0.0
    sigma = float(np.sqrt(np.log1p((sd / point.mean) ** 2))) if logarithmic else sd
    return Target(point.study, point.series, point.hour, point.mean, point.sd, sigma, logarithmic)
