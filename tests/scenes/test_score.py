"""The music's tension is the logarithm of IL-6; the heart beats faster with it and with lack of oxygen."""

from __future__ import annotations

import numpy as np
import pytest

from model import scenario, simulate
from scenes.score import CALM, RESTING, STORM, curves

STORM_RUN = simulate(scenario("storm"))


def test_tension_is_0_where_il6_is_healthy_and_1_on_the_plateau():
    ten, thousand, plateau = (STORM_RUN.crossing("il6", level) for level in (CALM, 1000.0, STORM))
    tension = curves("storm", np.array([0.0, ten, thousand, plateau])).tension
    assert tension[0] < 0
    assert tension[1:] == pytest.approx([0, np.log(100) / np.log(400), 1], abs=1e-3)


def test_the_heart_beats_at_rest_in_health_and_faster_in_the_storm():
    healthy = curves("health", np.array([0.0, 100.0])).heart_rate
    assert healthy == pytest.approx(RESTING, abs=0.5)
    rates = curves("storm", np.array([0.0, 20.0, 36.0, 60.0, 84.0])).heart_rate
    assert (np.diff(rates) > 0).all()


def test_injury_is_the_hearts():
    hours = np.array([0.0, 80.0, 110.0])
    assert curves("storm", hours).injury == pytest.approx(STORM_RUN.at("heart", hours))
