"""A person, seen from the front: the body's outline with lungs and heart."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.cast.anatomy import Level, Lungs, body, heart
from scenes.cast.places import floor
from stage.layout import Box, Layout


class Person(VGroup):
    """A body in the middle of the frame.

    Attributes:
        outline, lungs, heart: its parts, the outline behind the others.
    """

    def __init__(self, layout: Layout, harm: Level, room: Box | None = None) -> None:
        """Draw the body in the middle of a format, or of a room in it; lungs and heart show the injury `harm` (0-1)."""
        x, y, _ = (room or layout.safe).center
        size = min(0.24 * layout.whole.width, 0.33 * (layout.whole.top - y))
        self.outline = body(size, (y - floor(layout)) / size)
        self.heart = heart(0.48 * size, harm).shift(size * np.array([0.08, -0.5, 0]))
        self.lungs = Lungs(size, harm)
        super().__init__(self.outline, self.lungs, self.heart)
        self.shift((x, y, 0.0))
