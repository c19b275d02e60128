"""`simulate(scenario) -> Trajectory`: the equations solved over hours, with named, unit-bearing series.

SciPy's LSODA (stiff and non-stiff) integrates between the hours at which a treatment starts or stops, where
the inputs jump: exact restarts, so the solver never steps over a kink.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.integrate import odeint
from scipy.interpolate import CubicHermiteSpline, PPoly

from model.compartments import COMPARTMENTS, TABLE
from model.native import bound
from model.organs import DEATH_HOURS, DEATH_SPO2, READOUTS
from model.parameters import Constants, constants
from model.reactions import rates
from model.scenarios import DRUGS, TRIGGERS, Intervention, Scenario

STEP = 0.1                 # h between stored points; cubic in between
TOLERANCE = 1e-5           # relative, of the solver; a cross-check holds it to 0.1 % of each range
# Absolute tolerance of the solver, by compartment: a thousandth of what a film could show
ABSOLUTE = np.array([1e-5 if name in ("tnf", "il6", "il10") else 1e-8 for name in COMPARTMENTS])
UNITS: dict[str, str] = {row.name: row.unit for row in TABLE} | {
    name: unit for name, (_, _, unit) in READOUTS.items()}


# A healthy body at hour 0: a number, or the parameter that holds it; the rest is 0
HEALTHY: dict[str, float | str] = {"cells": 1.0, "tnf": "T_0", "il6": "I_0", "il10": "R_0", "effector": "C_b"}


def initial_state(trigger: Mapping[str, float], p: Constants) -> np.ndarray:
    """Return the state at hour 0, (17,) or (17, patients): health, with the trigger's amounts added."""
    start = {name: getattr(p, level) if isinstance(level, str) else level for name, level in HEALTHY.items()}
    for kind, amount in trigger.items():
        name = TRIGGERS[kind][0]
        start[name] = start.get(name, 0.0) + amount
    return np.stack(np.broadcast_arrays(*(start.get(name, 0.0) for name in COMPARTMENTS))).astype(float)


def inputs(interventions: tuple[Intervention, ...], hour: float) -> dict[str, float]:
    """Return the treatment inputs of `rates` that hold from `hour` until the next restart."""
    levels = {key: 0.0 for key, _, _ in DRUGS.values()}
    for given in interventions:
        if given.start <= hour < given.end:
            levels[DRUGS[given.drug][0]] += given.level
    return levels


def restarts(interventions: tuple[Intervention, ...], hours: float) -> list[float]:
    """Return 0, every start and stop of a treatment before `hours`, and `hours`, in order."""
    changes = {hour for given in interventions for hour in (given.start, given.end) if 0 < hour < hours}
    return sorted({0.0, float(hours)} | changes)


class Span(NamedTuple):
    """The solution between two restarts: `hours` (n,), `state` (n, 17), and the constants `p` that held."""

    hours: np.ndarray
    state: np.ndarray
    p: Constants

    def curve(self) -> CubicHermiteSpline:
        """Return the dense solution: cubic between stored points, with the equations' own slopes there."""
        slopes = np.broadcast_arrays(*rates(0, self.state.T, self.p))
        return CubicHermiteSpline(self.hours, self.state, np.stack(slopes, axis=-1))


