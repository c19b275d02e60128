"""`simulate(scenario) -> Trajectory`: the equations solved over hours, as named series with units.

SciPy's LSODA, which switches between a stiff and a non-stiff method, integrates from restart to restart. A restart is
an hour at which a treatment starts or stops: there the inputs jump, and the solver must not step across the jump. A
trajectory ends when the patient dies, because what the equations give after that means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple, overload

import numpy as np
from scipy.integrate import odeint
from scipy.interpolate import CubicHermiteSpline, PPoly

from model.compartments import COMPARTMENTS, TABLE
from model.errors import unknown
from model.native import bind
from model.organs import DEATH_HOURS, DEATH_MAP, DEATH_SPO2, READOUTS
from model.parameters import Constants, constants
from model.reactions import rates
from model.scenarios import DRUGS, TRIGGERS, Intervention, Scenario, scenario

STEP = 0.1                 # h between stored points; between two of them the curve is cubic
TOLERANCE = 1e-5           # relative tolerance of the solver; `crosscheck` then finds errors under 0.1 % of each range
# Absolute tolerance of the solver by compartment, in its unit: a thousandth of what can be seen in a film
ABSOLUTE = np.array([1e-5 if name in ("tnf", "il6", "il10") else 1e-8 for name in COMPARTMENTS])
UNITS: dict[str, str] = {row.name: row.unit for row in TABLE} | {
    name: readout.unit for name, readout in READOUTS.items()}
MOST_HOURS = 8760.0        # h, a year: the longest trajectory
# Levels that outcomes and events are judged by, in a film and on its page too
HEALTHY_IL6 = 10.0         # pg/mL, IL-6 in health is below (5.2 in Said 2021); assumption
SEVERE_IL6 = 1000.0        # pg/mL, IL-6 in severe storms is above; assumption
LOW_SPO2 = 94.0            # %, oxygen saturation below this level counts as low; assumption
HALF_INJURED = 0.5         # 1, injury at which half of an organ's function is lost
CLEARED = 1e-3             # 1, a smaller pathogen or tumour counts as cleared; assumption
# A healthy body at hour 0: a number, or the name of the parameter that holds it; all other compartments are 0
HEALTHY: dict[str, float | str] = {"cells": 1.0, "tnf": "T_0", "il6": "I_0", "il10": "R_0", "effector": "C_b",
                                   "temperature": "th_0"}


def initial_state(trigger: Mapping[str, float], p: Constants) -> np.ndarray:
    """Return the state at hour 0: health, with the amounts of the trigger added.

    Its shape is (28,) for scalar constants `p`, and (28, patients) for constants of shape (patients,).
    """
    start = {name: getattr(p, level) if isinstance(level, str) else level for name, level in HEALTHY.items()}
    for kind, amount in trigger.items():
        name = TRIGGERS[kind].compartment
        start[name] = start.get(name, 0.0) + amount
    return np.stack(np.broadcast_arrays(*(start.get(name, 0.0) for name in COMPARTMENTS))).astype(float)


def inputs(interventions: tuple[Intervention, ...], hour: float) -> dict[str, float]:
    """Return the treatment inputs of `rates`, by name, that hold from `hour` until the next restart."""
    levels = {drug.input: 0.0 for drug in DRUGS.values()}
    for given in interventions:
        if given.start <= hour < given.end:
            levels[DRUGS[given.drug].input] += given.level
    return levels


def restarts(interventions: tuple[Intervention, ...], hours: float) -> list[float]:
    """Return the hours 0, every start and stop of a treatment before `hours`, and `hours`, in ascending order."""
    changes = {hour for given in interventions for hour in (given.start, given.end) if 0 < hour < hours}
    return sorted({0.0, float(hours)} | changes)


def unit_of(series: str) -> str:
    """Return the unit of a series, "1" for fractions and multiples of normal.

    Raises:
        ValueError: the series is unknown.
    """
    if series not in UNITS:
        raise unknown("series", series, UNITS)
    return UNITS[series]


class Segment(NamedTuple):
    """The solution between two restarts: `hours` (n,), `state` (n, 28), and the constants `p` that held there."""

    hours: np.ndarray
    state: np.ndarray
    p: Constants

    def curve(self) -> CubicHermiteSpline:
        """Return the solution at all hours: cubic between stored points, with the slopes that the equations give."""
        slopes = np.broadcast_arrays(*rates(0, self.state.T, self.p))
        return CubicHermiteSpline(self.hours, self.state, np.stack(slopes, axis=-1))


class Trajectory:
    """A solved scenario: `hours` is (n,), `state` is (n, 28), and a series such as `storm["il6"]` is (n,).

    It ends at the scenario's last hour or when the patient dies, at `died` (h, None for a survivor).

    Series are named as the compartments of `compartments.TABLE` and the read-outs of `organs.READOUTS`. `units` maps
    each name to its unit. All methods that take a name raise ValueError for an unknown one.
    """

    units = UNITS

    def __init__(self, scenario: Scenario, segments: list[Segment], died: float | None = None) -> None:
        self.scenario = scenario
        self.died = died
        self.hours = np.concatenate([segments[0].hours, *(segment.hours[1:] for segment in segments[1:])])
        self.state = np.concatenate([segments[0].state, *(segment.state[1:] for segment in segments[1:])])
        self._segments = segments

    @cached_property
    def _curve(self) -> PPoly:
        pieces = [segment.curve().c for segment in self._segments]
        return PPoly(np.concatenate(pieces, axis=1), self.hours)

    def __getitem__(self, name: str) -> np.ndarray:
        return self._series(name, self.state)

    @overload
    def at(self, name: str, hours: float) -> float: ...

    @overload
    def at(self, name: str, hours: np.ndarray) -> np.ndarray: ...

    def at(self, name: str, hours: float | np.ndarray) -> float | np.ndarray:
        """Return the values of the series at `hours` (h), in the shape of `hours`.

        Raises:
            ValueError: the series is unknown, or an hour is outside the trajectory.
        """
        wanted = np.asarray(hours, dtype=float)
        end = self.hours[-1]
        if not np.all((wanted >= 0) & (wanted <= end)):
            what = "the hour of death" if self.died else "the end of the trajectory"
            raise ValueError(f"hours = {hours}: allowed are hours from 0 to {end:g}, {what}")
        values = self._series(name, self._curve(wanted))
        return float(values) if wanted.ndim == 0 else values

    def peak(self, name: str) -> tuple[float, float]:
        """Return the hour and the value of the greatest stored value of the series."""
        series = self[name]
        index = int(np.argmax(series))
        return float(self.hours[index]), float(series[index])

    def crossing(self, name: str, level: float) -> float | None:
        """Return the first hour at which the series reaches `level` (in its unit) from above or below, or None."""
        series = self[name] - level
        if series[0] == 0:
            return 0.0
        turns = np.flatnonzero(series[:-1] * series[1:] <= 0)
        if not turns.size:
            return None
        low, high = self.hours[turns[0]], self.hours[turns[0] + 1]
        for _ in range(40):  # bisection, because brentq needs a change of sign, and a curve that only touches has none
            middle = (low + high) / 2
            before = (self.at(name, middle) - level) * series[0] > 0
            low, high = (middle, high) if before else (low, middle)
        return float(high)

    def doubling_hours(self, name: str) -> float | None:
        """Return the doubling time (h) of the rise to the peak, or None if the peak is under four times the start.

        The rise is measured between two levels, the geometric mean of start and peak and half the peak, where the
        series passes them for the last time before its peak. The doubling time is ln 2 over the mean slope of the
        natural logarithm between them.
        """
        series, (hour, top) = self[name], self.peak(name)
        if top < 4 * max(series[0], 1e-12):
            return None
        rise = slice(0, int(np.searchsorted(self.hours, hour)) + 1)
        low, high = (self._last_below(series[rise], level) for level in (np.sqrt(series[0] * top), top / 2))
        slope = np.log(series[high] / series[low]) / (self.hours[high] - self.hours[low])
        return float(np.log(2) / slope)

    @property
    def outcome(self) -> str:
        """How the scenario ends: "death", "recovery" or "ill".

        A patient has recovered who at the end has less pathogen than CLEARED, and less IL-6 than HEALTHY_IL6.
        """
        if self.died is not None:
            return "death"
        recovered = self["pathogen"][-1] < CLEARED and self["il6"][-1] < HEALTHY_IL6
        return "recovery" if recovered else "ill"

    @cached_property
    def events(self) -> dict[str, float]:
        """The hours of named events, in order of time; an event that doesn't happen is left out."""
        found = {
            "il6_1000": self.crossing("il6", SEVERE_IL6),
            "spo2_94": self.crossing("spo2", LOW_SPO2),
            "lung_half": self.crossing("lung", HALF_INJURED),
            "heart_half": self.crossing("heart", HALF_INJURED),
            "kidney_half": self.crossing("kidney", HALF_INJURED),
            "death": self.died,
        }
        happened = {name: hour for name, hour in found.items() if hour is not None}
        return dict(sorted(happened.items(), key=lambda item: item[1]))

    def _series(self, name: str, state: np.ndarray) -> np.ndarray:
        unit_of(name)  # refuses an unknown name
        if name in READOUTS:
            return _read_out(name, state, self._segments[0].p)
        return state[..., COMPARTMENTS.index(name)]

    @staticmethod
    def _last_below(series: np.ndarray, level: float) -> int:
        return int(np.flatnonzero(series < level)[-1])


