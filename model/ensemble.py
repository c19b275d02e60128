"""The accepted fits: sets of the fitted constants that agree with the measurements about as well as the best one.

They are drawn by the Metropolis method, which walks through the constants and visits places in proportion to their
likelihood, from the optimum, with steps shaped like the uncertainty of the fit. Kept are places within the joint 95 %
confidence region of `model.profile` at which a normal host comes to rest after the normal infection.
`python -m model ensemble` writes them to evidence/ensemble.csv, one a line, and virtual patients and intervals are
computed from that file.
"""

from __future__ import annotations

import csv
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from model.fit import FITTED_NAMES, PROCESSES, SEED, Fit, bounds, residuals
from model.profile import rise, threshold
from model.scenarios import SCENARIOS
from model.simulate import simulate

PATH = Path(__file__).parent / "evidence" / "ensemble.csv"
FITS = 200                 # how many accepted fits are kept
CANDIDATES = 3             # how many places per fit that is kept are tried on the normal infection
LEAST_MAP = 80.0           # mmHg, the mean pressure of a normal host stays above; assumption
STEPS = 6000               # of each walk
BURN_IN = 1000             # first steps of a walk, in which its stride is adapted
ADAPT = 50                 # steps after which the stride is adapted
WANTED = 0.25              # 1, share of steps that are taken at the best stride
LEAST_SPREAD = 0.05        # of the logarithm, how far constants at a bound are moved at least
MOST_SPREAD = 0.7          # of the logarithm, how far constants that the data don't hold are moved at most


def draw(best: Fit, count: int = FITS, steps: int = STEPS, seed: int = SEED) -> np.ndarray:
    """Return accepted fits, (count, k), in the order of the names of the best fit.

    Raises:
        ArithmeticError: the walks found fewer, since the region is narrow or they were short.
    """
    walks = np.random.default_rng(seed).integers(2**32, size=PROCESSES)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        visited = np.concatenate(list(pool.map(partial(_walk, best, steps), walks)))
    inside = visited[visited[:, 0] <= threshold(len(best.names)), 1:]
    if len(inside) < count:
        raise ArithmeticError(f"{len(inside)} accepted fits were found, {count} are needed: walk further than {steps}")
    places = np.unique(np.linspace(0, len(inside) - 1, CANDIDATES * count).round().astype(int))
    kept = np.array([one for one in inside[places] if _comes_to_rest(best.names, one)])
    if len(kept) < count:
        raise ArithmeticError(f"{len(kept)} of {len(places)} fits let a normal host rest; {count} are needed")
    values: np.ndarray = np.exp(kept[np.linspace(0, len(kept) - 1, count).round().astype(int)])
    return values


def _comes_to_rest(names: tuple[str, ...], logs: np.ndarray) -> bool:
    """Return whether a normal host survives the normal infection with room to spare, and is well at its end."""
    base = SCENARIOS["normal"]
    parameters = dict(base.parameters) | dict(zip(names, np.exp(logs).tolist(), strict=True))
    normal = simulate(replace(base, parameters=parameters))
    return normal.outcome == "recovery" and float(normal["map"].min()) > LEAST_MAP


def write(fits: np.ndarray, names: tuple[str, ...], path: Path = PATH) -> None:
    """Write the fits (n, k) to a table, with the names of the constants as its head."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([f"{value:.5g}" for value in row] for row in fits)


@cache
def accepted(path: Path = PATH) -> tuple[dict[str, float], ...]:
    """Return the accepted fits, each as the values of the fitted constants by name.

    Raises:
        ValueError: the table is of other constants than those that are fitted now.
    """
    if not FITTED_NAMES:
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    if tuple(head) != FITTED_NAMES:
        raise ValueError(f"{path}:1: the constants are {','.join(head)}, but {','.join(FITTED_NAMES)} are fitted now: "
                         "run python -m model ensemble")
    return tuple(dict(zip(head, map(float, row), strict=True)) for row in rows)


def _walk(best: Fit, steps: int, seed: int) -> np.ndarray:
    """Return the places of one walk after its first steps, (n, 1 + k): the rise of −2 ln L, and the logarithms."""
    random = np.random.default_rng(seed)
    low, high = (np.log(limit) for limit in bounds(best.names))
    shape = _shape(best)
    here, stride = np.clip(np.log(best.values), low, high), 2.4 / len(best.names) ** 0.5
    height, taken, visited = 0.0, 0, []
    for step in range(1, steps + 1):
        there = here + stride * (shape @ random.standard_normal(len(here)))
        if np.all((there >= low) & (there <= high)):
            squares = float((residuals(dict(zip(best.names, np.exp(there), strict=True))) ** 2).sum())
            above = float(rise(squares, best.squares))
            if np.log(random.random()) < (height - above) / 2:
                here, height, taken = there, above, taken + 1
        if step <= BURN_IN and step % ADAPT == 0:
            stride *= np.exp(taken / ADAPT - WANTED)
            taken = 0
        elif step > BURN_IN:
            visited.append(np.concatenate([[height], here]))
    return np.array(visited)


def _shape(best: Fit) -> np.ndarray:
    """Return a matrix (k, k) that turns independent steps into steps shaped like the uncertainty of the fit."""
    spread = np.sqrt(np.diag(best.covariance))
    limited = np.clip(spread, LEAST_SPREAD, MOST_SPREAD)
    scale = limited / np.where(spread > 0, spread, 1.0)
    covariance = best.covariance * np.outer(scale, scale)
    covariance[np.diag_indices_from(covariance)] = limited**2
    values, vectors = np.linalg.eigh(covariance)
    shape: np.ndarray = vectors * np.sqrt(np.maximum(values, 1e-6))
    return shape
