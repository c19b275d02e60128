"""The messengers IL-6 and TNF-α, and the blood that carries them: how they look in a crowd, and how many there are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Circle, Triangle, VGroup, VMobject

from scenes import style
from stage.crowd import Crowd, orbit

MOST = 10_000.0
"""IL-6 (pg/mL) at which a crowd that follows it is full."""


def messengers(hub: VMobject, counts: tuple[int, int] = (300, 150), **flow: float) -> VGroup:
    """Return IL-6 and TNF-α on their way around a circle, a crowd each, so many of them."""
    size = min(0.09, 0.03 * hub.width)
    shapes = il6_shape(size), tnf_shape(1.3 * size)
    return VGroup(
        *(
            Crowd(shape, count, orbit(hub), jitter=0.05 * hub.width, seed=seed, **flow)
            for shape, count, seed in zip(shapes, counts, (1, 2), strict=True)
        )
    )


def follow(crowds: VGroup, level: Callable[[], float], most: float = 1.0) -> None:
    """Let crowds grow, up to a share `most`, and hurry with IL-6 (pg/mL), by the logarithm, as on the chart's axis."""

    def heed(crowd: Crowd) -> None:
        height = fullness(level())
        # Faster, and spots of the frame would flash as one messenger after another passes them.
        crowd.shown, crowd.flow = most * (0.05 + 0.95 * height), 0.05 + 0.25 * height

    for crowd in crowds:
        crowd.add_updater(heed)


def fullness(level: float) -> float:
    """Return which share of a crowd is there at a level of IL-6 (pg/mL)."""
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