def simulate(scenario: Scenario, hours: float | None = None) -> Trajectory:
    """Solve `scenario` over `hours` (h; the scenario's own by default) and return the Trajectory.

    Raises:
        ValueError: `hours` is not above 0 or is above MOST_HOURS, or a treatment starts when they are over.
        ArithmeticError: the solver failed; the message says between which hours.
    """
    hours = scenario.hours if hours is None else hours
    if not 0 < hours <= MOST_HOURS:
        raise ValueError(f"hours = {hours:g}: allowed are numbers above 0, up to {MOST_HOURS:g} (a year)")
    for given in scenario.interventions:
        if given.start >= hours:
            raise ValueError(f"{given.drug} starts at hour {given.start:g}, but the trajectory ends at hour {hours:g}: "
                             f"allowed are starts before that, or more hours")
    p = constants(scenario.parameters)
    state = initial_state(scenario.trigger, p)
    segments: list[Segment] = []
    failing = 0.0
    for start, stop in pairwise(restarts(scenario.interventions, hours)):
        now = p._replace(**inputs(scenario.interventions, start))
        segment = _solve(state, now, start, stop)
        death, failing = _death(segment, failing)
        if death is not None:
            segments.append(Segment(segment.hours[:death + 1], segment.state[:death + 1], now))
            return Trajectory(scenario, segments, float(segment.hours[death]))
        segments.append(segment)
        state = segment.state[-1]
    return Trajectory(scenario, segments)


