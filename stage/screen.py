"""What is on the screen while a scene is drawn: words and drawings with place, size and colours.

Manim knows this exactly; pixels only suggest it. While a clip is drawn, `stage.manim.observer` takes snapshots of the
scene a few times a second; the record is written beside the clip, as `loop.screen.json`, for `make check` to judge.

- *words*: what is set in type, and how large it is on the screen now
- *crowd*: copies of one shape, of which only the number is noted
- *drawing*: any other mobject that can be seen; a group with a name (`VGroup(…, name="pump")`) is one drawing. Axes and
  curves of a chart are drawings of their own in any group, and tell which chart they belong to.
- a *backdrop* is left out: what is marked so, and what is larger than the frame

Boxes are fractions of the frame from its upper left corner, after all scaling and after the camera.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar, cast

import numpy as np

from plan.built import read_built

SNAPSHOT_SECONDS = 3 / 15
"""Seconds between two snapshots; there is one of the first frame of each play as well."""


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
        part: axes or curve, for a part of a chart; else "".
        chart: the same for all parts of one chart; -1 for what is not a part of one.
        label: the words that name it, for a curve; "" if it was given none.
        value: the number that it shows, for a live number; else None.
        unit: of that number.
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
    part: str = ""
    chart: int = -1
    label: str = ""
    value: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Snapshot:
    """What was visible in one frame; it stays valid until the next snapshot unless something moved."""

    frame: int
    items: tuple[ScreenItem, ...]


@dataclass(frozen=True)
class ScreenRecord:
    """All snapshots of one scene, in order.

    Attributes:
        rate: frames a second.
        meanings: the film's meaningful colours (#rrggbb), each with its name.
        snapshots: what was visible, in order.
        outlines: the letters of words: whether there is ink (rows, columns).
    """

    rate: int
    meanings: Mapping[str, str]
    snapshots: tuple[Snapshot, ...]
    outlines: tuple[np.ndarray, ...]


class _Backdrop(Protocol):
    is_backdrop: bool


class Chart(Protocol):
    """What axes and curves belong to."""

    key: int
    """Differs between the charts of one process."""


class Label(Protocol):
    """Words on the screen."""

    words: str


class ChartPart(NamedTuple):
    """The mark of axes and curves: which of both it is, the key of its chart, and the words that name it."""

    part: str
    chart: int
    label: str = ""


class _Part(Protocol):
    chart_part: ChartPart


_Drawing = TypeVar("_Drawing")


def backdrop(mobject: _Drawing) -> _Drawing:
    """Mark a drawing as the world behind the story: the frame may cut it, captions may cover it; return it."""
    cast(_Backdrop, mobject).is_backdrop = True
    return mobject


def axes(mobject: _Drawing, chart: Chart) -> _Drawing:
    """Mark a drawing as the axes of a chart, whose box is then the chart's place; return it."""
    cast(_Part, mobject).chart_part = ChartPart("axes", chart.key)
    return mobject


def curve(mobject: _Drawing, chart: Chart, name: Label | str = "") -> _Drawing:
    """Mark a line as a curve of a chart, with the label that names it or the label's words; return it."""
    words = name if isinstance(name, str) else name.words
    cast(_Part, mobject).chart_part = ChartPart("curve", chart.key, words)
    return mobject


def dump(record: ScreenRecord) -> str:
    """Write a record as JSON: one line per snapshot, with the items that changed and the numbers of those that left."""
    lines = []
    before: dict[int, ScreenItem] = {}
    for snapshot in record.snapshots:
        now = {item.number: item for item in snapshot.items}
        # `dataclasses.astuple` copies deeply, which takes as long as the snapshot itself.
        new = [tuple(vars(item).values()) for number, item in now.items() if before.get(number) != item]
        lines.append(json.dumps([snapshot.frame, new, sorted(before.keys() - now.keys())], ensure_ascii=False))
        before = now
    outlines = json.dumps([_pack(ink) for ink in record.outlines])
    meanings = json.dumps(dict(record.meanings))
    head = f'{{"rate": {record.rate},\n"meanings": {meanings},\n"outlines": {outlines},\n"snapshots": [\n'
    return head + ",\n".join(lines) + "\n]}\n"


def load(path: Path) -> ScreenRecord:
    """Read what `dump` wrote.

    Raises:
        InputError: it is damaged.
        FileNotFoundError: it is not there.
    """
    return read_built(path, _record)


def _record(raw: dict[str, Any]) -> ScreenRecord:
    snapshots, outlines = tuple(_snapshots(raw["snapshots"])), tuple(map(_unpack, raw["outlines"]))
    return ScreenRecord(raw["rate"], raw["meanings"], snapshots, outlines)


def _snapshots(lines: list[Any]) -> Iterator[Snapshot]:
    now: dict[int, ScreenItem] = {}
    for frame, new, gone in lines:
        for fields in new:
            item = ScreenItem(*fields)
            left, top, right, bottom = item.box
            now[item.number] = replace(item, box=(left, top, right, bottom), colours=tuple(item.colours))
        for number in gone:
            del now[number]
        yield Snapshot(frame, tuple(sorted(now.values(), key=lambda item: item.number)))


def _pack(ink: np.ndarray) -> str:
    rows, columns = ink.shape
    return f"{rows} {columns} {base64.b64encode(np.packbits(ink).tobytes()).decode()}"


def _unpack(text: str) -> np.ndarray:
    rows, columns, packed = text.split()
    bits = np.unpackbits(np.frombuffer(base64.b64decode(packed), dtype=np.uint8))
    return bits[: int(rows) * int(columns)].reshape(int(rows), int(columns)).astype(bool)
