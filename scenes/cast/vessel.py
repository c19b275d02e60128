"""A blood vessel whose wall leaks: blood flows in it, its wall cells draw apart, and fluid leaves between them."""

from __future__ import annotations

import numpy as np
from manim import Circle, Rectangle, VGroup, VMobject

from scenes import style
from scenes.cast.anatomy import Level
from scenes.cast.messengers import red_cell
from stage.crowd import Crowd, Route, line_path
from stage.layout import Box
from stage.manim.updaters import add_updater
from stage.shapes import smooth

TILES = 9
"""Cells of each wall."""


def vessel(box: Box, leak: Level) -> VGroup:
    """Return a vessel across a box, the lower half of it: lumen, blood, walls, and the drops that rise as it leaks."""
    tube = box.part(0, 0, 1, 0.55)
    lumen = Rectangle(
        width=tube.width, height=0.8 * tube.height, stroke_width=0, fill_color=style.BLOOD, fill_opacity=1
    )
    cell = red_cell(0.11).set_fill(style.RED_CELLS)
    middle = line_path(tube.point(0, 0.5), tube.point(1, 0.5))
    blood = Crowd(cell, 60, middle, flow=0.16, jitter=0.13 * tube.height)
    walls = VMobject(
        fill_color=style.VESSEL_WALL, fill_opacity=1, stroke_color=style.VESSEL_WALL_EDGE, stroke_width=2.5
    )

    def part(mobject: VMobject) -> None:
        gap = 0.04 + 0.42 * float(np.clip(leak(), 0, 1)) ** 0.5
        mobject.set_points(np.vstack([_wall(tube, 0.88, gap), _wall(tube, 0.12, 0.04)]))

    drop = Circle(0.085, num_components=5, fill_color=style.FLUID)
    drops = Crowd(drop, 110, _rise(box), flow=0.4, jitter=0.05, shown=float(np.clip(leak(), 0, 1)))
    add_updater(drops, lambda crowd: setattr(crowd, "shown", float(np.clip(leak(), 0, 1))))
    return VGroup(lumen.move_to(tube.center), blood, add_updater(walls, part, call_now=True), drops)


def _wall(tube: Box, up: float, gap: float) -> np.ndarray:
    """Return the cells of a wall (4n, 3) with gaps between them, as a share of a cell."""
    width, height = tube.width / TILES, 0.2 * tube.height
    shape = np.array([[-0.5, 0], [-0.38, 0.5], [0.38, 0.5], [0.5, 0], [0.38, -0.5], [-0.38, -0.5]])
    tile = np.column_stack([shape * [width * (1 - gap), height], np.zeros(len(shape))])
    places = np.array([tube.point((k + 0.5) / TILES, up) for k in range(TILES)])
    return smooth(places[:, None, :] + tile[None]).reshape(-1, 3)


def _rise(box: Box) -> Route:
    """Return ways out of the gaps between the upper wall's cells."""

    def place(phases: np.ndarray) -> np.ndarray:
        gap = 1 + np.arange(len(phases)) % (TILES - 1)
        across = gap / TILES + 0.035 * np.sin(7.0 * np.arange(len(phases)) + 5 * phases)
        up = 0.45 + 0.55 * phases
        return np.stack([box.left + box.width * across, box.bottom + box.height * up, 0 * phases], axis=1)

    return place
