"""The figure as a still, for those without JavaScript: the model's storm, untreated and treated, as one SVG."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from model import scenario, simulate
from model.simulate import Trajectory

HOURS = 240.0
WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 82, 20, 40, 34
DECADES = 4


@dataclass(frozen=True)
class Still:
    """The picture, and the numbers that its caption needs."""

    svg: str
    start: float
    thousand: float
    peak: float


def still(words: dict[str, Any]) -> Still:
    """Draw IL-6 of `storm` and of `treated` over ten days."""
    untreated, treated = simulate(scenario("storm"), HOURS), simulate(scenario("treated"), HOURS)
    thousand = untreated.crossing("il6", 1000.0)
    if thousand is None or untreated.died is None:
        raise ValueError("the scenario `storm` no longer passes 1,000 pg/mL and kills: the still would show no storm")
    start = max(given.start for given in treated.scenario.interventions)
    numbers = {"start": f"{start:.0f}", "thousand": f"{thousand:.0f}", "peak": f"{treated.peak('il6')[1]:,.0f}"}
    labels = words["figure"]["labels"]
    told = html.escape(words["figure"]["still_alt"].format(**numbers))
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{told}">']
    parts += [_band("severe", 1000, 10_000, _y(10_000) + 18, labels["severe"]),
              _band("healthy", 1, 10, _y(1) - 8, labels["healthy"])]
    parts += [_tick(10**decade) for decade in range(DECADES + 1)]
    parts += [_day(day, labels["day"]) for day in range(2, 11, 2)]
    parts.append(f'<text class="title" x="{LEFT}" y="{TOP - 14}">{html.escape(labels["axis_il6"])}</text>')
    parts += [_curve("ghost", untreated, untreated.died), _curve("past", treated, HOURS)]
    parts.append(_name(words["figure"]["untreated"], untreated, untreated.died, "quiet", -24))
    parts.append(_name(words["figure"]["treated"], treated, start + 72, "il6", 8))
    return Still("".join([*parts, "</svg>"]), start, thousand, treated.peak("il6")[1])


def _x(hour: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * hour / HOURS


def _y(il6: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * math.log10(max(il6, 1.0)) / DECADES


def _band(name: str, low: float, high: float, at: float, label: str) -> str:
    return (f'<rect class="band {name}" x="{LEFT}" y="{_y(high):.1f}" width="{WIDTH - LEFT - RIGHT}" '
            f'height="{_y(low) - _y(high):.1f}"/><text class="band-name {name}" x="{WIDTH - RIGHT - 8}" '
            f'y="{at:.1f}" text-anchor="end">{html.escape(label)}</text>')


def _tick(value: float) -> str:
    return (f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(value):.1f}" y2="{_y(value):.1f}"/>'
            f'<text class="tick" x="{LEFT - 8}" y="{_y(value) + 5:.1f}" text-anchor="end">{value:,}</text>')


def _day(day: int, label: str) -> str:
    return (f'<text class="tick" x="{_x(24 * day - 12):.1f}" y="{HEIGHT - 10}" '
            f'text-anchor="middle">{html.escape(label.format(n=day))}</text>')


def _curve(kind: str, course: Trajectory, end: float) -> str:
    hours = np.arange(0.0, end, 2.0)
    points = " ".join(f"{_x(hour):.1f},{_y(il6):.1f}" for hour, il6 in zip(hours, course.at("il6", hours), strict=True))
    return f'<polyline class="{kind}" points="{points}"/>'


def _name(label: str, course: Trajectory, hour: float, colour: str, above: float) -> str:
    return (f'<text class="title {colour}" x="{_x(hour) + 8:.1f}" y="{_y(course.at("il6", hour)) - above:.1f}">'
            f"{html.escape(label)}</text>")
