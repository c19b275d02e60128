"""Pictures of plates, as cairo copies them: each is painted when it is first drawn, and kept."""

from __future__ import annotations

from typing import NamedTuple

import cairocffi
import numpy as np

from stage.plates import Painter


class Print(NamedTuple):
    """A painted plate; `pixels` holds its memory, which the surface only refers to."""

    surface: cairocffi.ImageSurface
    pixels: np.ndarray


class Prints:
    """The plates that a camera has painted."""

    def __init__(self) -> None:
        """Begin with none."""
        self._painted: dict[Painter, Print] = {}

    def of(self, painter: Painter, width: int, height: int) -> cairocffi.ImageSurface:
        """Return what a painter paints, at the size (pixels) at which it was first asked for."""
        if painter not in self._painted:
            pixels = np.full((height, width, 4), 255, dtype=np.uint8)
            pixels[:, :, :3] = painter(width, height)
            # The frame holds red first, so red stays first here too, where cairo takes it for blue.
            surface = cairocffi.ImageSurface(cairocffi.FORMAT_RGB24, width, height, pixels.data.cast("B"))
            self._painted[painter] = Print(surface, pixels)
        return self._painted[painter].surface
