"""Steady states, their stability, and the range of feedback strengths at which health and storm are both stable.

Cells tire over days, and everything else settles within hours to a day. The states here are those that the body settles
to while a given share of its cells, `tired`, has tired: with fresh cells (0) a storm can sustain itself, and the more
cells have tired, the more feedback it needs. That is how a storm ends by itself, if the patient lives to see it.

Without pathogen, tumour and drugs, one number then determines the whole state: the active immune cells a = A.
Cytokines, brakes, cells, vessels and pressure follow from a by formulas, and the injury of each organ is the root of
one equation. The equations for `S` and `J` in `rates` then give the feedback strength w_F, or the constant stimulus
s_0, that keeps the body there. The whole bifurcation diagram, with its folds and its unstable part, is therefore a
curve with the parameter a. It needs no continuation method and no starting guess.

`_at` and `_organs` have formulas of their own, so a change of `rates` must be made there, too. A test checks that all
`rates` but that of the tired cells are 0 at each state of the diagram.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, product
from math import inf, nan
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import brentq, root

from model.compartments import COMPARTMENTS, SYMBOLS
from model.errors import unknown
from model.native import bind
from model.organs import mean_pressure, set_point
from model.parameters import Constants
from model.responses import hill1, hill2, hill4, repair

# Active cells, multiple of normal, at which steady states are computed: dense enough to draw, and up to more than any
# host has
ACTIVE = np.concatenate([np.geomspace(1e-7, 0.02, 500), np.linspace(0.02, 3.0, 1500)[1:]])
INJURY = np.linspace(0, 1, 401)             # injuries between which an organ's balance is searched for changes of sign
CONTROLS = ("w_F", "s_0")
SETTLING = [i for i, name in enumerate(COMPARTMENTS) if name != "tired"]


class SteadyState(NamedTuple):
    """A steady state: the value of the control at which it exists, the `state` (28,), and its `growth`.

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
    """All steady states of one host along one control, and the range from `low` to `high` with two stable ones.

    `branches` holds the states by the way in which the organs are at rest, each in ascending order of active cells.
    """

    control: str
    branches: list[list[SteadyState]]
    low: float
    high: float

    @property
    def states(self) -> list[SteadyState]:
        """The states of all branches."""
        return [state for branch in self.branches for state in branch]


def diagram(p: Constants, control: str = "w_F", tired: float = 0.0) -> Diagram:
    """Return the bifurcation diagram of a body without pathogen along `control`, "w_F" or "s_0", both without unit.

    A share `tired` (0–1) of its cells has tired. Health and storm are both stable at controls from `low`, which is at
    least 0, to `high`; `low` is nan where no storm sustains itself. Health is stable at any w_F, because feedback
    multiplies the drive, and in health there is none: `high` is then infinite.

    Raises:
        ValueError: the control is another.
    """
    if control not in CONTROLS:
        raise unknown("control", control, CONTROLS)
    branches: list[list[SteadyState]] = []
    for active in ACTIVE:
        for number, found in enumerate(_at(active, p, control, tired)):
            if number == len(branches):
                branches.append([])
            branches[number].append(found)
    storm = [s.control for branch in branches for s in branch if s.stable and s.stormy and s.control >= 0]
    low = min(storm) if storm else nan
    return Diagram(control, branches, low, inf if control == "w_F" else _first_fold(branches[0]))


def _first_fold(branch: list[SteadyState]) -> float:
    """Return the control up to which it rises with the active cells, where the calm states end."""
    controls = np.array([state.control for state in branch])
    falls = np.flatnonzero(np.diff(controls) < 0)
    return float(controls[falls[0]] if falls.size else controls[-1])


def steady_states(p: Constants, tired: float = 0.0) -> list[SteadyState]:
    """Return the steady states at the host's own feedback strength, in ascending order of IL-6; health is the first."""
    found = [_health(p, tired)]
    for branch in diagram(p, tired=tired).branches:
        for before, after in pairwise(branch):
            if (before.control > p.w_F) != (after.control > p.w_F):
                state = _newton(after.state, p)
                if state and not any(np.allclose(state.state, one.state, rtol=1e-4, atol=1e-7) for one in found):
                    found.append(state)
    return sorted(found, key=lambda s: s.il6)


def _health(p: Constants, tired: float) -> SteadyState:
    """Return the state without active cells."""
    F_M = p.a_FT * hill1(p.T_0, p.K_M) + (1 - p.a_FT) * hill1(p.I_0, p.K_M)
    levels = {"M": 1 + p.a_M / p.mu_M * F_M, "T": p.T_0, "I": p.I_0, "R": p.R_0, "C": p.C_b, "G": tired, "th": p.th_0}
    V = _open(p.k_V * (p.a_VT * hill2(p.T_0, p.K_VT) + (1 - p.a_VT) * hill2(p.I_0, p.K_VI)), p.r_V)
    W = _open(p.k_W * p.w_WT * hill2(p.T_0, p.K_WT), p.r_W)
    L, H, K = _organs(V, W, p)[0]
    D = _open(p.k_DO * (L + H + K) / 3, p.mu_D)
    alarm = p.w_D * hill2(D, p.K_D)
    levels |= {"V": V, "W": W, "L": L, "H": H, "K": K, "D": D, **dict.fromkeys(("X1", "X2", "X3", "X4", "Z"), alarm)}
    guess = np.array([levels.get(symbol, 0.0) for symbol in SYMBOLS], dtype=float)
    found = _newton(guess, p)
    if found is None:
        raise ArithmeticError("no steady state was found near health: the parameters are too far from their values")
    return found


