"""Draws the poster: a designed still of the storm, in each format.

    python -m publish.poster --content publish/film.md --format landscape --into build/en/poster-landscape.png

One immune cell, beset by its own messengers, and the title so large that it reads 160 pixels wide.
"""

from __future__ import annotations

import argparse
import io
import logging
import sys
import tempfile
from pathlib import Path

import numpy as np
from manim import DOWN, LEFT, Arc, Scene, VGroup, VMobject, logger, tempconfig
from PIL import Image

from audio.atomic import write_whole
from audio.script import ScriptError
from publish.content import read
from publish.sites import POSTER_BYTES, POSTERS
from scenes import style
from scenes.cast import ImmuneCell, cytokine, invader, tissue
from scenes.crowd import tnf_shape
from scenes.layout import LAYOUTS, Box, Layout
from scenes.shapes import ring_points, smooth
from scenes.type import TypefaceError, Words, register_fonts


def draw(title: str, layout: Layout) -> Image.Image:
    """Return the poster in a format, at the pixels that sites want of it."""
    width, height = POSTERS[layout.name]
    sizes = {"pixel_width": width, "pixel_height": height, "background_color": style.NIGHT, "progress_bar": "none"}
    frame = {"frame_width": layout.frame[0], "frame_height": layout.frame[1], "dry_run": True, "disable_caching": True}
    # Manim empties its folder of texts under a neighbour that draws at the same time.
    with tempfile.TemporaryDirectory(prefix="manim-") as media, tempconfig({**sizes, **frame, "media_dir": media}):
        scene = Scene()
        scene.add(*_picture(title, layout))
        scene.renderer.update_frame(scene)
        return Image.fromarray(scene.renderer.get_frame()).convert("RGB")


def _picture(title: str, layout: Layout) -> list[VMobject]:
    wide = layout.wide
    whole = Box(0, 0, *layout.frame)
    words_box = whole.part(0.035, 0.1, 0.575, 0.9) if wide else layout.safe.part(0.0, 0.54, 1.0, 1.0)
    centre = np.array(whole.point(0.825, 0.5) if wide else whole.point(0.48, 0.35))
    words = _title(title)
    words_box.fit(words)
    calm = tissue(whole).set_stroke(opacity=0.3).set_fill(opacity=0.25)
    return [calm, *_storm(centre, 2.15 if wide else 2.75), words]


def _title(title: str) -> VGroup:
    """One word a line: the longest fills the width, and all are as tall."""
    rows = [Words(word.upper(), style.TEXT if number else style.IL6, 96) for number, word in enumerate(title.split())]
    widest = max(row.width for row in rows)
    for row in rows:
        row.scale(min(1.35, widest / row.width)).set_stroke(style.NIGHT, 14, background=True)
    return VGroup(*rows).arrange(DOWN, buff=0.32 * rows[0].height, aligned_edge=LEFT)


def _storm(centre: np.ndarray, radius: float) -> list[VMobject]:
    rng = np.random.default_rng(7)
    glow = [_disc(centre, radius * scale, style.HARM, 0.09) for scale in (1.6, 1.3, 0.95)]
    cell = ImmuneCell(0.42 * radius, seed=1).move_to(centre)
    swarm = VGroup()
    for turn, (count, distance) in enumerate(((8, 0.63), (15, 1.11), (17, 1.41))):
        for place in ring_points(np.full(count, distance * radius)):
            one = cytokine(rng.uniform(0.09, 0.15) * radius) if rng.random() < 0.68 else tnf_shape(0.13 * radius)
            if not isinstance(one, VGroup):
                one.set_fill(style.TNF, 1).set_stroke(width=0).rotate(rng.uniform(0, 6))
            nudge = rng.normal(0, 0.025 * radius, 3) * (1, 1, 0)
            swarm.add(one.move_to(centre + place + nudge).rotate(0.4 * turn, about_point=centre))
    # The loop stands free between the rings of messengers: it is what the film explains.
    arrows = VGroup(*(_arrow(centre, 0.87 * radius, start) for start in (0.35, 0.35 + np.pi)))
    threat = invader(0.2 * radius).move_to(centre + radius * np.array([-1.1, -1.32, 0]))
    return [*glow, swarm, arrows, threat, cell]


def _disc(centre: np.ndarray, radius: float, colour: str, opacity: float) -> VMobject:
    disc = VMobject(fill_color=colour, fill_opacity=opacity, stroke_width=0)
    return disc.set_points(smooth(ring_points(np.full(24, radius)))).move_to(centre)


def _arrow(centre: np.ndarray, radius: float, start: float) -> VMobject:
    """One half of the loop: an arc with a head that turns around the cell."""
    arc = Arc(radius, start, 2.3, stroke_color=style.HARM, stroke_width=22).shift(centre)
    return arc.add_tip(tip_length=0.26 * radius, tip_width=0.28 * radius)


def compress(picture: Image.Image) -> bytes:
    """Return a PNG that every site takes.

    Raises:
        ValueError: it stays over the limit.
    """
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    if file.tell() > POSTER_BYTES:
        raise ValueError(f"the poster has {file.tell()} bytes, sites take {POSTER_BYTES}: draw fewer shapes")
    return file.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--content", type=Path, required=True, help="publish/film.md or film.<locale>.md")
    parser.add_argument("--format", choices=POSTERS, required=True)
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    logger.setLevel(logging.ERROR)
    try:
        register_fonts()
        picture = compress(draw(read(options.content).poster, LAYOUTS[options.format]))
    except (ScriptError, TypefaceError, ValueError) as error:
        sys.exit(f"poster: {error}")
    write_whole(options.into, picture)
    print(f"poster: {options.into}, {len(picture) // 1000} kB")


if __name__ == "__main__":
    main()
