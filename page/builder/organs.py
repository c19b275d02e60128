"""Organs failing one after the other, in the model's untreated storm, as one SVG."""

from __future__ import annotations

import html
from typing import Any

import numpy as np

from model import scenario, simulate
from model.simulate import Trajectory

HOURS = 96.0
WIDTH, HEIGHT = 480, 270
LEFT, RIGHT, TOP, BOTTOM = 40, 78, 34, 26
ORGANS = ("lung", "heart", "kidney")


def failing(words: dict[str, Any]) -> str:
    """Draw what is left of each organ's function, with the hour at which IL-6 passes 1,000 pg/mL.

    Raises:
        ValueError: the untreated storm no longer passes 1,000 pg/mL, or no longer kills.
    """
    storm, said = simulate(scenario("storm"), HOURS), words["organs"]
    thousand, died = storm.crossing("il6", 1000.0), storm.died
    if thousand is None or died is None:
        raise ValueError("the scenario `storm` no longer passes 1,000 pg/mL and kills: no organ would be seen to fail")
    left = {organ: f"{storm.at(f'{organ}_function', died):.0f}" for organ in ORGANS}
    told = html.escape(said["alt"].format(died=f"{died:.0f}", thousand=f"{thousand:.0f}", **left))
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{told}">', *map(_tick, (0, 50, 100))]
    parts += [_day(day, words["figure"]["labels"]["day"]) for day in (1, 2, 3)]
    parts.append(f'<text class="title" x="{LEFT}" y="{TOP - 16}">{html.escape(said["axis"])}</text>')
    parts.append(f'<line class="mark" x1="{_x(thousand):.1f}" x2="{_x(thousand):.1f}" y1="{TOP}" y2="{_y(0)}"/>'
                 f'<text class="title il6" x="{_x(thousand) - 6:.1f}" y="{_y(8):.1f}" text-anchor="end">'
                 f'{html.escape(said["thousand"])}</text>')
    parts += [_organ(organ, words["say"]["gauges"][organ], storm, died) for organ in ORGANS]
    return "".join([*parts, "</svg>"])


def _x(hour: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * hour / HOURS


def _y(percent: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * percent / 100


def _tick(percent: int) -> str:
    return (f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(percent):.1f}" y2="{_y(percent):.1f}"/>'
            f'<text class="tick" x="{LEFT - 8}" y="{_y(percent) + 4:.1f}" text-anchor="end">{percent}</text>')


def _day(day: int, label: str) -> str:
    return (f'<text class="tick" x="{_x(24 * day):.1f}" y="{HEIGHT - 8}" '
            f'text-anchor="middle">{html.escape(label.format(n=day))}</text>')


def _organ(organ: str, name: str, storm: Trajectory, died: float) -> str:
    hours = np.linspace(0.0, died, 45)
    curve = [(_x(hour), _y(left)) for hour, left in zip(hours, storm.at(f"{organ}_function", hours), strict=True)]
    points, (x, y) = " ".join(f"{x:.1f},{y:.1f}" for x, y in curve), curve[-1]
    return (f'<polyline class="fails" points="{points}"/>'
            f'<text class="organ-name" x="{x + 8:.1f}" y="{y + 4:.1f}">{html.escape(name)}</text>')
