"""What stands on the screen while a scene is drawn: words and drawings, where, how large, in which colours.

Manim knows this exactly; pixels only suggest it. While a clip is drawn, the renderer lets a `ScreenObserver` take
snapshots of the scene a few times a second; the record is written beside the clip, as `loop.screen.json`, for
`make check` to judge.

- *words*: a mobject that has `words`, what it shows now, and `type_size`, in points on the stage now
- *crowd*: copies of one shape (`copies`), of which only the number is noted
- *drawing*: any other mobject that can be seen. A plain group is looked into; a class of its own, or a group with a
  name (`VGroup(…, name="lungs")`), is one drawing
- a *backdrop* is left out: what is marked so, and what is larger than the frame

Boxes are fractions of the frame from its upper left corner, after all scaling and after the camera.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cairocffi
import numpy as np
from manim import Group, Mobject, Scene, VGroup, VMobject

from stage.manim.outline import elements, trace
from stage.manim.sprites import alpha_surface
from stage.type import POINT

SNAPSHOT_SECONDS = 3 / 15
"""Seconds between two snapshots; the first frame of each play is looked at as well."""
OUTLINE_PIXELS = 48
"""Pixels of a letter's em in an outline."""
_SEEN = 0.02
"""Opacity below which nothing can be seen."""
_OPAQUE = 0.5
"""Opacity from which a colour counts as shown."""
Member = tuple[Mobject, list[VMobject]]
"""What is one to the eye, and the visible mobjects that draw it."""


@dataclass(frozen=True)
class ScreenItem:
    """One thing on the screen at one moment.

    Attributes:
        number: the same for the same mobject throughout a scene.
        kind: words, drawing or crowd.
        name: what to call it in a report.
        box: left, top, right, bottom.
        opacity: of its most opaque part.
        colours: those that it shows more than half opaque, as #rrggbb.
        words: what it says, for words.
        size: height of its type (fraction of the frame's height), for words.
        outline: place of its letters in the record's outlines, for words; else -1.
        count: how many copies, for a crowd.
    """

    number: int
    kind: str
    name: str
    box: tuple[float, float, float, float]
    opacity: float
    colours: tuple[str, ...] = ()
    words: str = ""
    size: float = 0.0
    outline: int = -1
    count: int = 0


@dataclass(frozen=True)
class Snapshot:
    """What could be seen in a frame of the clip, and until the next snapshot if nothing moved."""

    frame: int
    items: tuple[ScreenItem, ...]


@dataclass(frozen=True)
class ScreenRecord:
    """All snapshots of one scene, in order, and the outlines of its words: bits (rows, columns) of ink.

    `meanings` are the film's meaningful colours (#rrggbb), each with its name.
    """

    rate: int
    meanings: Mapping[str, str]
    snapshots: tuple[Snapshot, ...]
    outlines: tuple[np.ndarray, ...]


def backdrop(mobject: Mobject) -> Mobject:
    """Mark a drawing as the world behind the story: the frame may cut it, captions may stand on it; return it."""
    mobject.is_backdrop = True
    return mobject


