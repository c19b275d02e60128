"""The renderer of the film: it hands each finished frame to the encoder uncopied, and records what is on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from manim import CairoRenderer, Scene

from stage.manim.camera import BlindCamera, FilmCamera
from stage.manim.encoder import ClipWriter
from stage.manim.observer import ScreenObserver


class FilmRenderer(CairoRenderer):
    """A Manim renderer whose camera draws every frame into an array that the encoder no longer needs.

    With `skip_animations` it is that of a rehearsal, and draws nothing.

    Attributes:
        observer: records what is on the screen in the frames that are written.
    """

    camera: FilmCamera
    file_writer: ClipWriter
    observer: ScreenObserver

    def __init__(self, meanings: Mapping[str, str], *, skip_animations: bool = False) -> None:
        """Make a renderer for a film whose meaningful colours (#rrggbb) have these names."""
        camera = BlindCamera if skip_animations else FilmCamera
        super().__init__(file_writer_class=ClipWriter, camera_class=camera, skip_animations=skip_animations)
        self._meanings = meanings

    def get_frame(self) -> np.ndarray:
        """Return the picture (height, width, RGBA), and let the camera go on in another array.

        Manim paints every frame from the background up, so what the other array holds does not matter.
        """
        frame = self.camera.pixel_array
        self.camera.pixel_array = self.file_writer.spare_frame(frame)
        return frame

    def init_scene(self, scene: Scene, *settings: Any) -> None:
        """Begin a scene, as Manim asks."""
        super().init_scene(scene, *settings)
        self.observer = ScreenObserver(scene, self.camera, self._meanings)

    def add_frame(self, frame: np.ndarray, num_frames: int = 1) -> None:
        """Hand a frame to the writer, `num_frames` times."""
        if not self.skip_animations:
            self.observer.observe(self.file_writer.frames, self.num_plays)
        super().add_frame(frame, num_frames)
