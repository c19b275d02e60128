"""A published model (Reynolds 2006, doi:10.1016/j.jtbi.2006.02.016), solved with our solver, ends as published."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import odeint

from model.simulate import TOLERANCE


def reynolds(y: np.ndarray, t: float, growth: float) -> list[float]:
    """Return the time derivatives of pathogen, phagocytes, damage and anti-inflammatory mediator."""
    P, N, D, C = y  # noqa: N806 (the paper's symbols)

    def inhibited(x: float) -> float:
        return x / (1 + (C / 0.28) ** 2)

    R = inhibited(0.01 * N + 0.1 * P + 0.02 * D)  # noqa: N806
    damaged = inhibited(N) ** 6 / (0.06**6 + inhibited(N) ** 6)
    g = inhibited(N + 48 * D)
    return [
        growth * P * (1 - P / 20) - 0.6 * 0.005 * P / (0.002 + 0.01 * P) - 1.8 * inhibited(N) * P,
        0.08 * R / (0.12 + R) - 0.05 * N,
        0.35 * damaged - 0.02 * D,
        0.0125 + 0.04 * g / (1 + g) - 0.1 * C,
    ]


@pytest.mark.parametrize(
    ("growth", "load", "pathogen", "phagocytes", "damage"),
    [
        pytest.param(0.3, 1.0, 0, 0, 0, id="healthy"),
        pytest.param(0.3, 1.2, 0, 0.635, 17.4, id="aseptic by load"),
        pytest.param(0.5, 1.0, 0, 0.635, 17.4, id="aseptic by growth"),
        pytest.param(0.6, 1.0, 4.94, None, None, id="septic"),
    ],
)
def test_the_outcomes_are_those_published(
    growth: float, load: float, pathogen: float, phagocytes: float | None, damage: float | None
) -> None:
    end = odeint(reynolds, [load, 0, 0, 0.125], [0, 1500], args=(growth,), rtol=TOLERANCE, atol=1e-9)[-1]
    expected = [value for value in (pathogen, phagocytes, damage) if value is not None]
    assert np.allclose(end[: len(expected)], expected, rtol=5e-3, atol=1e-4)
