"""Writes the poster of a film in a format.

    python -m publish.folders.poster --locale en --format landscape

writes `poster-landscape.png` beside the sound. The film's own `scenes/poster.py` draws it; where a film has none, its
title is on the house style's ground.
"""

from __future__ import annotations

import io

from PIL import Image

from plan.errors import InputError
from plan.exits import exit_on
from plan.files import write_whole
from plan.film import film
from plan.formats import POSTERS
from plan.options import edition, parser
from plan.parts import optional
from plan.segments import words_of
from publish.folders.content import read_content
from publish.folders.sites import POSTER_BYTES
from stage import style
from stage.layout import LAYOUTS, Layout


def draw(title: str, layout: Layout) -> Image.Image:
    """Return the poster in a format: the film's own, or a plain one.

    Raises:
        ValueError: the film's own poster has other pixels than sites want.
    """
    own = optional("scenes.poster")
    if own is None:
        return draw_plain(title, layout)
    picture: Image.Image = own.draw(title, layout)
    if picture.size != POSTERS[layout.name]:
        raise ValueError(f"scenes/poster.py draws {picture.size} pixels: draw plan.formats.POSTERS[layout.name]")
    return picture


def draw_plain(title: str, layout: Layout) -> Image.Image:
    """Return a poster with only the title, one word per line, as large as fits; the first word has the accent.

    Raises:
        TypefaceError: a letter has no glyph.
    """
    from stage.still import still_of_words  # Manim takes a second to import

    words = words_of(title.upper())
    colours = [film().accent, *[style.TEXT] * (len(words) - 1)]
    return still_of_words(list(zip(words, colours, strict=True)), layout, POSTERS[layout.name])


def compress(picture: Image.Image) -> bytes:
    """Return a PNG that every site takes.

    Raises:
        ValueError: it is larger than the sites' limit.
    """
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    if file.tell() > POSTER_BYTES:
        raise ValueError(f"the poster has {file.tell()} bytes, sites take {POSTER_BYTES}: draw fewer shapes")
    return file.getvalue()


def main() -> None:
    """Write the poster that the command line names."""
    command_line = parser("Write the poster of a film in a format.", format=True, scenes=False)
    wanted = edition(command_line.parse_args())
    if wanted.format not in POSTERS:
        command_line.error(f"no site shows a poster in {wanted.format}: use one of {', '.join(POSTERS)}")
    from stage.type import set_language  # Manim, again

    set_language(wanted.locale)
    with exit_on("poster", InputError, ValueError):
        picture = compress(draw(read_content(wanted.words).poster, LAYOUTS[wanted.format]))
        write_whole(wanted.poster, picture)
    print(f"poster: {wanted.poster}, {len(picture) // 1000} kB")


if __name__ == "__main__":
    main()