class Trajectory:
    """A solved scenario. `hours` is (n,), `state` is (n, 17), series by name: `storm["il6"]` is (n,).

    Names are the compartments of `compartments.TABLE` and the read-outs of `organs.READOUTS`; `units`
    gives the unit of each.
    """

    units = UNITS

    def __init__(self, scenario: Scenario, spans: list[Span]) -> None:
        self.scenario = scenario
        self.hours = np.concatenate([spans[0].hours, *(span.hours[1:] for span in spans[1:])])
        self.state = np.concatenate([spans[0].state, *(span.state[1:] for span in spans[1:])])
        self._spans = spans

    @cached_property
    def _curve(self) -> PPoly:
        pieces = [span.curve().c for span in self._spans]
        return PPoly(np.concatenate(pieces, axis=1), self.hours)

    def __getitem__(self, name: str) -> np.ndarray:
        return self._series(name, self.state)

    def at(self, name: str, hours: float | np.ndarray) -> float | np.ndarray:
        """Return the series at `hours` (scalar or array, in h); raises ValueError outside the trajectory."""
        asked = np.asarray(hours, dtype=float)
        end = self.hours[-1]
        if not np.all((asked >= 0) & (asked <= end)):
            raise ValueError(f"hours = {hours}: allowed are hours from 0 to {end:g}, the trajectory's end")
        values = self._series(name, self._curve(asked))
        return float(values) if asked.ndim == 0 else values

    def peak(self, name: str) -> tuple[float, float]:
        """Return (hour, value) of the series' greatest stored value."""
        series = self[name]
        index = int(series.argmax())
        return float(self.hours[index]), float(series[index])

    def crossing(self, name: str, level: float) -> float | None:
        """Return the first hour at which the series crosses `level` (in its unit), either way, or None."""
        series = self[name] - level
        if series[0] == 0:
            return 0.0
        turns = np.flatnonzero(series[:-1] * series[1:] <= 0)
        if not turns.size:
            return None
        low, high = self.hours[turns[0]], self.hours[turns[0] + 1]
        for _ in range(40):  # bisection on the dense curve; brentq would need a sign change, a touch has none
            middle = (low + high) / 2
            before = (self.at(name, middle) - level) * series[0] > 0
            low, high = (middle, high) if before else (low, middle)
        return float(high)

    def doubling_hours(self, name: str) -> float | None:
        """Return the doubling time (h) of the rise, or None where the series never rises fourfold.

        The rise is from the geometric mean of start and peak to half the peak; the slope of the logarithm
        between the two, on the last rise before the peak, gives ln 2 / slope.
        """
        series, (hour, top) = self[name], self.peak(name)
        if top < 4 * max(series[0], 1e-12):
            return None
        rise = slice(0, int(np.searchsorted(self.hours, hour)) + 1)
        low, high = (self._last_below(series[rise], level) for level in (np.sqrt(series[0] * top), top / 2))
        slope = np.log(series[high] / series[low]) / (self.hours[high] - self.hours[low])
        return float(np.log(2) / slope)

    @cached_property
    def died(self) -> float | None:
        """The hour by which SpO₂ has been below 70 % for 6 h on end (the stated rule), or None.

        Curves run on after it, for comparison with another solver; they mean nothing for a patient.
        """
        below = self["spo2"] < DEATH_SPO2
        edges = np.flatnonzero(np.diff(np.concatenate(([False], below, [False])).astype(int)))
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            if self.hours[last - 1] - self.hours[first] >= DEATH_HOURS:
                return float(self.hours[first] + DEATH_HOURS)
        return None

    @property
    def outcome(self) -> str:
        """"death" by the stated rule, "recovery" (no pathogen, IL-6 < 10 pg/mL at the end) or "ill"."""
        if self.died is not None:
            return "death"
        well = self["pathogen"][-1] < 1e-3 and self["il6"][-1] < 10
        return "recovery" if well else "ill"

    @cached_property
    def events(self) -> dict[str, float]:
        """Named hours that a story needs, in order; what doesn't happen is absent."""
        found = {
            "il6_1000": self.crossing("il6", 1000.0),
            "spo2_94": self.crossing("spo2", 94.0),
            "lung_half": self.crossing("lung", 0.5),
            "heart_half": self.crossing("heart", 0.5),
            "kidney_half": self.crossing("kidney", 0.5),
            "death": self.died,
        }
        return dict(sorted(((k, v) for k, v in found.items() if v is not None), key=lambda item: item[1]))

    def _series(self, name: str, state: np.ndarray) -> np.ndarray:
        if name in READOUTS:
            compartment, readout, _ = READOUTS[name]
            return readout(state[..., COMPARTMENTS.index(compartment)])
        if name not in COMPARTMENTS:
            raise ValueError(f"unknown series {name!r}; known: {', '.join(UNITS)}")
        return state[..., COMPARTMENTS.index(name)]

    @staticmethod
    def _last_below(series: np.ndarray, level: float) -> int:
        return int(np.flatnonzero(series < level)[-1])


def simulate(scenario: Scenario, hours: float | None = None) -> Trajectory:
    """Solve `scenario` over `hours` (default: the scenario's own) and return the Trajectory.

    Raises ValueError for hours that are not above 0.
    """
    hours = scenario.hours if hours is None else hours
    if not (np.isfinite(hours) and hours > 0):
        raise ValueError(f"hours = {hours}: allowed are finite numbers above 0; the start is 0")
    p = constants(scenario.parameters)
    state = initial_state(scenario.trigger, p)
    spans: list[Span] = []
    for start, stop in pairwise(restarts(scenario.interventions, hours)):
        now = p._replace(**inputs(scenario.interventions, start))
        spans.append(_solve(state, now, start, stop))
        state = spans[-1].state[-1]
    return Trajectory(scenario, spans)


def _solve(state: np.ndarray, p: Constants, start: float, stop: float) -> Span:
    slope, steepness = bound(p)
    grid = np.linspace(start, stop, max(2, round((stop - start) / STEP) + 1))
    solved, report = odeint(slope, state, grid, tfirst=True, Dfun=steepness,
                            rtol=TOLERANCE, atol=ABSOLUTE, full_output=True)
    if report["message"] != "Integration successful.":
        raise ArithmeticError(f"the solver gave up between hours {start:g} and {stop:g}: {report['message']}")
    return Span(grid, solved, p)
