"""Steady states, their stability, and the range of feedback strengths at which health and storm are both stable.

Without pathogen, tumour and drugs, one number determines the whole steady state: the active immune cells a = AM.
Cytokines, cells and leak follow from a by formulas, and the injury of each organ is the root of one equation. The
equation for `S` in `rates` then gives the feedback strength w_F (or the constant stimulus s_0) that keeps the body
there. The whole bifurcation diagram, with its folds and its unstable part, is therefore a curve with the parameter a.
It needs no continuation method and no starting guess.

`_at` and `_organs` have formulas of their own, so a change of `rates` must be made there, too. A test checks that all
`rates` are 0 at each state of the diagram.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import brentq, root

from model.compartments import COMPARTMENTS, SYMBOLS
from model.errors import unknown
from model.native import bind
from model.parameters import Constants
from model.reactions import hill2, hill4, repair

# Active cells, multiple of normal, at which steady states are computed: dense enough to draw, and up to more than any
# host has
ACTIVE = np.concatenate([np.geomspace(1e-7, 0.02, 500), np.linspace(0.02, 3.0, 2500)[1:]])
INJURY = np.linspace(0, 1, 401)             # injuries between which an organ's balance is searched for changes of sign
CONTROLS = ("w_F", "s_0")


class SteadyState(NamedTuple):
    """A steady state: the value of the control at which it exists, the `state` (17,), and its `growth`.

    `growth` is the largest real part of the eigenvalues (1/h). The control is w_F or s_0, both without unit.
    """

    control: float
    state: np.ndarray
    growth: float

    @property
    def stable(self) -> bool:
        """Whether every small disturbance decays."""
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
    """All steady states of one host along one control, and the range from `low` to `high` with two stable ones."""

    control: str
    states: list[SteadyState]
    low: float
    high: float


def diagram(p: Constants, control: str = "w_F") -> Diagram:
    """Return the bifurcation diagram of a body without pathogen along `control`, "w_F" or "s_0", both without unit.

    Health and storm are both stable at controls from `low`, which is at least 0, to `high`.

    Raises:
        ValueError: the control is another.
    """
    if control not in CONTROLS:
        raise unknown("control", control, CONTROLS)
    states = [found for active in ACTIVE for found in _at(active, p, control)]
    calm = [s.control for s in states if s.stable and not s.stormy]
    storm = [s.control for s in states if s.stable and s.stormy]
    return Diagram(control, states, max(0.0, min(storm)), max(calm))


def steady_states(p: Constants) -> list[SteadyState]:
    """Return the steady states at the host's own feedback strength, in ascending order of IL-6."""
    near = [s for s in diagram(p).states if abs(s.control / p.w_F - 1) < 0.1]
    found: list[SteadyState] = []
    for state in filter(None, (_newton(guess.state, p) for guess in near)):
        if not any(np.allclose(state.state, other.state, rtol=1e-4, atol=1e-7) for other in found):
            found.append(state)
    return sorted(found, key=lambda s: s.il6)


def eigenvalues(state: np.ndarray, p: Constants) -> np.ndarray:
    """Return the eigenvalues (17,), in 1/h, of the symbolic Jacobian at `state` (17,)."""
    _, jacobian = bind(p)
    return np.asarray(np.linalg.eigvals(jacobian(0.0, state)))


def _newton(guess: np.ndarray, p: Constants) -> SteadyState | None:
    """Return the steady state that Newton's method finds from `guess` (17,), or None if there is none above 0."""
    rates, jacobian = bind(p)
    solved = root(lambda y: rates(0.0, y).copy(), guess, jac=lambda y: jacobian(0.0, y).copy())
    if not solved.success or solved.x.min() < -1e-9:
        return None
    return SteadyState(p.w_F, solved.x, float(eigenvalues(solved.x, p).real.max()))


def _at(active: float, p: Constants, control: str) -> list[SteadyState]:
    """Return the steady states with this many active cells, one for each way in which the organs can be at rest."""
    T = p.T_0 + p.p_T * active / p.k_T
    I = p.I_0 + p.p_I * active * (1 + p.a_TI * T / (p.K_TI + T)) / (p.k_ns + p.k_rm)  # noqa: E741
    R = p.R_0 + p.p_R * active * I / (p.K_RI + I) / p.k_R
    M = 1 + p.a_M / p.mu_M * (p.a_FT * hill2(T, p.K_M) + (1 - p.a_FT) * hill2(I, p.K_M))
    if active >= M:  # more active cells than there are cells
        return []
    opening = p.k_V * (hill2(T, p.K_VT) + hill2(I, p.K_VI)) / 2
    V = opening / (opening + p.r_V)
    brk = 1 - p.beta * p.brake * R / (p.K_R + p.brake * R)
    needed = active / (M - active) / brk
    F = p.a_FT * hill2(T, p.K_FT) + (1 - p.a_FT) * hill2(I, p.K_F)
    found = []
    for L, H, K in _organs(V, p):
        injury = p.k_D * hill2(active, p.K_AM) + p.k_DO * (L + H + K) / 3
        D = injury / (injury + p.mu_D)
        alarm = p.w_D * hill2(D, p.K_D)
        value = (needed - p.s_0 - alarm) / F if control == "w_F" else needed - alarm - p.w_F * F
        levels = {"M": M, "T": T, "I": I, "R": R, "D": D, "V": V, "L": L, "H": H, "K": K, "C": p.C_b}
        state = np.array([levels.get(symbol, 0.0) for symbol in SYMBOLS], dtype=float)
        growth = eigenvalues(state, p._replace(**{control: value})).real.max()
        found.append(SteadyState(float(value), state, float(growth)))
    return found


def _organs(V: float, p: Constants) -> list[tuple[float, float, float]]:
    """Return every (lung, heart, kidney) at which, under leak `V`, injury and repair of each organ are in balance."""
    found: list[tuple[float, float, float]] = []
    for L in _balance(p.k_L * V * V, p.r_L, p):
        hypoxia = hill4(L, p.K_L)
        for H in _balance((p.k_H * V * V + p.k_HO) * hypoxia, p.r_H, p):
            inflow = p.k_K * V * V * hypoxia + p.k_KH * hill4(H, p.K_H)
            found += product([L], [H], _balance(inflow, p.r_K, p))
    return found


def _balance(inflow: float, outflow: float, p: Constants) -> list[float]:
    """Return the injuries at which an organ is injured, at rate `inflow` (1/h), as fast as it is repaired."""
    def net(x: Any) -> Any:
        return inflow * (1 - x) - outflow * repair(x, p.K_rep)

    values: np.ndarray = net(INJURY)
    turns = np.flatnonzero((values[:-1] > 0) != (values[1:] > 0))
    return [brentq(net, INJURY[i], INJURY[i + 1], xtol=1e-15) for i in map(int, turns)]
