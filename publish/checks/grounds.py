"""The rule of grounds: a chart stands on calm ground, measured on the decoded film.

A pattern behind curves competes with them. The screen records tell where the axes of each chart are; the picture inside
them is cut into spots. What counts is how much lightness varies inside a spot, in the calmest third of all spots: there
is no such third on a pattern, and beside the chart's own lines there is one. Words, curves and small drawings are left
out, and so is what lasts for less than half a second. A gradient, a soft glow and film grain are calm, since they
hardly vary inside a spot; outlines, cells and crowds are not, whatever drew them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image
from scipy.ndimage import maximum_filter

from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.flashes import LUMINANCE, linear_light
from publish.checks.footage import Footage, Moment
from publish.checks.standards import CALM, PATTERN_SECONDS, Edges
from stage.screen import ScreenItem

_SHORTER_SIDE = 360
"""Pixels of the frame's shorter side, to which the picture is scaled down: grain becomes even."""
_SPOT = 24
"""Pixels of a spot's side."""
_FREE, _FEWEST = 0.5, 3
"""The share of a spot that must be free of words and curves, and how many such spots are enough to judge by."""
_EDGE = 7
"""Pixels of the square around each pixel of a curve that is not the ground, either: lines have soft edges."""
_LIKE = 48
"""Of 255: a pixel is of a curve if no channel differs by more from the curve's colour."""
_CALMEST = 1 / 3
_SMALL = 0.1
"""Of a chart's area: a drawing that is smaller is a part of it."""
_FAINT, _HALF = 0.1, 0.5


class Grounds:
    """Measures the ground of a film's charts, on its frames at its moments."""

    def __init__(self, footage: Footage) -> None:
        """Take what is known of the film."""
        self._footage = footage
        self._cases: list[Case] = []
        self._past: dict[tuple[str, int], list[tuple[float, float]]] = {}

    def view(self, moment: Moment, pixels: np.ndarray) -> None:
        """Measure the ground of each chart of a moment on its frame (rows, columns, RGB)."""
        for axes in moment.items:
            if axes.part != "axes" or axes.opacity < _HALF or not moment.stays(axes):
                continue
            curves = [item for item in moment.items if item.part == "curve" and item.chart == axes.chart]
            above = [item.box for item in moment.items if item.opacity >= _FAINT and _is_above(item, axes)]
            value = variation(pixels, axes.box, above, [colour for item in curves for colour in item.colours])
            if value is not None:
                self._cases.append(self._case(moment, axes, curves, self._lasting(moment, axes, value)))

    def _lasting(self, moment: Moment, axes: ScreenItem, value: float) -> float:
        """Return the least that was measured for a chart since so long as a pattern may be behind it; at first, 0."""
        past = self._past.setdefault((moment.scene, axes.number), [])
        past.append((moment.second, value))
        long_ago = [second for second, _ in past if second <= moment.second + moment.lasts - PATTERN_SECONDS + 1e-6]
        return min(value for second, value in past if second >= long_ago[-1]) if long_ago else 0.0

    def _case(self, moment: Moment, axes: ScreenItem, curves: Sequence[ScreenItem], value: float) -> Case:
        named = ", ".join(dict.fromkeys(f"«{item.label}»" for item in curves if item.label)) or "no named curve"
        figure, name, holds = f"L* varies by {value:.1f}", f"behind the chart of {named}", value <= CALM
        return Case(value, figure, name, moment.scene, moment.second, holds, axes.number, value)

    def findings(self) -> list[Finding]:
        """Return the finding about all frames."""
        return [judge("charts on calm ground", self._cases, "no chart", Limit(most=CALM, unit="L*"))]


def _is_above(item: ScreenItem, axes: ScreenItem) -> bool:
    """Return whether an item is on a chart and not behind it: words, and small drawings such as a bar or a mark."""
    (left, top, right, bottom), (x0, y0, x1, y1) = item.box, axes.box
    small = (right - left) * (bottom - top) <= _SMALL * (x1 - x0) * (y1 - y0)
    return item.kind == "words" or (item.kind == "drawing" and not item.part and small)


