"""Takes snapshots of a scene while it is drawn: which mobjects can be seen, as the items of a screen record.

Things that look like one object become one item: plain groups are descended into; a VGroup subclass or a named group is
one drawing; anything with a `words` attribute is words, and axes and curves of charts are drawings, in any group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import cairocffi
import numpy as np
from manim import Group, Mobject, VGroup

from stage.manim.mobjects import Drawable, drawable, is_named, mark
from stage.manim.outline import elements, trace
from stage.manim.sprites import alpha_surface
from stage.screen import SNAPSHOT_SECONDS, ScreenItem, ScreenRecord, Snapshot
from stage.style import POINT

OUTLINE_PIXELS = 48
"""Pixels of a letter's em in an outline."""
_SEEN = 0.02
"""Opacity below which nothing can be seen."""
_OPAQUE = 0.5
"""Opacity from which a colour counts as shown."""
_PEN = 200
"""The `stroke_width` of a stroke that reaches one unit to either side of its line."""
Rgba = tuple[float, float, float, float]


class View(Protocol):
    """What an observer asks of a camera: the part of the stage that it shows."""

    frame_rate: float

    @property
    def frame_center(self) -> np.ndarray:
        """Its middle: x, y, z (units)."""

    @property
    def frame_width(self) -> float:
        """Its width (units)."""

    @property
    def frame_height(self) -> float:
        """Its height (units)."""


class Observed(Protocol):
    """What an observer asks of a scene."""

    mobjects: list[Mobject]


@dataclass
class _Visible:
    """Something that looks like one object: the mobject that it is, and the drawn mobjects that it consists of."""

    owner: Mobject
    leaves: list[Drawable] = field(default_factory=list)


class ScreenObserver:
    """Takes snapshots of one scene as it is drawn."""

    def __init__(self, scene: Observed, view: View, meanings: Mapping[str, str]) -> None:
        """Observe a scene through a camera; `meanings` are the film's meaningful colours (#rrggbb) and their names."""
        self._scene, self._camera, self._meanings = scene, view, meanings
        self._rate = int(view.frame_rate)
        self._due, self._play = 0, -1
        self._snapshots: list[Snapshot] = []
        self._numbers: dict[int, tuple[int, Mobject]] = {}  # the mobject is kept, so that no other gets its id
        self._outlines: list[np.ndarray] = []
        self._places: dict[tuple[tuple[int, ...], bytes], int] = {}  # of an outline, by its shape and its bits
        self._drawn: dict[tuple[int, str, int], int] = {}
        self._charts: dict[int, int] = {}  # numbers of charts, by their keys

    def observe(self, frame: int, play: int) -> None:
        """Take a snapshot of a frame, if one is due or this is the first frame of a play."""
        if frame < self._due and play == self._play:
            return
        self._due, self._play = frame + round(SNAPSHOT_SECONDS * self._rate), play
        x, y = self._camera.frame_center[:2]
        self._view = (x, y, self._camera.frame_width, self._camera.frame_height)
        found: dict[int, _Visible] = {}
        for mobject in self._scene.mobjects:
            _sort(mobject, None, found)
        items = filter(None, map(self._item, found.values()))
        self._snapshots.append(Snapshot(frame, tuple(sorted(items, key=lambda item: item.number))))

    def record(self) -> ScreenRecord:
        """Return what was seen so far."""
        return ScreenRecord(self._rate, self._meanings, tuple(self._snapshots), tuple(self._outlines))

    def _item(self, visible: _Visible) -> ScreenItem | None:
        owner, leaves = visible.owner, visible.leaves
        number = self._numbers.setdefault(id(owner), (len(self._numbers), owner))[0]
        paints = [paint for leaf in leaves for paint in _paints(leaf)]
        opacity = round(max(paint[3] for paint in paints), 2)
        colours = tuple(dict.fromkeys(_web(paint) for paint in paints if paint[3] >= _OPAQUE))
        if copies := mark(owner, "copies"):
            name, count = self._called(owner, colours), len(drawable(owner).points) // copies
            return ScreenItem(number, "crowd", name, (0, 0, 1, 1), opacity, colours, count=count)
        box = self._box(leaves)
        if words := mark(owner, "words"):
            type_size = mark(owner, "type_size")
            size = round(type_size * POINT / self._view[3], 5)
            outline = self._outline(number, words, type_size, leaves)
            live = {"value": mark(owner, "number"), "unit": mark(owner, "unit") or ""}
            return ScreenItem(number, "words", words, box, opacity, colours, words, size, outline, **live)
        if part := mark(owner, "chart_part"):
            chart = self._charts.setdefault(part.chart, len(self._charts))
            called = self._called(owner, colours)
            return ScreenItem(
                number, "drawing", called, box, opacity, colours, part=part.part, chart=chart, label=part.label
            )
        if box[0] < 0.01 and box[1] < 0.01 and box[2] > 0.99 and box[3] > 0.99:
            return None
        return ScreenItem(number, "drawing", self._called(owner, colours), box, opacity, colours)

    def _called(self, mobject: Mobject, colours: Sequence[str]) -> str:
        meaning = next((self._meanings[colour] for colour in colours if colour in self._meanings), "")
        return f"{mobject.name} in {meaning}" if meaning and not is_named(mobject) else str(mobject.name)

    def _box(self, leaves: Sequence[Drawable]) -> tuple[float, float, float, float]:
        (left, foot, _), (right, top, _) = _extent(leaves)
        x, y, width, height = self._view
        across, down = (left - x) / width, (y - top) / height
        return _place(across), _place(down), _place((right - x) / width), _place((y - foot) / height)

    def _outline(self, number: int, words: str, type_size: float, leaves: Sequence[Drawable]) -> int:
        """Return the place of the outline of words among all of them; an outline is drawn only once."""
        key = number, words, sum(len(leaf.points) for leaf in leaves)
        if key not in self._drawn:
            ink = _ink(leaves, OUTLINE_PIXELS / (type_size * POINT))
            place = self._places.setdefault((ink.shape, ink.tobytes()), len(self._outlines))
            if place == len(self._outlines):
                self._outlines.append(ink)
            self._drawn[key] = place
        return self._drawn[key]


