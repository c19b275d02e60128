"""The equations of the cytokine storm: one function, `rates`.

Legend (time in hours; a quantity without a unit is a fraction or a multiple of normal)

    P  pathogen load, share of the capacity     V  vessel leak                  E  endotoxin, ng/kg in the body
    M  immune cells, multiple of normal         W  vessels without tone         X1–X4  alarm on its way from sensing
    T  TNF-alpha, pg/mL                         L  lung injury                     to secretion, four stages
    I  IL-6, pg/mL                              H  heart injury                 Z  refractoriness of alarmed cells
    R  IL-10, pg/mL                             K  kidney injury                Y, N  IL-6 and IL-10 being made
    D  damage signals from injured tissue       th temperature, °C              Q  late brake
    C  effector T cells                         es steroid effect               G  share of cells that have tired
    B  antigen (tumour)                         z  tocilizumab, mg/kg           O  support: oxygen and pressors
                                                u  antiviral effect

`rates` is plain arithmetic on smooth functions, so the same lines run on floats, on NumPy arrays (one entry per
patient) and on SymPy symbols. The printed equations, SBML, C and JavaScript are generated from the symbols.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from model.organs import mean_pressure, set_point
from model.parameters import Constants
from model.responses import hill1, hill2, hill4, repair


def _value(name: str, value: Any) -> Any:
    return value


def rates(
    t: Any, state: Sequence[Any] | np.ndarray, p: Constants, signal: Callable[[str, Any], Any] = _value
) -> tuple[Any, ...]:
    """Return the 28 time derivatives, each in its compartment's unit per hour.

    Args:
        t: hours; not used, because every input is a compartment of its own, but solvers pass it
        state: 28 values in the order of `compartments.TABLE`: floats, arrays of one shape, or symbols
        p: constants: floats, arrays of the shape of the states, or symbols
        signal: called with the name and the value of each signal below; what it returns is used in its place, by
            default the value itself

    With h₁(x,k) = x/(k+x), h₂(x,k) = x²/(k²+x²), h₄ alike, and rep(x) = x·K_rep⁴/(K_rep⁴+x⁴):

        occ  = h₁(z,K_z)                                            IL-6 receptors blocked
        Is   = I·(1−occ)                                            IL-6 that still acts on cells
        brk  = (1−e_max·es)/(1+brake·(b_R·h₁(R,K_R)+b_Q·Q))         steroid, early brake (IL-10) and late brake
        F    = a_FT·h₁(T,K_FT) + (1−a_FT)·h₁(Is,K_F)                feedback of the loop
        F_M  = a_FT·h₁(T,K_M) + (1−a_FT)·h₁(Is,K_M)                 recruitment
        ag   = h₁(B,K_B) + k_CP·h₁(P,K_CP)                          antigen that stimulates T cells
        sen  = w_E·h₄(E,K_E) + alarm·w_P·h₂(P,K_P) + w_D·h₂(D,K_D)  what cells sense
        J    = s_0 + X4·(1−h₄(Z,K_Z)) + w_C·C·ag                    drive: what has reached secretion, and T cells
        S    = J·(1+w_F·F)                                          feedback multiplies: without drive no storm
        A    = M·(1−G)·S·brk/(1+S·brk)                              active immune cells
        kill = phago·k_kill·h₁(A,K_A)·K_S/(K_S+P) + cyto·k_CK·C     killing of the pathogen
        G_V  = a_VT·h₂(T,K_VT) + (1−a_VT)·h₂(Is,K_VI)               signal that opens vessels
        G_W  = w_WT·h₂(T,K_WT) + w_WC·h₂(C·ag,K_WC) + toxin·w_WP·h₁(P,K_WP)    signal that takes their tone
        aim  = th_0 + a_th·h₁(T−T_0+Is−I_0,K_th)                    set point of the temperature
        MAP  = MAP_0·(1+c_th·(aim−th))·(1−a_W·W·(1−c_W·O))·(1−a_V·V·(1−c_W·O))·(1−a_H·H)    mean pressure
        low  = 1 − h₄(MAP³,K_MAP³)                                  lack of pressure
        lack = L·(1−c_O·O)                                          lung injury that support does not make up for
        hyp  = h₄(lack,K_L)                                         lack of oxygen
        g    = h₁(steroid_dose,K_es)                                steroid effect that the dose aims at

        P'  = r_P·P·(1−P) − k_b·P/(K_b+P) − kill·P − k_u·u·P
        M'  = a_M·F_M·(1−s_M·es) − μ_M·(M−1)
        T'  = p_T·A − k_T·(T−T_0)
        I'  = p_I·Y + k_I·I_0 − k_I·(1−f_rm·occ)·I
        R'  = p_R·N − k_R·(R−R_0)
        D'  = (k_D·h₂(A,K_AD) + k_DO·(L+H+K)/3 + k_DP·(tropism+toxin)·P)·(1−D) − μ_D·D
        V'  = k_V·G_V·(1−V) − r_V·V
        L'  = (k_L·V² + tropism·(k_LP+k_LC·C)·P + k_LL·h₄(L,K_LL))·(1−L) − r_L·rep(L)
        H'  = (k_HO·hyp + k_HM·low)·(1−H) − r_H·rep(H)
        K'  = (k_KO·hyp + k_KM·low + k_KH·h₄(H,K_H))·(1−K) − r_K·rep(K)
        C'  = ρ_C·C·ag·(1−C)·(1−s_C·es) − d_C·(C−C_b)
        B'  = −k_B·C·B
        es' = (k_es·g+d_es)·(g−es)
        z'  = tocilizumab_rate − k_z·z
        u'  = k_on·(antiviral_dose−u)
        E'  = −k_E·E
        X1' = k_X·(sen−X1)
        X2' = k_X·(X1−X2)
        X3' = k_X·(X2−X3)
        X4' = k_X·(X3−X4)
        Z'  = k_Z·(X4−Z)
        Y'  = k_X·(A·h₁(T,K_TI)−Y)
        N'  = k_X·(A−N)
        Q'  = k_Q·(h₁(A,K_Q)−Q)
        G'  = k_G·h₁(A,K_G)·(1−G) − r_G·G
        W'  = k_W·G_W·(1−W) − r_W·W
        th' = k_th·(aim−th)
        O'  = k_O·(support_level−O)
    """
    P, M, T, I, R, D, V, L, H, K, C, B, es, z, u, E, X1, X2, X3, X4, Z, Y, N, Q, G, W, th, O = state  # noqa: E741

    occ = signal("occ", hill1(z, p.K_z))
    Is = signal("Is", I * (1 - occ))
    brk = signal("brk", (1 - p.e_max * es) / (1 + p.brake * (p.b_R * hill1(R, p.K_R) + p.b_Q * Q)))
    F = signal("F", p.a_FT * hill1(T, p.K_FT) + (1 - p.a_FT) * hill1(Is, p.K_F))
    F_M = signal("F_M", p.a_FT * hill1(T, p.K_M) + (1 - p.a_FT) * hill1(Is, p.K_M))
    ag = signal("ag", hill1(B, p.K_B) + p.k_CP * hill1(P, p.K_CP))
    sen = signal("sen", p.w_E * hill4(E, p.K_E) + p.alarm * p.w_P * hill2(P, p.K_P) + p.w_D * hill2(D, p.K_D))
    J = signal("J", p.s_0 + X4 * (1 - hill4(Z, p.K_Z)) + p.w_C * C * ag)
    S = signal("S", J * (1 + p.w_F * F))
    A = signal("A", M * (1 - G) * S * brk / (1 + S * brk))
    kill = signal("kill", p.phago * p.k_kill * hill1(A, p.K_A) * p.K_S / (p.K_S + P) + p.cyto * p.k_CK * C)
    G_V = signal("G_V", p.a_VT * hill2(T, p.K_VT) + (1 - p.a_VT) * hill2(Is, p.K_VI))
    G_W = signal("G_W", p.w_WT * hill2(T, p.K_WT) + p.w_WC * hill2(C * ag, p.K_WC)
                 + p.toxin * p.w_WP * hill1(P, p.K_WP))
    aim = signal("aim", set_point(T, Is, p))
    MAP = signal("MAP", mean_pressure(aim - th, W, V, H, O, p))
    low = signal("low", 1 - hill4(MAP * MAP * MAP, p.K_MAP * p.K_MAP * p.K_MAP))
    lack = signal("lack", L * (1 - p.c_O * O))
    hyp = signal("hyp", hill4(lack, p.K_L))
    g = signal("g", hill1(p.steroid_dose, p.K_es))

    return (
        p.r_P * P * (1 - P) - p.k_b * P / (p.K_b + P) - kill * P - p.k_u * u * P,
        p.a_M * F_M * (1 - p.s_M * es) - p.mu_M * (M - 1),
        p.p_T * A - p.k_T * (T - p.T_0),
        p.p_I * Y + p.k_I * p.I_0 - p.k_I * (1 - p.f_rm * occ) * I,
        p.p_R * N - p.k_R * (R - p.R_0),
        (p.k_D * hill2(A, p.K_AD) + p.k_DO * (L + H + K) / 3 + p.k_DP * (p.tropism + p.toxin) * P) * (1 - D)
        - p.mu_D * D,
        p.k_V * G_V * (1 - V) - p.r_V * V,
        (p.k_L * V * V + p.tropism * (p.k_LP + p.k_LC * C) * P + p.k_LL * hill4(L, p.K_LL)) * (1 - L)
        - p.r_L * repair(L, p.K_rep),
        (p.k_HO * hyp + p.k_HM * low) * (1 - H) - p.r_H * repair(H, p.K_rep),
        (p.k_KO * hyp + p.k_KM * low + p.k_KH * hill4(H, p.K_H)) * (1 - K) - p.r_K * repair(K, p.K_rep),
        p.rho_C * C * ag * (1 - C) * (1 - p.s_C * es) - p.d_C * (C - p.C_b),
        -p.k_B * C * B,
        (p.k_es * g + p.d_es) * (g - es),
        p.tocilizumab_rate - p.k_z * z,
        p.k_on * (p.antiviral_dose - u),
        -p.k_E * E,
        p.k_X * (sen - X1),
        p.k_X * (X1 - X2),
        p.k_X * (X2 - X3),
        p.k_X * (X3 - X4),
        p.k_Z * (X4 - Z),
        p.k_X * (A * hill1(T, p.K_TI) - Y),
        p.k_X * (A - N),
        p.k_Q * (hill1(A, p.K_Q) - Q),
        p.k_G * hill1(A, p.K_G) * (1 - G) - p.r_G * G,
        p.k_W * G_W * (1 - W) - p.r_W * W,
        p.k_th * (aim - th),
        p.k_O * (p.support_level - O),
    )
