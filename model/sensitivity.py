"""Which constants matter most: Sobol's total-order indices, all constants varied at once, by SciPy."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
from scipy.stats import norm, sobol_indices

from model.cohort import DRAWN, PROCESSES, SEED, patient, varied
from model.scenarios import scenario
from model.simulate import simulate

HOURS = 48.0               # h after infection at which the outputs are taken; in most patients the storm then rises
DRAWS = 256                # base sample: DRAWS · (number of constants + 2) patients are solved
LEAST_IL6 = 1e-3           # pg/mL, below which the logarithm is cut off


def indices(draws: int = DRAWS, seed: int = SEED) -> list[tuple[str, float, float]]:
    """Return (parameter, index for log IL-6 at HOURS, index for lung injury at HOURS), most important first.

    The total-order index of a constant is the share (0–1) of the output's variance to which the constant contributes,
    by itself or together with others. `draws` must be a power of two.
    """
    distributions = [norm()] * len(DRAWN)
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        def outputs(z: np.ndarray) -> np.ndarray:
            return np.concatenate(list(pool.map(_outputs, np.array_split(z.T, 4 * PROCESSES)))).T

        found = sobol_indices(func=outputs, n=draws, dists=distributions, rng=np.random.default_rng(seed))
    totals = found.total_order
    rows = [(p.name, float(totals[0, i]), float(totals[1, i])) for i, p in enumerate(DRAWN)]
    return sorted(rows, key=lambda row: -max(row[1:]))


def _outputs(everyone: np.ndarray) -> np.ndarray:
    """Return (log IL-6, lung injury) at the end, (n, 2), for the deviates of n patients, (n, len(DRAWN))."""
    storm, found = scenario("storm"), []
    for z in everyone:
        trajectory = simulate(varied(storm, patient(z)), HOURS)
        found.append((np.log10(max(trajectory["il6"][-1], LEAST_IL6)), trajectory["lung"][-1]))
    return np.array(found).reshape(-1, 2)
