"""What is behind every scene: a place with light and depth and, in a tall frame, the blood that runs below.

Three planes: the far one is a plate, out of focus; the story happens in the middle; dim shapes in front frame it. When
the camera moves, the planes move by different amounts. A laboratory measures IL-6 in the blood, so the blood carries as
much IL-6 as the model has at the scene's hour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, Circle, Rectangle, VGroup, VMobject

from scenes import style
from scenes.cast import grounds
from scenes.cast.cells import ImmuneCell
from scenes.cast.messengers import fullness, il6_shape, red_cell
from stage.crowd import Crowd, line_path
from stage.layout import Box, Layout
from stage.manim.animation import Playable
from stage.manim.updaters import TimedUpdater, add_timed_updater, add_updater
from stage.plates import Painter, Plate
from stage.screen import backdrop
from stage.shapes import smooth, soft
from stage.style import NIGHT

MARGIN = 0.06
"""How much wider than the frame the ground is on each side (share of the frame's width), for the camera's moves."""
FRONT = ((-0.52, -0.5, 0.3), (0.5, 0.56, 0.26), (0.56, -0.42, 0.2))
"""The dim shapes in front: their middles (frame's widths and heights from its middle) and radii (frame's heights)."""


class Surroundings(VGroup):
    """The ground, the light of the fever on it, the shapes in front and the bloodstream of one scene.

    Attributes:
        ground: the plate behind all.
        fever: reddens the ground; its opacity is the fever.
        front: the dim shapes nearest to the viewer, which a scene adds last.
        blood: the bloodstream, empty if the frame has no space below.
    """

    def __init__(self, layout: Layout, level: Callable[[], float], ground: Painter | None = None,
                 calm: Sequence[Box] = ()) -> None:
        """Set up a place.

        Args:
            layout: the format.
            level: gives IL-6 (pg/mL) now.
            ground: paints the plate; tissue if it is left out.
            calm: boxes in which the tissue has no cells, for charts and monitors.
        """
        box = field(layout)
        self.ground = backdrop(Plate(box, layout, ground or grounds.tissue(box, calm)))
        fever = Rectangle(width=box.width, height=box.height, stroke_width=0, fill_color=style.FEVER, fill_opacity=0)
        self.fever = backdrop(fever.move_to(box.center))
        self.front = backdrop(_front(layout))
        self.blood = backdrop(bloodstream(layout.below, level) if layout.below else VGroup())
        super().__init__(self.ground, self.fever, self.blood)

    def inflame(self, share: float) -> list[Playable]:
        """Return the animation that reddens the place by a share (0-1); 0 calms it again."""
        return [self.fever.animate.set_fill(opacity=0.8 * share)]

    def follow(self, share: Callable[[], float]) -> None:
        """Let the place be as red as `share` (0-1) says in every frame."""
        add_updater(self.fever, lambda fever: fever.set_fill(opacity=0.8 * share()), call_now=True)


def field(layout: Layout) -> Box:
    """Return the box that grounds cover: the frame and a margin."""
    margin = MARGIN * layout.frame[0]
    return layout.whole.inset(-margin, -margin, -margin, -margin)


def to_edge(layout: Layout, box: Box) -> Box:
    """Return a box on the right or at the foot of the frame, grown to the frame's edges: calm ground for data."""
    whole = field(layout)
    if layout.wide:
        return Box((box.left + whole.right) / 2, 0, whole.right - box.left, whole.height)
    bottom = layout.below.top if layout.below else whole.bottom
    return Box(0, (box.top + bottom) / 2, whole.width, box.top - bottom)


def _front(layout: Layout) -> VGroup:
    width, height = layout.frame
    return VGroup(*(
        soft(Circle(1.6 * radius * height, stroke_width=0, fill_color=NIGHT, fill_opacity=0.85))
        .move_to((x * width, y * height, 0.0)) for x, y, radius in FRONT
    ))


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
    foot = Rectangle(width=box.width, height=box.height, stroke_width=0, fill_color=NIGHT, fill_opacity=1)
    foot.next_to(lumen.move_to(box.center), DOWN, buff=0)
    return VGroup(foot, lumen, red, cells, discs, _walls(box))


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
