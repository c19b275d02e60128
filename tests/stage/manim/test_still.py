"""Leans on `Scene.renderer` and `update_frame`: a picture without a play."""

from __future__ import annotations

from manim import Circle, Square

from stage.layout import LAYOUTS
from stage.manim.settings import settings_of_still
from stage.manim.still import picture_of


def test_a_picture_shows_the_last_mobject_on_top_at_the_pixels_that_were_asked_for():
    """`CairoRenderer.update_frame` and `get_frame` after `Scene.add`."""
    with settings_of_still(LAYOUTS["landscape"], (160, 90)):
        below, above = (shape(4, fill_opacity=1, stroke_width=0) for shape in (Square, Circle))
        picture = picture_of([below.set_fill("#ff0000"), above.set_fill("#0000ff")])
    assert picture.shape == (90, 160, 4)
    assert picture[45, 80].tolist() == [0, 0, 255, 255] and picture[2, 2, :3].tolist() == [10, 14, 32]
