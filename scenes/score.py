"""What the music of this film follows: IL-6 and the heart of the model, hour by hour.

The engine's music asks for three curves (`audio.music.score.MusicPart`); here the model's series are turned into them.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from model import Trajectory, scenario, simulate

CALM, STORM = 10.0, 4000.0
"""IL-6 (pg/mL) at which tension is 0 and 1: the upper limit of what the film calls healthy, and the storm's plateau."""
RESTING, ALARMED, BREATHLESS = 62.0, 40.0, 40.0
"""Heartbeats a minute: at rest, and what full tension and an SpO₂ of FAINT add to them. Assumptions, since
fever and lack of oxygen make the heart beat faster."""
FINE, FAINT = 97.5, 70.0
"""SpO₂ (%) of a healthy body, and the one below which the model's patient dies."""


class Curves(NamedTuple):
    """Tension, heart rate (heartbeats a minute) and injury of the heart (0-1), (n,) each."""

    tension: np.ndarray
    heart_rate: np.ndarray
    injury: np.ndarray


def curves(scenario_name: str, hours: np.ndarray) -> Curves:
    """Return what the music follows at hours (n,) of a scenario.

    Tension is the logarithm of IL-6, as on the film's axis: 0 at CALM and below, 1 at STORM.
    """
    course = _course(scenario_name)
    il6, spo2, heart = (np.asarray(course.at(name, hours)) for name in ("il6", "spo2", "heart"))
    tension = np.log(il6 / CALM) / np.log(STORM / CALM)
    breathless = np.clip((FINE - spo2) / (FINE - FAINT), 0, 1)
    return Curves(tension, RESTING + ALARMED * np.clip(tension, 0, 1) + BREATHLESS * breathless, heart)


@cache
def _course(scenario_name: str) -> Trajectory:
    return simulate(scenario(scenario_name))