def _sort(mobject: Mobject, owner: Mobject | None, found: dict[int, _Visible]) -> None:
    """Give each visible mobject of a family to the thing that it is a part of."""
    if mark(mobject, "is_backdrop"):
        return
    looked_into = type(mobject) in (VGroup, Group) and not is_named(mobject)
    if mark(mobject, "words") or mark(mobject, "chart_part") or (owner is None and not looked_into):
        owner = mobject
    leaf = drawable(mobject)
    if owner is not None and any(_paints(leaf)):
        found.setdefault(id(owner), _Visible(owner)).leaves.append(leaf)
    for part in mobject.submobjects:
        _sort(part, owner, found)


def _paints(leaf: Drawable) -> Iterator[Rgba]:
    """Yield red, green, blue and opacity of what can be seen of one mobject, its fill first."""
    if len(leaf.points) < 4:
        return
    red, green, blue, opacity = leaf.fill_rgbas[0].tolist()
    if opacity > _SEEN:
        yield red, green, blue, opacity
    if leaf.stroke_width > 0:
        red, green, blue, opacity = leaf.stroke_rgbas[0].tolist()
        if opacity > _SEEN:
            yield red, green, blue, opacity


def _extent(leaves: Sequence[Drawable]) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and highest x and y (units) that drawings touch, half their strokes included."""
    edges = []
    for leaf in leaves:
        stroked = leaf.stroke_width > 0 and leaf.stroke_rgbas[0][3] > _SEEN
        pen = leaf.stroke_width / _PEN if stroked else 0.0
        edges += [leaf.points.min(axis=0) - pen, leaf.points.max(axis=0) + pen]
    return np.min(edges, axis=0), np.max(edges, axis=0)


def _place(from_middle: float) -> float:
    """Return a place as a fraction of the frame from its edge, given as one from its middle."""
    return round(float(from_middle) + 0.5, 4)


def _web(rgba: Rgba) -> str:
    red, green, blue = (round(255 * part) for part in rgba[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def _ink(leaves: Sequence[Drawable], scale: float) -> np.ndarray:
    """Return where letters have ink (rows, columns), `scale` pixels to a unit."""
    points = np.vstack([leaf.points[:, :2] for leaf in leaves])
    (left, foot), (right, top) = points.min(axis=0), points.max(axis=0)
    columns, rows = (max(1, round(float(side) * scale)) for side in (right - left, top - foot))
    coverage = np.zeros((rows, -(-columns // 4) * 4), dtype=np.uint8)
    context = cairocffi.Context(alpha_surface(coverage))
    context.set_matrix(cairocffi.Matrix(scale, 0, 0, -scale, -left * scale, top * scale))
    for leaf in leaves:
        trace(context, elements(leaf.points))
        context.fill()
    return coverage[:, :columns] > 127
