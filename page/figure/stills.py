"""Two drawings of the model's storm that need no script: IL-6 untreated and treated, and organs failing one by one.

What is computed here are places, in the units of each drawing; `templates/charts.svg` draws them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model import Trajectory, scenario, simulate
from model.simulate import HEALTHY_IL6, SEVERE_IL6

DAY = 24.0
"""Hours."""
ORGANS = ("lung", "heart", "kidney")


@dataclass(frozen=True)
class Frame:
    """A drawing of `width` by `height`, with the rectangle of its axes."""

    width: int
    height: int
    left: int
    right: int
    top: int
    foot: int

    @property
    def inner_width(self) -> int:
        """The width of the rectangle."""
        return self.right - self.left

    def across(self, share: float) -> float:
        """Return the horizontal place of a share 0–1 of the time axis."""
        return self.left + self.inner_width * share

    def up(self, share: float) -> float:
        """Return the vertical place of a share 0–1 of the value axis."""
        return self.foot - (self.foot - self.top) * share


class Tick(NamedTuple):
    """A value on the vertical axis, as it is written."""

    text: str
    y: float


class Day(NamedTuple):
    """A day on the time axis."""

    number: int
    x: float


class Curve(NamedTuple):
    """The points of a polyline, and the place beside which it is named."""

    points: str
    x: float
    y: float


class Band(NamedTuple):
    """A range of values, with the foot of its name."""

    name: str
    top: float
    height: float
    text_y: float


@dataclass(frozen=True)
class Still:
    """IL-6 over ten days, and the numbers that its caption needs, as texts."""

    frame: Frame
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    days: tuple[Day, ...]
    untreated: Curve
    treated: Curve
    start: str
    severe_hour: str
    peak: str


@dataclass(frozen=True)
class OrganChart:
    """What is left of the organs' function in %, and the numbers that its text twin needs, as texts."""

    frame: Frame
    ticks: tuple[Tick, ...]
    days: tuple[Day, ...]
    organs: dict[str, Curve]
    severe_x: float
    note_y: float
    died: str
    severe_hour: str
    left: dict[str, str]


def still() -> Still:
    """Return IL-6 of the scenarios `storm` and `treated`.

    Raises:
        ValueError: `storm` is not a storm any more.
    """
    frame, hours, decades = Frame(720, 340, left=82, right=700, top=40, foot=306), 10 * DAY, 4
    untreated, treated = (simulate(scenario(name), hours) for name in ("storm", "treated"))
    severe_hour, died = _storm(untreated)
    start = max(given.start for given in treated.scenario.interventions)

    def y(il6: float) -> float:
        return frame.up(math.log10(max(il6, 1.0)) / decades)

    def curve(trajectory: Trajectory, end: float, named: float) -> Curve:
        points = _points(lambda hour: frame.across(hour / hours), y, trajectory, "il6", np.arange(0.0, end, 2.0))
        return Curve(points, frame.across(named / hours), y(trajectory.at("il6", named)))

    top = 10.0**decades
    severe = Band("severe", y(top), y(SEVERE_IL6) - y(top), y(top) + 18)
    healthy = Band("healthy", y(HEALTHY_IL6), y(1.0) - y(HEALTHY_IL6), y(1.0) - 8)
    days = tuple(Day(day, frame.across((day - 0.5) * DAY / hours)) for day in range(2, 11, 2))
    return Still(
        frame=frame,
        bands=(severe, healthy),
        ticks=tuple(Tick(f"{10**power:,}", y(10.0**power)) for power in range(decades + 1)),
        days=days,
        untreated=curve(untreated, died, died),
        treated=curve(treated, hours, start + 3 * DAY),
        start=f"{start:.0f}",
        severe_hour=f"{severe_hour:.0f}",
        peak=f"{treated.peak('il6')[1]:,.0f}",
    )


def organ_chart() -> OrganChart:
    """Return the function of the organs in the scenario `storm`, until the patient is lost.

    Raises:
        ValueError: `storm` is not a storm any more.
    """
    frame, storm = Frame(480, 270, left=40, right=402, top=34, foot=244), simulate(scenario("storm"))
    severe_hour, died = _storm(storm)
    hours = DAY * math.ceil(died / DAY)

    def x(hour: float) -> float:
        return frame.across(hour / hours)

    def y(percent: float) -> float:
        return frame.up(percent / 100)

    def curve(organ: str) -> Curve:
        series = f"{organ}_function"
        return Curve(_points(x, y, storm, series, np.linspace(0.0, died, 45)), x(died), y(storm.at(series, died)))

    return OrganChart(
        frame=frame,
        ticks=tuple(Tick(f"{percent}", y(percent)) for percent in (0, 50, 100)),
        days=tuple(Day(day, x(day * DAY)) for day in range(1, round(hours / DAY))),
        organs={organ: curve(organ) for organ in ORGANS},
        severe_x=x(severe_hour),
        note_y=y(8),
        died=f"{died:.0f}",
        severe_hour=f"{severe_hour:.0f}",
        left={organ: f"{storm.at(f'{organ}_function', died):.0f}" for organ in ORGANS},
    )


def _storm(trajectory: Trajectory) -> tuple[float, float]:
    """Return the hour at which IL-6 becomes severe, and the hour of death."""
    severe_hour, died = trajectory.crossing("il6", SEVERE_IL6), trajectory.died
    if severe_hour is None or died is None:
        raise ValueError(f"the scenario `storm` no longer passes {SEVERE_IL6:,.0f} pg/mL and kills, and the page's "
                         "drawings would show no storm: change model/scenarios.py back, or page/figure/stills.py")
    return severe_hour, died


def _points(
    x: Callable[[float], float], y: Callable[[float], float], trajectory: Trajectory, series: str, hours: np.ndarray
) -> str:
    values = trajectory.at(series, hours)
    return " ".join(f"{x(hour):.1f},{y(value):.1f}" for hour, value in zip(hours, values, strict=True))
