"""The style sheet: every colour with its meaning and shape, the type sizes, the tempos, and who appears.

    python -m scenes.sheet build/style-sheet.png

`make style-sheet` draws it with the same code as the film, so it always shows the film's own style.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from manim import DOWN, LEFT, RIGHT, UL, Line, Mobject, Rectangle, VGroup
from PIL import Image

from plan.exits import exit_on
from scenes import style
from scenes.cast import grounds
from scenes.cast.anatomy import Lungs, heart, kidneys
from scenes.cast.cells import Cytokine, Hero, ImmuneCell
from scenes.cast.invaders import bacterium, cart_cell, invader
from scenes.cast.lights import brake
from scenes.cast.messengers import tnf_shape
from scenes.cast.signs import antibody, capsule
from scenes.cast.surroundings import field
from scenes.cast.ward import patient
from stage import style as house
from stage.charts import gauge
from stage.layout import LAYOUTS, Box, Layout
from stage.plates import Plate
from stage.still import still
from stage.type import TypefaceError, Words

SIZES = {"Title": house.TITLE, "Body": house.BODY, "Label": house.LABEL}
TEMPOS = {"Snap": house.SNAP, "Quick": house.QUICK, "Steady": house.STEADY, "Calm": house.CALM}


def draw() -> Image.Image:
    """Return the sheet, 1920 × 1080."""
    layout = LAYOUTS["landscape"]
    return still(lambda: _picture(layout), layout, layout.pixels)


def _picture(layout: Layout) -> list[Mobject]:
    left, right = layout.safe.part(0, 0, 0.4, 1), layout.safe.part(0.47, 0, 1, 1)
    type_and_tempos = [*_type(right.part(0, 0.72, 0.55, 1)), *_tempos(right.part(0.6, 0.72, 1, 1))]
    ground = Plate(field(layout), layout, grounds.dark())
    return [ground, *_meanings(left), *type_and_tempos, *_cast(right.part(0, 0, 1, 0.64))]


def _meanings(box: Box) -> list[Mobject]:
    """Return a row for each colour: a shape that has it, the colour, and what it means."""
    air = gauge(Box(0, 0, 0.9, 0.24), lambda: 0.7, style.OXYGEN)
    rows = (
        (ImmuneCell(0.3, seed=1), style.IMMUNE, "Immune cell"),
        (invader(0.24), style.INVADER, "Invader"),
        (Cytokine(0.24), style.IL6, "IL-6"),
        (tnf_shape(0.2).set_fill(style.TNF, 1).set_stroke(width=0), style.TNF, "TNF-α"),
        (capsule(0.7), style.BRAKE, "Brake, treatment"),
        (air, style.OXYGEN, "Oxygen"),
        (gauge(Box(0, 0, 0.9, 0.24), lambda: 0.3, style.HARM), style.HARM, "Harm"),
    )
    drawn: list[Mobject] = []
    for (drawing, colour, meaning), row in zip(rows, box.split(len(rows), 0.2, across=False), strict=True):
        swatch = Rectangle(width=0.7, height=0.6, fill_color=colour, fill_opacity=1, stroke_width=0)
        words = Words(meaning, house.TEXT).move_to(row.point(0.4, 0.5), aligned_edge=LEFT)
        drawn += [drawing.move_to(row.point(0.08, 0.5)), swatch.move_to(row.point(0.27, 0.5)), words]
    return drawn


def _type(box: Box) -> list[Mobject]:
    rows = [Words(f"{name} {size}", house.TEXT, size) for name, size in SIZES.items()]
    return [VGroup(*rows).arrange(DOWN, buff=0.25, aligned_edge=LEFT).move_to(box.point(0, 1), aligned_edge=UL)]


def _tempos(box: Box) -> list[Mobject]:
    """Return a line for each tempo, as long (units) as it lasts (s)."""
    drawn: list[Mobject] = []
    for (name, seconds), row in zip(TEMPOS.items(), box.split(len(TEMPOS), 0.1, across=False), strict=True):
        words = Words(f"{name} {seconds:.1f} s", house.QUIET).move_to(row.point(0, 0.6), aligned_edge=LEFT)
        end = row.point(seconds, 0)
        drawn += [words, Line(row.point(0, 0), end, stroke_color=style.IL6, stroke_width=8)]
    return drawn


def _cast(box: Box) -> list[Mobject]:
    """Return what appears in the tissue, and the organs, healthy and harmed."""
    cells, organs = box.split(2, 0.2, across=False)
    ring = brake(Rectangle(width=1.2, height=1.2).move_to(cells.point(0.86, 0.5)))
    actors = [Hero(0.5), bacterium(1.1), cart_cell(0.4), antibody(0.7)]
    for drawing, slot in zip(actors, cells.part(0, 0, 0.75, 1).split(4, 0.2, across=True), strict=True):
        drawing.move_to(slot.center)
    shown = []
    for harm, slot in zip((0.05, 0.95), organs.part(0, 0, 0.66, 1).split(2, 0.3, across=True), strict=True):
        parts = [draw_organ(0.5, partial(float, harm)) for draw_organ in (Lungs, heart, kidneys)]
        shown.append(slot.fit(VGroup(*parts).arrange(RIGHT, buff=0.2), 0.95))
    shown.append(patient(organs.part(0.72, 0, 1, 1)))
    return [ring, *actors, *shown]


def main() -> None:
    """Draw the sheet into the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("into", type=Path)
    into = parser.parse_args().into
    with exit_on("style sheet", TypefaceError):
        picture = draw()
        into.parent.mkdir(parents=True, exist_ok=True)
        picture.save(into)
    print(f"style sheet: {into}")


if __name__ == "__main__":
    main()
