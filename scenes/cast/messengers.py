"""The messengers IL-6 and TNF-α as crowds, and red blood cells: their shapes, and how many of them there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from manim import Circle, Triangle, VMobject

from scenes import style
from stage.crowd import Crowd, orbit
from stage.manim.updaters import add_updater

MOST = 10_000.0
"""IL-6 (pg/mL) at which a crowd that follows it is full."""


class Messengers(NamedTuple):
    """The two crowds that go around a circle."""

    il6: Crowd
    tnf: Crowd

    def follow(self, level: Callable[[], float], most: float = 1.0) -> None:
        """Let the crowds grow, up to a share `most` of their number, and speed up with IL-6 (pg/mL)."""

        def adapt(crowd: Crowd) -> None:
            height = fullness(level())
            # If they were faster, spots of the frame would flash as one messenger after another passes them.
            crowd.shown, crowd.flow = most * (0.05 + 0.95 * height), 0.05 + 0.25 * height

        for crowd in self:
            add_updater(crowd, adapt)


def messengers(
    hub: VMobject, counts: tuple[int, int] = (300, 150), *, flow: float = 0.2, shown: float = 1.0
) -> Messengers:
    """Return crowds of IL-6 and TNF-α that go around a circle.

    Args:
        hub: the circle; the crowds follow it where it is moved.
        counts: how many of IL-6 and of TNF-α there are at most.
        flow: rounds a second.
        shown: the share of them (0-1) that is there at first.
    """
    size = min(0.09, 0.03 * hub.width)
    il6, tnf = (
        Crowd(shape, count, orbit(hub), jitter=0.05 * hub.width, flow=flow, shown=shown, seed=seed)
        for shape, count, seed in zip((il6_shape(size), tnf_shape(1.3 * size)), counts, (1, 2), strict=True)
    )
    return Messengers(il6, tnf)


def fullness(level: float) -> float:
    """Return the share (0-1) of a crowd that is there at a level of IL-6 (pg/mL), by its logarithm as on the charts.

    >>> fullness(1), fullness(100), fullness(10_000)
    (0.0, 0.25, 1.0)
    """
    return float(np.clip(np.log10(max(level, 1.0)) / np.log10(MOST), 0, 1) ** 2)


def il6_shape(radius: float = 0.07) -> VMobject:
    """Return IL-6 as it swarms: an amber disc."""
    return Circle(radius, num_components=5, fill_color=style.IL6)


def tnf_shape(radius: float = 0.1) -> VMobject:
    """Return TNF-α as it swarms: a pale yellow triangle."""
    return Triangle(fill_color=style.TNF).scale_to_fit_height(1.6 * radius)


def red_cell(radius: float) -> VMobject:
    """Return a red blood cell as it is swept along: a flat oval."""
    return Circle(radius, num_components=7).stretch(1.25, 0).stretch(0.75, 1)
