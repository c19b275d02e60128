"""The places of the film, painted as plates: out-of-focus tissue under a light, a dark body, a ward at night.

Each painter takes pixels and gives a picture, as `stage.plates` asks for it. Light falls from the upper left, and the
corners are darker. `calm` boxes are left free of cells: charts and monitors stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from scenes import style
from stage import style as house
from stage.layout import Box
from stage.plates import Painter

_SHARE = 3
"""Blurred pictures are painted at a third of their width and height."""
GRAIN = 1.6
"""Standard deviation of the still grain, in levels of 255: it hides the steps of smooth gradients."""


class Cells(NamedTuple):
    """One depth of cells: their diameter (units), how far out of focus they are (units), and how light."""

    diameter: float
    blur: float
    light: float


FAR, NEARER = Cells(0.75, 0.1, 0.5), Cells(1.5, 0.045, 1.0)


def tissue(box: Box, calm: Sequence[Box] = (), grain: float = GRAIN) -> Painter:
    """Return the painter of tissue: two depths of cells out of focus, none of them in the calm boxes.

    A picture that is kept as PNG is a third of the size without grain.
    """

    def paint(width: int, height: int) -> np.ndarray:
        small = _size(width, height)
        scale = small[0] / box.width
        picture = _lit(small, style.TISSUE_LIT, style.TISSUE_DARK)
        for number, cells in enumerate((FAR, NEARER)):
            layer = _cells(small, scale, cells, np.random.default_rng(3 + number))
            picture = _over(picture, layer, _free(small, box, calm))
        return _finished(picture, width, height, grain)

    return paint


def dark() -> Painter:
    """Return the painter of calm ground: nothing but light."""

    def paint(width: int, height: int) -> np.ndarray:
        return _finished(_lit(_size(width, height), style.TISSUE_DARK, house.NIGHT), width, height)

    return paint


def ward(box: Box, floor: float, calm: Sequence[Box] = ()) -> Painter:
    """Return the painter of a ward at night: a wall, and a floor below `floor` (y, units), dark in the calm boxes."""

    def paint(width: int, height: int) -> np.ndarray:
        small = _size(width, height)
        scale = small[0] / box.width
        picture = Image.fromarray(_lit(small, style.WALL, style.TISSUE_DARK).astype(np.uint8))
        draw = ImageDraw.Draw(picture)
        foot = round((box.top - floor) * scale)
        draw.rectangle((0, foot, *small), fill=style.FLOOR)
        draw.line((0, foot, small[0], foot), fill=style.SKIRTING, width=max(1, round(0.07 * scale)))
        seen = _free(small, box, calm)[..., None]
        bare = _lit(small, style.TISSUE_DARK, house.NIGHT)
        soft = np.asarray(_blurred(picture, 0.04 * scale), dtype=np.float32)
        return _finished(seen * soft + (1 - seen) * bare, width, height)

    return paint


def _size(width: int, height: int) -> tuple[int, int]:
    return max(width // _SHARE, 1), max(height // _SHARE, 1)


def _lit(size: tuple[int, int], light: str, dim: str) -> np.ndarray:
    """Return a picture (rows, columns, RGB) that is light at the upper left, and dim far from there."""
    across, down = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    away = np.clip(np.hypot(across - 0.32, 0.8 * (down - 0.2)) / 0.95, 0, 1)[..., None]
    near = 1 - away * away * (3 - 2 * away)
    return near * _rgb(light) + (1 - near) * _rgb(dim)


def _cells(size: tuple[int, int], scale: float, cells: Cells, rng: np.random.Generator) -> Image.Image:
    """Return one depth of cells as a transparent picture: each lit from the upper left, with a dim nucleus."""
    layer = Image.new("RGBA", size, (*_whole(style.TISSUE_CELL), 0))
    step, radius = cells.diameter * scale, 0.46 * cells.diameter * scale
    for row in range(int(size[1] / (0.87 * step)) + 2):
        for column in range(int(size[0] / step) + 2):
            middle = np.array([(column + row % 2 / 2) * step, row * 0.87 * step]) + rng.normal(0, 0.07 * step, 2)
            strength = cells.light * rng.uniform(0.45, 1.0)
            for colour, share, shift, opacity in (
                (style.TISSUE_CELL, 1.0, 0.0, 95),
                (style.TISSUE_CELL_LIT, 0.74, -0.16, 75),
                (style.TISSUE_DARK, 0.3, 0.12, 60),
            ):
                x, y = middle + shift * radius
                reach = share * radius * rng.uniform(0.92, 1.08)
                box = (x - reach, y - reach, x + reach, y + reach)
                spot = Image.new("L", (int(2 * reach) + 2, int(2 * reach) + 2))
                ImageDraw.Draw(spot).ellipse((0, 0, 2 * reach, 2 * reach), fill=round(strength * opacity))
                layer.paste(Image.new("RGBA", spot.size, (*_whole(colour), 255)), (int(box[0]), int(box[1])), spot)
    return layer.filter(ImageFilter.GaussianBlur(cells.blur * scale))


def _over(picture: np.ndarray, layer: Image.Image, share: np.ndarray) -> np.ndarray:
    """Return a picture with a transparent layer over it, of which a share (rows, columns) is seen."""
    pixels = np.asarray(layer, dtype=np.float32)
    seen = pixels[..., 3:] / 255 * share[..., None]
    return (1 - seen) * picture + seen * pixels[..., :3]


def _free(size: tuple[int, int], box: Box, calm: Sequence[Box]) -> np.ndarray:
    """Return how much of the cells is seen (rows, columns): nothing in the calm boxes, with soft edges."""
    scale = size[0] / box.width
    mask = Image.new("L", size, 255)
    draw = ImageDraw.Draw(mask)
    for part in calm:
        draw.rectangle(
            (
                (part.left - box.left) * scale,
                (box.top - part.top) * scale,
                (part.right - box.left) * scale,
                (box.top - part.bottom) * scale,
            ),
            fill=0,
        )
    return np.asarray(_blurred(mask, 0.3 * scale), dtype=np.float32) / 255


def _blurred(picture: Image.Image, radius: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def _finished(
    picture: Image.Image | np.ndarray, width: int, height: int, grain: float = GRAIN
) -> np.ndarray:
    """Return a picture at full size, darker at its corners, with still grain."""
    pixels = np.asarray(picture, dtype=np.float32)
    down, across = np.mgrid[-1 : 1 : 1j * pixels.shape[0], -1 : 1 : 1j * pixels.shape[1]]
    pixels = pixels * (1 - 0.3 * np.clip(0.5 * (across**2 + down**2), 0, 1) ** 1.5)[..., None]
    small = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    large = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32)
    if grain:
        large = large + np.random.default_rng(1).normal(0, grain, (height, width, 1)).astype(np.float32)
    return np.clip(large, 0, 255).astype(np.uint8)


def _rgb(colour: str) -> np.ndarray:
    return np.array(_whole(colour), dtype=np.float32)


def _whole(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
