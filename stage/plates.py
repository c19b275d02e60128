"""Plates: pictures that are painted once and then only copied, for grounds with blur and light, which paths lack.

A plate fills its box. It is painted at the size that the box has in the frame of its format, when it is first drawn, so
a rehearsal paints none. While the camera is nearer or further away, the same picture is scaled.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Rectangle

from stage.layout import Box, Layout

Painter = Callable[[int, int], np.ndarray]
"""Takes a width and a height (pixels), and paints an opaque picture (height, width, RGB), 8 bits each."""


class Plate(Rectangle):
    """An opaque picture in a box of the stage; its `fill_opacity` says how much of it is seen.

    Attributes:
        painter: paints it; the camera knows a plate by this mark.
        frame_width: width of the frame (units) in which the picture is as large as it was painted.
    """

    def __init__(self, box: Box, layout: Layout, painter: Painter, opacity: float = 1.0) -> None:
        """Put what `painter` paints into a box of a format."""
        super().__init__(width=box.width, height=box.height, stroke_width=0, fill_color="#000000")
        self.set_fill(opacity=opacity).move_to(box.center)
        self.painter, self.frame_width = painter, layout.frame[0]
