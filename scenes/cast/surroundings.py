"""What is behind every scene: the body's tissue and, in a tall frame, the blood that runs below.

A laboratory measures IL-6 in the blood, so the blood carries as much IL-6 as the model has at the scene's hour.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Rectangle, VGroup, VMobject

from scenes import style
from scenes.cast.cells import ImmuneCell, Tissue
from scenes.cast.messengers import fullness, il6_shape, red_cell
from stage.crowd import Crowd, line_path
from stage.layout import Box, Layout
from stage.manim.updaters import TimedUpdater, add_timed_updater, add_updater
from stage.screen import backdrop
from stage.shapes import smooth


class Surroundings(VGroup):
    """The tissue and the bloodstream behind a scene.

    Attributes:
        tissue: the body's cells, over the whole frame.
        blood: the bloodstream, empty if the frame has no space below.
    """

    def __init__(self, layout: Layout, level: Callable[[], float]) -> None:
        """Draw the surroundings in a format; `level` gives IL-6 (pg/mL) now."""
        self.tissue = backdrop(Tissue(layout.whole))
        self.blood = backdrop(bloodstream(layout.below, level) if layout.below else VGroup())
        super().__init__(self.tissue, self.blood)


def bloodstream(box: Box, level: Callable[[], float]) -> VGroup:
    """Return a vessel across a box with red cells, two immune cells, and IL-6 as `level` (pg/mL) says."""
    lumen = Rectangle(width=box.width, height=box.height, stroke_width=0, fill_color=style.BLOODSTREAM, fill_opacity=1)
    cell = red_cell(0.2).set_fill(style.BLOODSTREAM_RED_CELLS)
    middle = line_path(box.point(-0.05, 0.5), box.point(1.05, 0.5))
    red = Crowd(cell, 44, middle, flow=0.09, jitter=0.17 * box.height, seed=6)
    discs = Crowd(il6_shape(0.09), 260, middle, flow=0.11, jitter=0.18 * box.height, shown=0.0, seed=7)
    add_updater(discs, lambda crowd: setattr(crowd, "shown", fullness(level())))
    cells = VGroup()
    for number, up in enumerate((0.72, 0.3)):
        rider = ImmuneCell(0.2 * box.height, seed=20 + number)
        cells.add(add_timed_updater(rider, _ride(box, up, 0.3 + 0.5 * number)))
    return VGroup(lumen.move_to(box.center), red, cells, discs, _walls(box))


def _ride(box: Box, up: float, start: float) -> TimedUpdater[ImmuneCell]:
    """Return an updater that lets a cell drift along the vessel, and enter again from the left."""
    phase = [start]

    def drift(cell: ImmuneCell, dt: float) -> None:
        phase[0] = (phase[0] + 0.05 * dt) % 1
        cell.move_to(box.point(1.2 * phase[0] - 0.1, up + 0.04 * np.sin(9 * phase[0])))

    return drift


def _walls(box: Box, count: int = 7) -> VMobject:
    """Return both walls of a vessel, a row of flat cells each."""
    width, height = box.width / count, 0.13 * box.height
    shape = np.array([[-0.49, 0], [-0.38, 0.5], [0.38, 0.5], [0.49, 0], [0.38, -0.5], [-0.38, -0.5]])
    tile = np.column_stack([shape * [width, height], np.zeros(len(shape))])
    places = np.array([box.point((k + 0.5) / count, up) for up in (0, 1) for k in range(count)])
    walls = VMobject(
        fill_color=style.BLOODSTREAM_WALL, fill_opacity=1, stroke_color=style.BLOODSTREAM_WALL_EDGE, stroke_width=3
    )
    return walls.set_points(smooth(places[:, None, :] + tile[None]).reshape(-1, 3))
