"""What the music follows: the more people are infected, the tenser it is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.epidemic import simulate

WORST = 30.0
"""Share of infected (%) at which tension is 1."""
REST, HURRIED = 62.0, 40.0
"""Beats a minute of the pulse at rest, and what full tension adds."""


class Curves(NamedTuple):
    """Tension (0-1), pulse (beats a minute) and injury (0-1), (n,) each."""

    tension: np.ndarray
    heart_rate: np.ndarray
    injury: np.ndarray


def curves(scenario_name: str, hours: np.ndarray) -> Curves:
    """Return what the music follows at hours (n,) of a scenario."""
    tension = np.clip(simulate(scenario_name).at("infected", hours) / WORST, 0, 1)
    return Curves(tension, REST + HURRIED * tension, np.zeros_like(tension))
