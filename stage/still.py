"""One picture, such as a poster or a style sheet, drawn as the film is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from manim import DOWN, LEFT, RIGHT, Mobject, VGroup
from PIL import Image

from plan.direction import is_right_to_left
from stage.layout import Layout
from stage.manim.settings import settings_of_still
from stage.manim.still import picture_of
from stage.type import Words, register_fonts

_GAP, _MARGIN = 0.4, 0.1
"""Between rows of words, in heights of the highest one; around them, in shares of the frame."""


def still(draw: Callable[[], Iterable[Mobject]], layout: Layout, pixels: tuple[int, int]) -> Image.Image:
    """Return a picture of a format, `pixels` wide and high, of the mobjects that `draw` gives, the last on top.

    Raises:
        TypefaceError: the typeface is missing.
    """
    register_fonts()
    with settings_of_still(layout, pixels):
        return Image.fromarray(picture_of(draw())).convert("RGB")


def still_of_words(words: Sequence[tuple[str, str]], layout: Layout, pixels: tuple[int, int]) -> Image.Image:
    """Return a picture of words below each other, as large as fits; each is a text and its colour (#rrggbb).

    Raises:
        TypefaceError: the typeface is missing, or a letter in it.
    """

    def draw() -> list[Mobject]:
        column = VGroup(*(Words(text, colour) for text, colour in words))
        edge = RIGHT if is_right_to_left(words[0][0]) else LEFT
        column.arrange(DOWN, buff=_GAP * max(each.height for each in column), aligned_edge=edge)
        return [layout.whole.part(_MARGIN, _MARGIN, 1 - _MARGIN, 1 - _MARGIN).fit(column)]

    return still(draw, layout, pixels)
