"""Profile likelihoods: which of the fitted constants the measurements hold, and how tightly.

A constant is moved away from its optimum in steps, and all others are fitted again at each step. Where the likelihood
has fallen by as much as a 95 % confidence interval allows, the interval ends. If it never does, because other
constants make up for the move, the data don't hold the constant on that side: they only say that it is beyond.

The size of the errors is estimated from the fit itself, so −2 ln L = n·ln(sum of squares)
for n points.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np
from scipy.stats import chi2

from model.fit import PROCESSES, Fit, bounds, improve, targets

CONFIDENCE = 0.95
FIRST_STEP = 0.4           # standard errors, the first step; each further one is longer by GROWTH
LEAST_STEP, MOST_STEP = 0.015, 0.2  # of the logarithm, the limits of the first step
GROWTH = 1.35
MOST_STEPS = 12


@dataclass(frozen=True)
class Profile:
    """The profile of one constant: `values` (n,) in its unit, ascending, and `rise` (n,) of −2 ln L over the optimum.

    `low` and `high` end the interval; they are None where the data don't end it.
    """

    name: str
    optimum: float
    values: np.ndarray
    rise: np.ndarray
    low: float | None
    high: float | None

    @property
    def held(self) -> bool:
        """Whether the data end the interval on both sides."""
        return self.low is not None and self.high is not None


def threshold(constants: int = 1) -> float:
    """Return by how much −2 ln L may rise within the confidence interval of this many constants together."""
    return float(chi2.ppf(CONFIDENCE, constants))


def rise(squares: float | np.ndarray, least: float) -> float | np.ndarray:
    """Return by how much −2 ln L is above the optimum, whose sum of squares is `least`."""
    return len(targets()) * np.log(np.maximum(squares, least) / least)


def profiles(best: Fit) -> list[Profile]:
    """Return the profile of each constant of a fit, in the order of its names."""
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        return list(pool.map(partial(_profile, best), range(len(best.names))))


def _profile(best: Fit, which: int) -> Profile:
    down, up = (_walk(best, which, direction) for direction in (-1, 1))
    logs = np.array([log for log, _ in (*down[::-1], *up)])
    logs = np.insert(logs, len(down), np.log(best.values[which]))
    rises = np.insert(np.array([height for _, height in (*down[::-1], *up)]), len(down), 0.0)
    below, above = slice(len(down), None, -1), slice(len(down), None)
    low, high = (_crossing(logs[side], rises[side], threshold()) for side in (below, above))
    return Profile(best.names[which], float(best.values[which]), np.exp(logs), rises, low, high)


def _walk(best: Fit, which: int, direction: int) -> list[tuple[float, float]]:
    """Return (logarithm, rise of −2 ln L) from the optimum outwards, until the interval or the bounds end."""
    low, high = (np.log(limit[which]) for limit in bounds(best.names))
    step = float(np.clip(FIRST_STEP * best.cv[which], LEAST_STEP, MOST_STEP))
    logs, found = np.log(best.values), []
    for _ in range(MOST_STEPS):
        place = float(np.clip(logs[which] + direction * step, low, high))
        if abs(place - logs[which]) < 1e-6:
            break
        logs[which] = place
        logs, squares = improve(best.names, logs, held=which)
        found.append((place, float(rise(squares, best.squares))))
        if found[-1][1] > threshold():
            break
        step *= GROWTH
    return found


def _crossing(logs: np.ndarray, rises: np.ndarray, limit: float) -> float | None:
    """Return where the profile, from the optimum outwards, crosses `limit`, None if it doesn't.

    Near an optimum a profile is a parabola, so its root is interpolated, which is straight.
    """
    beyond = np.flatnonzero(rises > limit)
    if not beyond.size:
        return None
    last, roots = int(beyond[0]), np.sqrt(rises)
    share = (np.sqrt(limit) - roots[last - 1]) / (roots[last] - roots[last - 1])
    return float(np.exp(logs[last - 1] + share * (logs[last] - logs[last - 1])))
