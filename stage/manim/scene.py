"""The Manim half of a stage: a scene that is played in whole frames, and knows what it has drawn."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import FunctionType
from typing import Any, cast

from manim import ManimColor, MovingCameraScene, Wait

from stage import style
from stage.layout import Box, Layout
from stage.manim.animation import Playable
from stage.manim.camera import FilmCamera
from stage.manim.mobjects import updaters
from stage.manim.renderer import FilmRenderer
from stage.screen import ScreenRecord


class FilmScene(MovingCameraScene):
    """A Manim scene that counts time in frames.

    Attributes:
        elapsed: time (s) of the frame that is being drawn since the play or wait began; 0 between them.
    """

    def __init__(self, layout: Layout, meanings: Mapping[str, str], *, rehearsal: bool) -> None:
        """Set up a stage of a format.

        Args:
            layout: the format.
            meanings: the film's meaningful colours (#rrggbb), each with its name, which reports use for drawings of
                that colour.
            rehearsal: whether it is only run through, without drawing.
        """
        super().__init__(renderer=FilmRenderer(meanings, skip_animations=rehearsal))
        self.camera.frame.stretch_to_fit_width(layout.frame[0]).stretch_to_fit_height(layout.frame[1])
        self.camera.background_color = ManimColor(style.NIGHT)
        self.elapsed = 0.0

    @property
    def camera(self) -> FilmCamera:
        """The film's camera; its `frame` is what of the stage it shows."""
        return self._renderer.camera

    @property
    def rate(self) -> int:
        """Frames a second."""
        return int(self.camera.frame_rate)

    @property
    def frames_drawn(self) -> int:
        """How many frames were written so far."""
        return self._renderer.file_writer.frames

    @property
    def record(self) -> ScreenRecord:
        """What was on the screen in the frames written so far."""
        return self._renderer.observer.record()

    @property
    def _renderer(self) -> FilmRenderer:
        return cast(FilmRenderer, self.renderer)  # the one that it was given

    def play_frames(self, frames: int, *animations: Playable, **options: Any) -> None:
        """Play animations for exactly this many frames."""
        self._sign_updaters()
        # Half a frame less makes Manim draw exactly `frames`; with whole frames, its rounding could go either way.
        super().play(*animations, run_time=(frames - 0.5) / self.rate, **options)
        self.elapsed = 0.0

    def wait_frames(self, frames: int) -> None:
        """Show the picture for exactly this many frames; what has updaters goes on."""
        self._sign_updaters()
        moving = any(any(updaters(mobject)) for mobject in self.mobjects)
        # Manim draws a moving wait like a play, but counts a frozen one by rounding down.
        seconds = (frames - 0.5 if moving else frames + 0.5) / self.rate
        super().play(Wait(run_time=seconds, frozen_frame=not moving))
        self.elapsed = 0.0

    def update_to_time(self, t: float) -> None:
        """Bring all that moves to second `t` of a play or wait, as Manim asks for before it draws a frame."""
        self.elapsed = t
        super().update_to_time(t)

    def see(self, box: Box) -> Playable:
        """Return the camera's move to a box of the stage, as near as the frame's shape allows."""
        frame = self.camera.frame
        scale = max(box.width / frame.width, box.height / frame.height)
        return frame.animate.scale(scale).move_to(box.center)

    def _sign_updaters(self) -> None:
        """Cache each updater's signature: Manim calls `inspect.signature` on it in every frame."""
        for mobject in self.mobjects:
            for updater in updaters(mobject):
                if isinstance(updater, FunctionType) and not hasattr(updater, "__signature__"):
                    cast(Any, updater).__signature__ = inspect.signature(updater)