def eigenvalues(state: np.ndarray, p: Constants) -> np.ndarray:
    """Return the eigenvalues (27,), in 1/h, of the symbolic Jacobian at `state` (28,) while no more cells tire."""
    _, jacobian = bind(p)
    return np.asarray(np.linalg.eigvals(jacobian(0.0, state)[np.ix_(SETTLING, SETTLING)]))


def _newton(guess: np.ndarray, p: Constants) -> SteadyState | None:
    """Return the steady state that Newton's method finds from `guess` (28,), or None if there is none above 0."""
    rates, jacobian = bind(p)

    def whole(settling: np.ndarray) -> np.ndarray:
        state = guess.copy()
        state[SETTLING] = settling
        return state

    solved = root(lambda y: rates(0.0, whole(y))[SETTLING], guess[SETTLING],
                  jac=lambda y: jacobian(0.0, whole(y))[np.ix_(SETTLING, SETTLING)])
    if not solved.success or solved.x.min() < -1e-9:
        return None
    state = whole(solved.x)
    return SteadyState(p.w_F, state, float(eigenvalues(state, p).real.max()))


def _at(active: float, p: Constants, control: str, tired: float) -> list[SteadyState]:
    """Return the steady states with this many active cells, one for each way in which the organs can be at rest."""
    T = p.T_0 + p.p_T * active / p.k_T
    Y = active * hill1(T, p.K_TI)
    I = p.I_0 + p.p_I * Y / p.k_I  # noqa: E741
    R = p.R_0 + p.p_R * active / p.k_R
    Q = hill1(active, p.K_Q)
    M = (1 + p.a_M / p.mu_M * (p.a_FT * hill1(T, p.K_M) + (1 - p.a_FT) * hill1(I, p.K_M)))
    if active >= M * (1 - tired):  # more active cells than there are fresh cells
        return []
    V = _open(p.k_V * (p.a_VT * hill2(T, p.K_VT) + (1 - p.a_VT) * hill2(I, p.K_VI)), p.r_V)
    W = _open(p.k_W * p.w_WT * hill2(T, p.K_WT), p.r_W)
    brk = 1 / (1 + p.brake * (p.b_R * hill1(R, p.K_R) + p.b_Q * Q))
    S = active / (M * (1 - tired) - active) / brk
    F = p.a_FT * hill1(T, p.K_FT) + (1 - p.a_FT) * hill1(I, p.K_F)
    found = []
    for L, H, K in _organs(V, W, p):
        D = _open(p.k_D * hill2(active, p.K_AD) + p.k_DO * (L + H + K) / 3, p.mu_D)
        alarm = p.w_D * hill2(D, p.K_D)
        drive = alarm * (1 - hill4(alarm, p.K_Z))
        value = (S / (p.s_0 + drive) - 1) / F if control == "w_F" else S / (1 + p.w_F * F) - drive
        levels = {"M": M, "T": T, "I": I, "R": R, "D": D, "V": V, "L": L, "H": H, "K": K, "C": p.C_b, "X1": alarm,
                  "X2": alarm, "X3": alarm, "X4": alarm, "Z": alarm, "Y": Y, "N": active, "Q": Q, "G": tired, "W": W,
                  "th": set_point(T, I, p)}
        state = np.array([levels.get(symbol, 0.0) for symbol in SYMBOLS], dtype=float)
        growth = eigenvalues(state, p._replace(**{control: value})).real.max()
        found.append(SteadyState(float(value), state, float(growth)))
    return found


def _open(opening: float, closing: float) -> float:
    """Return x at which opening·(1−x), in 1/h, equals closing·x."""
    return opening / (opening + closing)


def _organs(V: float, W: float, p: Constants) -> list[tuple[float, float, float]]:
    """Return every (lung, heart, kidney) at which injury and repair of each organ are in balance.

    `V` is the leak and `W` the loss of tone; the heart's injury lowers the pressure that injures it further.
    """
    def low(H: Any) -> Any:
        pressure = mean_pressure(0.0, W, V, H, 0.0, p)
        return 1 - hill4(pressure**3, p.K_MAP**3)

    found: list[tuple[float, float, float]] = []
    for L in _balance(lambda x: p.k_L * V * V + p.k_LL * hill4(x, p.K_LL), p.r_L, p):
        hypoxia = hill4(L, p.K_L)
        for H in _balance(lambda x, hypoxia=hypoxia: p.k_HO * hypoxia + p.k_HM * low(x), p.r_H, p):
            inflow = p.k_KO * hypoxia + p.k_KM * low(H) + p.k_KH * hill4(H, p.K_H)
            found += product([L], [H], _balance(lambda x, inflow=inflow: inflow, p.r_K, p))
    return found


def _balance(inflow: Callable[..., Any], outflow: float, p: Constants) -> list[float]:
    """Return the injuries x at which an organ is injured, at rate `inflow(x)` (1/h), as fast as it is repaired."""
    def net(x: Any) -> Any:
        return inflow(x) * (1 - x) - outflow * repair(x, p.K_rep)

    values: np.ndarray = net(INJURY)
    turns = np.flatnonzero((values[:-1] > 0) != (values[1:] > 0))
    return [brentq(net, INJURY[i], INJURY[i + 1], xtol=1e-15) for i in map(int, turns)]
