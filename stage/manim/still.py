"""One picture without a play."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import CairoRenderer, Mobject, Scene

from stage.manim.camera import FilmCamera


def picture_of(mobjects: Iterable[Mobject]) -> np.ndarray:
    """Return the picture (height, width, RGBA) of mobjects, the last on top, as `settings_of_still` asks for it."""
    renderer = CairoRenderer(camera_class=FilmCamera)
    scene = Scene(renderer=renderer)
    scene.add(*mobjects)
    renderer.update_frame(scene)
    return renderer.get_frame()
