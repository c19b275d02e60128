"""Which constants matter most: Sobol's total-order indices, all constants varied at once, by SciPy."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm, sobol_indices

from model.cohort import DRAWN, IL6, LUNG, SEED, follow, patients
from model.scenarios import PRONE, VIRUS

HOURS = 48.0               # h after infection at which the outputs are taken; in most patients the storm then rises
DRAWS = 256                # base sample: DRAWS · (number of constants + 2) patients are integrated
BATCH = 2000               # patients integrated at once, so few that the arrays stay in the processor's cache


def indices(draws: int = DRAWS, seed: int = SEED) -> list[tuple[str, float, float]]:
    """Return (parameter, index for log IL-6 at HOURS, index for lung injury at HOURS), most important first.

    The total-order index of a constant is the share (0–1) of the output's variance to which the constant contributes,
    by itself or together with others. `draws` must be a power of two.
    """
    distributions = [norm()] * len(DRAWN)
    found = sobol_indices(func=_outputs, n=draws, dists=distributions, rng=np.random.default_rng(seed))
    totals = found.total_order
    rows = [(p.name, float(totals[0, i]), float(totals[1, i])) for i, p in enumerate(DRAWN)]
    return sorted(rows, key=lambda row: -max(row[1:]))


def _outputs(z: np.ndarray) -> np.ndarray:
    batches = np.array_split(z, max(1, z.shape[1] // BATCH), axis=1)
    outcomes = [follow(patients(batch, PRONE["brake"]), VIRUS, hours=HOURS) for batch in batches]
    ends = np.concatenate([one.final for one in outcomes], axis=1)
    return np.stack([np.log10(ends[IL6]), ends[LUNG]])