def _read_out(name: str, state: np.ndarray, p: Constants) -> np.ndarray:
    """Return a read-out of `state` (…, 28) in its unit, (…)."""
    readout = READOUTS[name]
    values: np.ndarray = readout.function(p, *(state[..., COMPARTMENTS.index(one)] for one in readout.compartments))
    return values


def is_failing(state: np.ndarray, p: Constants) -> np.ndarray:
    """Return whether oxygen or pressure of `state` (…, 28) is so low that DEATH_HOURS of it kill, (…)."""
    low: np.ndarray = (_read_out("spo2", state, p) < DEATH_SPO2) | (_read_out("map", state, p) < DEATH_MAP)
    return low


def _death(segment: Segment, failing: float) -> tuple[int | None, float]:
    """Return the index at which the patient dies in the segment or None, and for how long (h) they have been failing.

    `failing` is for how long they have been when the segment begins.
    """
    low = is_failing(segment.state, segment.p)
    if not low.any():
        return None, 0.0
    for index in range(1, len(low)):
        step = segment.hours[index] - segment.hours[index - 1]
        failing = failing + step if low[index - 1] and low[index] else 0.0
        if failing >= DEATH_HOURS - 1e-9:
            return index, failing
    return None, failing


@cache
def solved(name: str) -> Trajectory:
    """Return the trajectory of the scenario of that name, solved once per process.

    Raises:
        ValueError: the scenario is unknown.
    """
    return simulate(scenario(name))


def _solve(state: np.ndarray, p: Constants, start: float, stop: float) -> Segment:
    rates, jacobian = bind(p)
    grid = np.linspace(start, stop, max(2, round((stop - start) / STEP) + 1))
    states, report = odeint(rates, state, grid, tfirst=True, Dfun=jacobian,
                            rtol=TOLERANCE, atol=ABSOLUTE, full_output=True)
    if report["message"] != "Integration successful." or not np.isfinite(states).all():
        raise ArithmeticError(f"the solver failed between hours {start:g} and {stop:g}: "
                              f"{report['message'] if np.isfinite(states).all() else 'a level is not a number'}; "
                              "the parameters are too far from their values")
    return Segment(grid, states, p)