class ScreenObserver:
    """Looks at a scene as it is drawn."""

    def __init__(self, scene: Scene, rate: int, meanings: Mapping[str, str]) -> None:
        self._scene, self._rate, self._meanings = scene, rate, meanings
        self._due, self._play = 0, -1
        self._snapshots: list[Snapshot] = []
        self._numbers: dict[int, tuple[int, Mobject]] = {}  # the mobject is kept, so that no other gets its id
        self._outlines: dict[str, int] = {}
        self._drawn: dict[tuple, int] = {}

    def observe(self, frame: int, play: int) -> None:
        """Note what is to be seen in a frame, if a snapshot is due or this is the first frame of a play."""
        if frame < self._due and play == self._play:
            return
        self._due, self._play = frame + round(SNAPSHOT_SECONDS * self._rate), play
        camera = self._scene.camera
        self._view = (*camera.frame_center[:2], camera.frame_width, camera.frame_height)
        parts: dict[int, Member] = {}
        for mobject in self._scene.mobjects:
            _sort(mobject, None, parts)
        items = (self._see(owner, leaves) for owner, leaves in parts.values())
        seen = sorted(filter(None, items), key=lambda item: item.number)
        self._snapshots.append(Snapshot(frame, tuple(seen)))

    def record(self) -> ScreenRecord:
        """Return what was seen so far."""
        return ScreenRecord(self._rate, self._meanings, tuple(self._snapshots), tuple(map(_unpack, self._outlines)))

    def _see(self, owner: Mobject, leaves: list[VMobject]) -> ScreenItem | None:
        number = self._numbers.setdefault(id(owner), (len(self._numbers), owner))[0]
        paints = [paint for leaf in leaves for paint in _paints(leaf)]
        opacity = round(max(paint[3] for paint in paints), 2)
        colours = tuple(dict.fromkeys(_web(paint) for paint in paints if paint[3] >= _OPAQUE))
        if copies := _ask(owner, "copies"):
            name = self._called(owner, colours)
            return ScreenItem(number, "crowd", name, (0, 0, 1, 1), opacity, colours, count=len(owner.points) // copies)
        box = self._box(leaves)
        if words := _ask(owner, "words"):
            size = round(owner.type_size * POINT / self._view[3], 5)
            outline = self._outline(number, owner, leaves)
            return ScreenItem(number, "words", words, box, opacity, colours, words, size, outline)
        if box[0] < 0.01 and box[1] < 0.01 and box[2] > 0.99 and box[3] > 0.99:
            return None
        return ScreenItem(number, "drawing", self._called(owner, colours), box, opacity, colours)

    def _called(self, mobject: Mobject, colours: tuple[str, ...]) -> str:
        meaning = next((self._meanings[colour] for colour in colours if colour in self._meanings), "")
        plain = mobject.name == type(mobject).__name__
        return f"{mobject.name} in {meaning}" if meaning and plain else mobject.name

    def _box(self, leaves: list[VMobject]) -> tuple[float, float, float, float]:
        (left, foot, _), (right, top, _) = _bounds(leaves)
        x, y, width, height = self._view
        edges = (left - x) / width, (y - top) / height, (right - x) / width, (y - foot) / height
        return tuple(round(float(edge) + 0.5, 4) for edge in edges)

    def _outline(self, number: int, owner: Mobject, leaves: list[VMobject]) -> int:
        key = number, owner.words, sum(len(leaf.points) for leaf in leaves)
        if key not in self._drawn:
            bits = _draw(leaves, OUTLINE_PIXELS / (owner.type_size * POINT))
            self._drawn[key] = self._outlines.setdefault(_pack(bits), len(self._outlines))
        return self._drawn[key]


def _sort(mobject: Mobject, owner: Mobject | None, parts: dict[int, Member]) -> None:
    """Give each visible mobject of a family to the item that it is a part of."""
    if _ask(mobject, "is_backdrop"):
        return
    if _ask(mobject, "words") or (
        owner is None and (type(mobject) not in (VGroup, Group) or mobject.name != type(mobject).__name__)
    ):
        owner = mobject
    if owner is not None and _paints(mobject):
        parts.setdefault(id(owner), (owner, []))[1].append(mobject)
    for part in mobject.submobjects:
        _sort(part, owner, parts)


def _ask(mobject: Mobject, attribute: str) -> Any:
    """Return an attribute, None if there is none. Manim's own `getattr` takes long to say no."""
    if attribute in vars(mobject) or hasattr(type(mobject), attribute):
        return getattr(mobject, attribute)
    return None


def _paints(mobject: Mobject) -> list[list[float]]:
    """Return red, green, blue and opacity of what can be seen of one mobject, its fill first."""
    if len(mobject.points) < 4:
        return []
    rgbas = [mobject.fill_rgbas[0].tolist()]
    if mobject.stroke_width > 0:
        rgbas.append(mobject.stroke_rgbas[0].tolist())
    return [rgba for rgba in rgbas if rgba[3] > _SEEN]


def _bounds(leaves: list[VMobject]) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and highest x and y (units) that drawings touch, half their strokes included."""
    edges = []
    for leaf in leaves:
        pen = leaf.stroke_width / 200 if leaf.stroke_width > 0 and leaf.stroke_rgbas[0][3] > _SEEN else 0.0
        edges += [leaf.points.min(axis=0) - pen, leaf.points.max(axis=0) + pen]
    return np.min(edges, axis=0), np.max(edges, axis=0)


def _web(rgba: list[float]) -> str:
    red, green, blue = (round(255 * part) for part in rgba[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def _draw(leaves: list[VMobject], scale: float) -> np.ndarray:
    """Return the ink (rows, columns) of letters, `scale` pixels to a unit."""
    points = np.vstack([leaf.points[:, :2] for leaf in leaves])
    (left, foot), (right, top) = points.min(axis=0), points.max(axis=0)
    columns, rows = (max(1, round(float(side) * scale)) for side in (right - left, top - foot))
    field = np.zeros((rows, -(-columns // 4) * 4), dtype=np.uint8)
    context = cairocffi.Context(alpha_surface(field))
    context.set_matrix(cairocffi.Matrix(scale, 0, 0, -scale, -left * scale, top * scale))
    for leaf in leaves:
        trace(context, elements(leaf.points))
        context.fill()
    return field[:, :columns] > 127


def _pack(bits: np.ndarray) -> str:
    rows, columns = bits.shape
    return f"{rows} {columns} {base64.b64encode(np.packbits(bits)).decode()}"


def _unpack(text: str) -> np.ndarray:
    rows, columns, packed = text.split()
    bits = np.unpackbits(np.frombuffer(base64.b64decode(packed), dtype=np.uint8))
    return bits[: int(rows) * int(columns)].reshape(int(rows), int(columns)).astype(bool)


def dump(record: ScreenRecord) -> str:
    """Write a record as JSON, a line a snapshot: what is new or other than before, and the numbers of what has gone."""
    lines, before = [], {}
    for snapshot in record.snapshots:
        now = {item.number: item for item in snapshot.items}
        # `dataclasses.astuple` copies deeply, which took as long as looking did.
        new = [tuple(vars(item).values()) for number, item in now.items() if before.get(number) != item]
        lines.append(json.dumps([snapshot.frame, new, sorted(before.keys() - now.keys())], ensure_ascii=False))
        before = now
    outlines = json.dumps([_pack(bits) for bits in record.outlines])
    meanings = json.dumps(dict(record.meanings))
    head = f'{{"rate": {record.rate},\n"meanings": {meanings},\n"outlines": {outlines},\n"snapshots": [\n'
    return head + ",\n".join(lines) + "\n]}\n"


def load(path: Path) -> ScreenRecord:
    """Read what `dump` wrote."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    snapshots, outlines = tuple(_snapshots(raw["snapshots"])), tuple(map(_unpack, raw["outlines"]))
    return ScreenRecord(raw["rate"], raw["meanings"], snapshots, outlines)


def _snapshots(lines: list) -> Iterator[Snapshot]:
    now: dict[int, ScreenItem] = {}
    for frame, new, gone in lines:
        for fields in new:
            item = ScreenItem(*fields)
            now[item.number] = replace(item, box=tuple(item.box), colours=tuple(item.colours))
        for number in gone:
            del now[number]
        yield Snapshot(frame, tuple(sorted(now.values(), key=lambda item: item.number)))
