"""Makes the fonts of scripts that Inter does not have, from the packages that make has installed.

    python -m stage.typefaces typefaces

writes the semi-bold of each typeface of a lock into the folder of made fonts. The packages have variable fonts, of
which libass would draw the lightest.
"""

from __future__ import annotations

import io
import sys
from importlib.resources import files
from itertools import chain

from fontTools.ttLib import TTFont

from plan.files import write_whole
from plan.typefaces import MADE, SCRIPTS, Typeface

WEIGHT = 600
"""Semi-bold, as Inter is drawn."""
ASCENT, DESCENT = 0.96875, 0.24147
"""How far Inter reaches above and below its line (em): libass makes letters of all typefaces fit this height."""
_FAMILY, _STYLE, _FULL, _POSTSCRIPT = 1, 2, 4, 6
"""Entries of a font's table of names; libass knows a font by the first one."""


def make(typeface: Typeface) -> None:
    """Write the semi-bold of a typeface from its package.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    import uharfbuzz

    content = files(typeface.package).joinpath(typeface.source).read_bytes()
    face = uharfbuzz.Face(uharfbuzz.Blob(content))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", WEIGHT)
    made = io.BytesIO()
    with TTFont(io.BytesIO(uharfbuzz.subset(face, wanted).blob.data)) as font:
        names = font["name"]
        names.names = [entry for entry in names.names if entry.nameID not in chain(range(1, 7), range(16, 26))]
        stem = typeface.path.stem
        for entry, text in ((_FAMILY, typeface.family), (_STYLE, "Regular"), (_FULL, stem), (_POSTSCRIPT, stem)):
            names.setName(text, entry, 3, 1, 0x409)
        ascent, descent = (round(share * font["head"].unitsPerEm) for share in (ASCENT, DESCENT))
        font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = ascent, descent
        font["hhea"].ascent, font["hhea"].descent = ascent, -descent
        font.save(made)
    MADE.mkdir(exist_ok=True)
    write_whole(typeface.path, made.getvalue())


def main() -> None:
    """Make the typefaces of the lock that the command line names."""
    (lock,) = sys.argv[1:]
    for typeface in SCRIPTS.values():
        if typeface.lock == lock:
            make(typeface)


if __name__ == "__main__":
    main()
