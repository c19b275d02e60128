"""The poster: the crowd on the day of most cases, and the title."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup, VMobject
from PIL import Image

from model.epidemic import simulate
from plan.formats import POSTERS
from plan.segments import words_of
from scenes.cast import people
from scenes.style import INFECTED
from stage.layout import Layout
from stage.still import still
from stage.style import NIGHT, TEXT
from stage.type import Words


def draw(title: str, layout: Layout) -> Image.Image:
    """Return the poster in a format, at the pixels that sites want of it."""
    return still(lambda: _picture(title, layout), layout, POSTERS[layout.name])


def _picture(title: str, layout: Layout) -> list[VMobject]:
    epidemic = simulate("free")
    day_of_most, _ = epidemic.peak("infected")
    crowd = people(layout.whole, epidemic, lambda: day_of_most).clear_updaters().set_opacity(0.35)
    words = [Words(word.upper(), TEXT if number else INFECTED, 96) for number, word in enumerate(words_of(title))]
    rows = VGroup(*words).arrange(DOWN, buff=0.5 * words[0].height, aligned_edge=LEFT)
    rows.set_stroke(NIGHT, 16, background=True)
    # Below the title there is room for the button that plays the film.
    return [crowd, layout.safe.part(0, 0.2 if layout.wide else 0, 1, 1).fit(rows, 0.92)]
