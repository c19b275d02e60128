"""One picture, such as a poster or a style sheet, drawn as the film is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from manim import Mobject
from PIL import Image

from stage.layout import Layout
from stage.manim.settings import settings_of_still
from stage.manim.still import picture_of
from stage.type import register_fonts


def still(draw: Callable[[], Iterable[Mobject]], layout: Layout, pixels: tuple[int, int]) -> Image.Image:
    """Return a picture of a format, `pixels` wide and high, of the mobjects that `draw` gives, the last on top.

    Raises:
        TypefaceError: the typeface is missing.
    """
    register_fonts()
    with settings_of_still(layout, pixels):
        return Image.fromarray(picture_of(draw())).convert("RGB")
