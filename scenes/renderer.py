"""The renderer of the film: it gives each finished frame away instead of copying it."""

from __future__ import annotations

import numpy as np
from manim import CairoRenderer

from scenes.camera import FilmCamera
from scenes.encoder import ClipWriter


class FilmRenderer(CairoRenderer):
    """A Manim renderer whose camera draws every frame into an array that the encoder has done with."""

    def __init__(self, *, skip_animations: bool = False) -> None:
        super().__init__(file_writer_class=ClipWriter, camera_class=FilmCamera, skip_animations=skip_animations)

    def get_frame(self) -> np.ndarray:
        """Return the picture (height, width, RGBA), and let the camera go on in another array.

        Manim paints every frame anew from the background up, so what the other array holds does not matter.
        """
        frame = self.camera.pixel_array
        self.camera.pixel_array = self.file_writer.spare_frame(frame)
        return frame