def variation(pixels: np.ndarray, box: Edges, above: Sequence[Edges], colours: Sequence[str]) -> float | None:
    """Return how much lightness varies (L*) in the calm spots of a chart; None if too little can be seen.

    Args:
        pixels: the frame (rows, columns, RGB).
        box: of the axes (fractions of the frame).
        above: boxes of words and drawings that are not the ground (fractions of the frame).
        colours: of the curves (#rrggbb).
    """
    small, (left, top) = _cut(pixels, box)
    rows, columns = (side // _SPOT for side in small.shape[:2])
    if rows * columns < _FEWEST:
        return None
    covered = maximum_filter(_of_colours(small, colours), _EDGE) | _inside(small, above, left, top, pixels)
    light, free = (_spots(each, rows, columns) for each in (_lightness(small), ~covered))
    light, free = (each[free.mean(axis=1) >= _FREE] for each in (light, free))
    if len(light) < _FEWEST:
        return None
    return float(np.quantile(np.asarray(np.ma.array(light, mask=~free).std(axis=1)), _CALMEST))


def _cut(pixels: np.ndarray, box: Edges) -> tuple[np.ndarray, tuple[int, int]]:
    """Return the inside of a box without its edges, scaled down, and its upper left corner in the frame (pixels)."""
    height, width = pixels.shape[:2]
    edge = max(2, round(0.01 * min(width, height)))
    left, right = (int(np.clip(side * width, 0, width)) for side in (box[0], box[2]))
    top, bottom = (int(np.clip(side * height, 0, height)) for side in (box[1], box[3]))
    left, right, top, bottom = left + edge, right - edge, top + edge, bottom - edge
    scale = _SHORTER_SIDE / min(width, height)
    size = int((right - left) * scale), int((bottom - top) * scale)
    if min(size) < 1:
        return np.empty((0, 0, 3), dtype=np.uint8), (left, top)
    crop = Image.fromarray(pixels[top:bottom, left:right])
    return np.asarray(crop.resize(size, Image.Resampling.BOX)), (left, top)


def _spots(values: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Return values (rows, columns of pixels) as those of each spot (spots, pixels)."""
    whole = values[: rows * _SPOT, : columns * _SPOT].reshape(rows, _SPOT, columns, _SPOT)
    return whole.swapaxes(1, 2).reshape(rows * columns, -1)


def _lightness(picture: np.ndarray) -> np.ndarray:
    """Return CIE L* of a picture (rows, columns, RGB)."""
    luminance = linear_light(picture) @ LUMINANCE
    lightness: np.ndarray = np.where(luminance > 216 / 24389, 116 * np.cbrt(luminance) - 16, 24389 / 27 * luminance)
    return lightness


def _of_colours(picture: np.ndarray, colours: Sequence[str]) -> np.ndarray:
    marked = np.zeros(picture.shape[:2], dtype=bool)
    for colour in colours:
        rgb = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])
        marked |= np.abs(picture.astype(np.int16) - rgb).max(axis=2) <= _LIKE
    return marked


def _inside(picture: np.ndarray, boxes: Sequence[Edges], left: int, top: int, pixels: np.ndarray) -> np.ndarray:
    """Return which pixels of a cut are inside boxes of its frame, whose upper left corner the cut has at left, top."""
    height, width = pixels.shape[:2]
    scale = _SHORTER_SIDE / min(width, height)
    marked = np.zeros(picture.shape[:2], dtype=bool)
    for box in boxes:
        x0, x1 = (max(0, round((side * width - left) * scale)) for side in (box[0], box[2]))
        y0, y1 = (max(0, round((side * height - top) * scale)) for side in (box[1], box[3]))
        marked[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = True
    return marked
