"""The band in which captions are burned into the picture: its pixels, and how the picture makes room for it."""

from __future__ import annotations

from plan.formats import Quality
from stage import style
from stage.layout import Box, Layout


def box_pixels(box: Box, layout: Layout) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a box in the format's pixels at full quality, from the top left corner."""
    unit = layout.pixels[1] / layout.frame[1]
    across, down = layout.frame[0] / 2, layout.frame[1] / 2
    edges = (box.left + across, down - box.top, box.right + across, down - box.bottom)
    left, top, right, bottom = (round(edge * unit) for edge in edges)
    return left, top, right, bottom


def make_room(layout: Layout, quality: Quality) -> str:
    """Return the filter of ffmpeg that keeps the picture clear of the captions.

    It does nothing in a format whose layout leaves the band free; in the others it scales the picture down.
    """
    if layout.captions.top <= layout.safe.bottom:
        return "null"
    width, height = quality.pixels(layout.pixels)
    share = (layout.frame[1] / 2 - layout.captions.top) / layout.frame[1]
    smaller, lower = (2 * round(side * share / 2) for side in (width, height))
    return f"scale={smaller}:{lower},pad={width}:{height}:{(width - smaller) // 4 * 2}:0:color={style.NIGHT}"
