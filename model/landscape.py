"""The landscape of the storm: in which direction damage drives itself, with everything else following it.

Damage signals are what keeps a storm going when the pathogen is gone, and the separatrix of `thresholds` is measured in
them. Here they are held at one value after the other while all other compartments settle; what `rates` then says of the
damage is its slope. The height of the landscape is minus the integral of the slope, so a ball that rolls downhill moves
as the damage does: back to health on this side of the rim, into the storm beyond it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.integrate import cumulative_trapezoid, solve_ivp

from model.compartments import COMPARTMENTS
from model.native import bind
from model.parameters import constants
from model.scenarios import DRUGS, PRONE, give
from model.simulate import initial_state

DAMAGE = np.linspace(0.0, 0.23, 47)  # 1, damage signals that are tried
SETTLING_HOURS = 120.0               # h that all else has to follow the damage; assumption: as long as a storm
_INDEX = COMPARTMENTS.index("damage")


class Landscape(NamedTuple):
    """A landscape over damage signals.

    Attributes:
        damage: the damage signals (n,), 0–1.
        slope: by how much they change an hour (n,), 1/h.
        height: minus the integral of the slope over the damage (n,), 1/h; 0 at no damage.
        rim: the damage (0–1) beyond which it drives itself on; None if it falls from everywhere.
    """

    damage: np.ndarray
    slope: np.ndarray
    height: np.ndarray
    rim: float | None


def landscape(treatment: str = "", brake: float = PRONE["brake"]) -> Landscape:
    """Return the landscape of a host without a pathogen, whose treatment has reached its full level.

    Args:
        treatment: drugs at standard doses, joined by +, such as "steroid+tocilizumab"; "" is none.
        brake: of the host, 1 normal.

    Raises:
        ValueError: a drug is unknown.
    """
    return _landscape(tuple(sorted(filter(None, treatment.split("+")))), brake)


@lru_cache
def _landscape(drugs: tuple[str, ...], brake: float) -> Landscape:
    given = [give(drug, 0.0) for drug in drugs]
    levels = {DRUGS[treatment.drug].input: treatment.level for treatment in given}
    slope = np.array([_slope(damage, {"brake": brake} | levels) for damage in DAMAGE])
    height = -cumulative_trapezoid(slope, DAMAGE, initial=0.0)
    return Landscape(DAMAGE, slope, height, _rim(slope))


def _slope(damage: float, parameters: Mapping[str, float]) -> float:
    """Return the rate (1/h) of damage signals that were held while all else settled."""
    p = constants(parameters)
    rates, _ = bind(p)
    start = initial_state({}, p)
    start[_INDEX] = damage

    def held(hour: float, state: np.ndarray) -> np.ndarray:
        change = np.array(rates(hour, state))
        change[_INDEX] = 0.0
        return change

    settled = solve_ivp(held, (0.0, SETTLING_HOURS), start, method="LSODA", rtol=1e-6, atol=1e-9).y[:, -1]
    return float(rates(SETTLING_HOURS, settled)[_INDEX])


def _rim(slope: np.ndarray) -> float | None:
    """Return where the slope first turns from falling to rising, beyond the start, by linear interpolation."""
    for index in range(2, len(slope)):
        before, after = slope[index - 1], slope[index]
        if before < 0 <= after:
            return float(DAMAGE[index - 1] + (DAMAGE[index] - DAMAGE[index - 1]) * before / (before - after))
    return None
