"""The equations of the cytokine storm: one function, `rates`.

Legend (time in hours; a quantity without a unit is a fraction or a multiple of normal)

    P pathogen load, share of the capacity         V vessel leak            es  steroid effect
    M activatable immune cells, multiple of normal L lung injury            z   tocilizumab, mg/kg in the body
    T TNF-alpha, pg/mL                             H heart injury           u   antiviral effect
    I IL-6, pg/mL                                  K kidney injury          E   endotoxin, ng/kg in the body
    R IL-10, pg/mL                                 C effector T cells       Q   endotoxin sensed by cells, ng/kg
    D damage signals from injured tissue           B antigen (tumour)

`rates` is plain arithmetic on smooth functions, so the same lines run on floats, on NumPy arrays (one entry per
patient) and on SymPy symbols. The printed equations, SBML and JavaScript are generated from the symbols.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from model.parameters import Constants


def hill2(x: Any, k: Any) -> Any:
    """Return x²/(k²+x²), a cooperative response that is one half at x = k; `x` and `k` are in the same unit."""
    square = x * x
    return square / (k * k + square)


def hill4(x: Any, k: Any) -> Any:
    """Return x⁴/(k⁴+x⁴), a steep but smooth threshold at x = k; `x` and `k` are in the same unit."""
    return hill2(x * x, k * k)


def repair(x: Any, k: Any) -> Any:
    """Return x·k⁴/(k⁴+x⁴): repair grows with injury `x` and collapses past x = k, where little tissue is left."""
    return x * (1 - hill4(x, k))


def _value(name: str, value: Any) -> Any:
    return value


def rates(
    t: Any, state: Sequence[Any] | np.ndarray, p: Constants, signal: Callable[[str, Any], Any] = _value
) -> tuple[Any, ...]:
    """Return the 17 time derivatives, each in its compartment's unit per hour.

    Args:
        t: hours; not used, because every input is a compartment of its own, but solvers pass it
        state: 17 values in the order of `compartments.TABLE`: floats, arrays of one shape, or symbols
        p: constants: floats, arrays of the shape of the states, or symbols
        signal: called with the name and the value of each signal below; what it returns is used in its place, by
            default the value itself

    With h₂(x,k) = x²/(k²+x²), h₄ alike and rep(x) = x·K_rep⁴/(K_rep⁴+x⁴):

        occ = z/(K_z+z)                                             IL-6 receptors blocked
        Is  = I·(1−occ)                                             IL-6 that still acts on cells
        Rh  = brake·R                                               IL-10 that still acts on cells
        brk = (1−e_max·es)·(1−β·Rh/(K_R+Rh))                        steroid and IL-10 brake
        F   = a_FT·h₂(T,K_FT) + (1−a_FT)·h₂(Is,K_F)                 feedback of the loop
        F_M = a_FT·h₂(T,K_M) + (1−a_FT)·h₂(Is,K_M)                  recruitment
        ag  = B/(K_B+B) + P/(K_CP+P)                                antigen that stimulates T cells
        S   = s_0 + w_P·h₂(P,K_P) + w_E·Q/(K_E+Q) + w_C·C·ag + w_D·h₂(D,K_D) + w_F·F
        AM  = M·S·brk/(1+S·brk)                                     active immune cells
        G   = ½·h₂(T,K_VT) + ½·h₂(Is,K_VI)                          signal that opens vessels
        hyp = h₄(L,K_L)                                             lack of oxygen

        P'  = r_P·P·(1−P) − k_b·P/(K_b+P) − k_kill·AM·P − k_CK·C·P − k_u·u·P
        M'  = a_M·F_M·(1−s_M·es) − μ_M·(M−1)
        T'  = p_T·AM − k_T·(T−T_0)
        I'  = (k_ns+k_rm)·I_0 + p_I·AM·(1+a_TI·T/(K_TI+T)) − (k_ns+k_rm·(1−occ))·I
        R'  = p_R·AM·I/(K_RI+I) − k_R·(R−R_0)
        D'  = (k_D·h₂(AM,K_AM) + k_DO·(L+H+K)/3)·(1−D) − μ_D·D
        V'  = k_V·G·(1−V) − r_V·V
        L'  = (k_L·V² + k_LP·P)·(1−L) − r_L·rep(L)
        H'  = (k_H·V² + k_HO)·hyp·(1−H) − r_H·rep(H)
        K'  = (k_K·V²·hyp + k_KH·h₄(H,K_H))·(1−K) − r_K·rep(K)
        C'  = ρ_C·C·ag·(1−C)·(1−s_C·es) − d_C·(C−C_b)
        B'  = −k_B·C·B
        es' = k_es·steroid_dose·(1−es) − d_es·es
        z'  = tocilizumab_rate − k_z·z
        u'  = k_on·(antiviral_dose − u)
        E'  = −k_E·E
        Q'  = k_Q·(E−Q)
    """
    P, M, T, I, R, D, V, L, H, K, C, B, es, z, u, E, Q = state  # noqa: E741 (I is IL-6, as in the paper)

    occ = signal("occ", z / (p.K_z + z))
    Is = signal("Is", I * (1 - occ))
    Rh = signal("Rh", p.brake * R)
    brk = signal("brk", (1 - p.e_max * es) * (1 - p.beta * Rh / (p.K_R + Rh)))
    F = signal("F", p.a_FT * hill2(T, p.K_FT) + (1 - p.a_FT) * hill2(Is, p.K_F))
    F_M = signal("F_M", p.a_FT * hill2(T, p.K_M) + (1 - p.a_FT) * hill2(Is, p.K_M))
    ag = signal("ag", B / (p.K_B + B) + P / (p.K_CP + P))
    S = signal("S", p.s_0 + p.w_P * hill2(P, p.K_P) + p.w_E * Q / (p.K_E + Q) + p.w_C * C * ag
               + p.w_D * hill2(D, p.K_D) + p.w_F * F)
    AM = signal("AM", M * S * brk / (1 + S * brk))
    G = signal("G", hill2(T, p.K_VT) / 2 + hill2(Is, p.K_VI) / 2)
    hyp = signal("hyp", hill4(L, p.K_L))

    return (
        p.r_P * P * (1 - P) - p.k_b * P / (p.K_b + P) - p.k_kill * AM * P - p.k_CK * C * P - p.k_u * u * P,
        p.a_M * F_M * (1 - p.s_M * es) - p.mu_M * (M - 1),
        p.p_T * AM - p.k_T * (T - p.T_0),
        (p.k_ns + p.k_rm) * p.I_0 + p.p_I * AM * (1 + p.a_TI * T / (p.K_TI + T))
        - (p.k_ns + p.k_rm * (1 - occ)) * I,
        p.p_R * AM * I / (p.K_RI + I) - p.k_R * (R - p.R_0),
        (p.k_D * hill2(AM, p.K_AM) + p.k_DO * (L + H + K) / 3) * (1 - D) - p.mu_D * D,
        p.k_V * G * (1 - V) - p.r_V * V,
        (p.k_L * V * V + p.k_LP * P) * (1 - L) - p.r_L * repair(L, p.K_rep),
        (p.k_H * V * V + p.k_HO) * hyp * (1 - H) - p.r_H * repair(H, p.K_rep),
        (p.k_K * V * V * hyp + p.k_KH * hill4(H, p.K_H)) * (1 - K) - p.r_K * repair(K, p.K_rep),
        p.rho_C * C * ag * (1 - C) * (1 - p.s_C * es) - p.d_C * (C - p.C_b),
        -p.k_B * C * B,
        p.k_es * p.steroid_dose * (1 - es) - p.d_es * es,
        p.tocilizumab_rate - p.k_z * z,
        p.k_on * (p.antiviral_dose - u),
        -p.k_E * E,
        p.k_Q * (E - Q),
    )
