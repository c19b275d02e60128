"""Steady states and their eigenvalues: two stable outcomes, and how hard the loop must feed back for both.

Without pathogen, tumour and drugs, everything at rest follows from one number, the active immune cells
a = AM: cytokines, cells and leak explicitly, organs as roots in one unknown. The feedback strength w_F (or
the tonic stimulus s_0) that holds the body at that a follows from `S` of `rates` solved for it. So the whole
bifurcation diagram, folds and unstable part included, is a curve with a as its parameter: no continuation,
no starting guess, nothing missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq, root

from model.compartments import COMPARTMENTS
from model.native import bound
from model.parameters import Constants
from model.reactions import hill2, hill4, repair

# Active cells, fold of normal, at which states are looked for: fine enough to draw, up to all there can be
ACTIVE = np.concatenate([np.geomspace(1e-7, 0.02, 500), np.linspace(0.02, 3.0, 2500)[1:]])
INJURY = np.linspace(0, 1, 401)             # where an organ's balance is searched for changes of sign
CONTROLS = ("w_F", "s_0")


class SteadyState(NamedTuple):
    """A state at rest: the `control` that holds it, `state` (17,), largest real eigenvalue part (1/h)."""

    control: float
    state: np.ndarray
    growth: float

    @property
    def stable(self) -> bool:
        """Whether every small disturbance dies out."""
        return self.growth < 0

    @property
    def stormy(self) -> bool:
        """Whether more than half of the lung is injured."""
        return bool(self.state[COMPARTMENTS.index("lung")] > 0.5)

    @property
    def il6(self) -> float:
        """IL-6 in pg/mL."""
        return float(self.state[COMPARTMENTS.index("il6")])


@dataclass(frozen=True)
class Diagram:
    """All steady states of one host along one control, and the range in which two of them are stable."""

    control: str
    states: list[SteadyState]
    low: float
    high: float


def diagram(p: Constants, control: str = "w_F") -> Diagram:
    """Return the bifurcation diagram of the pathogen-free body along `control`, "w_F" or "s_0", without unit.

    `low` and `high` bound the controls from 0 up at which health and storm are both stable.
    Raises ValueError for another control.
    """
    if control not in CONTROLS:
        raise ValueError(f"unknown control {control!r}; known: {', '.join(CONTROLS)}")
    states = [found for active in ACTIVE for found in _at(active, p, control)]
    calm = [s.control for s in states if s.stable and not s.stormy]
    storm = [s.control for s in states if s.stable and s.stormy]
    return Diagram(control, states, max(0.0, min(storm)), max(calm))


def rest(p: Constants) -> list[SteadyState]:
    """Return the steady states at the host's own feedback strength, by rising IL-6."""
    near = [s for s in diagram(p).states if abs(s.control / p.w_F - 1) < 0.1]
    found: list[SteadyState] = []
    for state in filter(None, (_newton(guess.state, p) for guess in near)):
        if not any(np.allclose(state.state, other.state, rtol=1e-4, atol=1e-7) for other in found):
            found.append(state)
    return sorted(found, key=lambda s: s.il6)


def eigenvalues(state: np.ndarray, p: Constants) -> np.ndarray:
    """Return the 17 eigenvalues (1/h) of the symbolic Jacobian at `state` (17,)."""
    return np.linalg.eigvals(bound(p)[1](0.0, state))


def _newton(guess: np.ndarray, p: Constants) -> SteadyState | None:
    """Return the state at rest that Newton's method reaches from `guess` (17,), or None for negative ones."""
    slope, steepness = bound(p)
    solved = root(lambda y: slope(0.0, y).copy(), guess, jac=lambda y: steepness(0.0, y).copy())
    if not solved.success or solved.x.min() < -1e-9:
        return None
    return SteadyState(p.w_F, solved.x, float(eigenvalues(solved.x, p).real.max()))


def _at(active: float, p: Constants, control: str) -> list[SteadyState]:
    T = p.T_0 + p.p_T * active / p.k_T
    I = p.I_0 + p.p_I * active * (1 + p.a_TI * T / (p.K_TI + T)) / (p.k_ns + p.k_rm)  # noqa: E741
    R = p.R_0 + p.p_R * active * I / (p.K_RI + I) / p.k_R
    M = 1 + p.a_M / p.mu_M * (p.a_FT * hill2(T, p.K_M) + (1 - p.a_FT) * hill2(I, p.K_M))
    if active >= M:  # more cells active than there are
        return []
    opening = p.k_V * (hill2(T, p.K_VT) + hill2(I, p.K_VI)) / 2
    V = opening / (opening + p.r_V)
    brk = 1 - p.beta * p.brake * R / (p.K_R + p.brake * R)
    needed = active / (M - active) / brk
    F = p.a_FT * hill2(T, p.K_FT) + (1 - p.a_FT) * hill2(I, p.K_F)
    found = []
    for L, H, K in _organs(V, p):
        hurt = p.k_D * hill2(active, p.K_AM) + p.k_DO * (L + H + K) / 3
        D = hurt / (hurt + p.mu_D)
        rest_of = p.w_D * hill2(D, p.K_D)
        value = (needed - p.s_0 - rest_of) / F if control == "w_F" else needed - rest_of - p.w_F * F
        state = np.array([0, M, T, I, R, D, V, L, H, K, p.C_b, 0, 0, 0, 0, 0, 0], dtype=float)
        growth = eigenvalues(state, p._replace(**{control: value})).real.max()
        found.append(SteadyState(float(value), state, float(growth)))
    return found


def _organs(V: float, p: Constants) -> list[tuple[float, float, float]]:
    """Return every (lung, heart, kidney) at rest under leak `V`: where injury by inflow meets repair."""
    found = []
    for L in _balance(p.k_L * V * V, p.r_L, p):
        hypoxia = hill4(L, p.K_L)
        for H in _balance((p.k_H * V * V + p.k_HO) * hypoxia, p.r_H, p):
            inflow = p.k_K * V * V * hypoxia + p.k_KH * hill4(H, p.K_H)
            found += product([L], [H], _balance(inflow, p.r_K, p))
    return found


def _balance(inflow: float, outflow: float, p: Constants) -> list[float]:
    def net(x: float | np.ndarray) -> float | np.ndarray:
        return inflow * (1 - x) - outflow * repair(x, p.K_rep)

    values = net(INJURY)
    turns = np.flatnonzero((values[:-1] > 0) != (values[1:] > 0))
    return [brentq(net, INJURY[i], INJURY[i + 1], xtol=1e-15) for i in turns]
