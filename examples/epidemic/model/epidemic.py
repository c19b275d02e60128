"""Susceptible, infected, recovered: three shares of a population, solved over time (Kermack and McKendrick 1927).

    dS/dt = -R₀ S I / D        dI/dt = R₀ S I / D - I / D        dR/dt = I / D

Time is in hours, as everywhere in the engine; D is the time for which a case infects others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.integrate import solve_ivp

DAY = 24.0
INFECTIOUS = 7 * DAY
"""Hours for which a case infects others; assumption."""
FIRST = 1e-3
"""Share of the population that is infected at hour 0; assumption."""
SCENARIOS = {"free": 3.0, "half": 1.5}
"""How many others a case infects if all can catch it (R₀): freely, and with half the contacts; assumption."""
END = 160 * DAY
SERIES = ("susceptible", "infected", "recovered")


@dataclass(frozen=True)
class Trajectory:
    """One scenario solved: hours (n,), and each series (n,) in per cent of the population."""

    name: str
    hours: np.ndarray
    series: dict[str, np.ndarray]

    def at(self, name: str, hours: np.ndarray | float) -> np.ndarray:
        """Return a series (%) at any hours, an array of their shape."""
        return np.interp(hours, self.hours, self.series[name])

    def peak(self, name: str) -> tuple[float, float]:
        """Return the hour of a series' highest value, and that value (%)."""
        row = int(np.argmax(self.series[name]))
        return float(self.hours[row]), float(self.series[name][row])

    def crossing(self, name: str, level: float) -> float | None:
        """Return the first hour at which a series rises to a level (%), None if it never does."""
        above = np.flatnonzero(self.series[name] >= level)
        return float(self.hours[above[0]]) if len(above) else None

    def doubling(self, name: str) -> float:
        """Return the hours in which a series doubles at the start."""
        early = self.crossing(name, 2 * self.series[name][0])
        return float("inf") if early is None else early


@cache
def simulate(name: str) -> Trajectory:
    """Solve a scenario.

    Raises:
        ValueError: there is no such scenario.
    """
    if name not in SCENARIOS:
        raise ValueError(f"there is no scenario {name!r}: use one of {', '.join(SCENARIOS)}")

    def rates(_: float, shares: np.ndarray) -> list[float]:
        susceptible, infected, _recovered = shares
        new, ended = SCENARIOS[name] * susceptible * infected / INFECTIOUS, infected / INFECTIOUS
        return [-new, new - ended, ended]

    hours = np.linspace(0.0, END, 4001)
    solved = solve_ivp(rates, (0.0, END), [1 - FIRST, FIRST, 0.0], t_eval=hours, rtol=1e-8, atol=1e-12)
    return Trajectory(name, hours, {key: 100 * row for key, row in zip(SERIES, solved.y, strict=True)})
