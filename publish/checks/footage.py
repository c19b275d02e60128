"""A film, or one scene's clip, together with what was on the screen and what was said.

The renderer writes `<scene>.screen.json` beside each clip while it draws it (`stage.screen`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from audio.timing.record import Timing
from plan.edition import Edition
from plan.formats import QUALITIES
from publish.narration import load_timings, scene_at
from stage.layout import LAYOUTS, Layout
from stage.screen import SNAPSHOT_SECONDS, ScreenItem, ScreenRecord, load

REST = 2 * SNAPSHOT_SECONDS
"""An item that has not moved for so long (s) is at rest. One that merely turns back never pauses for that long."""
_MOVED = 0.004
"""Of the frame's side: an item that has moved by less has not moved."""
_FADED = 0.05
"""An item whose opacity differs by less between two snapshots does not fade."""


@dataclass(frozen=True)
class Moment:
    """One snapshot in film time, with those before it.

    Attributes:
        scene, second: the scene that is shown, and the second of it.
        frame: the frame of the film.
        lasts: until the next snapshot (s).
        items: what was on the screen.
        before: the items of the snapshot before, by number, `since` seconds ago.
        earlier: the items as they were `REST` seconds ago, or longer.
    """

    scene: str
    second: float
    frame: int
    lasts: float
    items: tuple[ScreenItem, ...]
    before: Mapping[int, ScreenItem] = field(default_factory=dict)
    since: float = 0.0
    earlier: Mapping[int, ScreenItem] = field(default_factory=dict)

    def words(self, opacity: float) -> list[ScreenItem]:
        """Return the words that are at least so opaque."""
        return [item for item in self.items if item.kind == "words" and item.opacity >= opacity]

    def stays(self, item: ScreenItem) -> bool:
        """Return whether an item neither fades nor comes: it is as opaque as before, or the picture is still."""
        if self.lasts > 1.5 * SNAPSHOT_SECONDS:
            return True
        last = self.before.get(item.number)
        faded = max(0.011, _FADED * min(1.0, self.since / SNAPSHOT_SECONDS))  # opacities are noted in hundredths
        return last is not None and abs(item.opacity - last.opacity) < faded

    def rests(self, item: ScreenItem) -> bool:
        """Return whether an item stays, and is where it was."""
        if self.lasts >= REST:
            return True
        was = self.earlier.get(item.number)
        still = was is not None and max(abs(a - b) for a, b in zip(item.box, was.box, strict=True)) < _MOVED
        return still and self.stays(item)


@dataclass(frozen=True)
class Footage:
    """A film or a clip: its file and edition, and the timing and the screen record of each of its scenes."""

    path: Path
    edition: Edition
    timings: tuple[Timing, ...]
    records: tuple[ScreenRecord, ...]

    @property
    def layout(self) -> Layout:
        """Where things are placed in the edition's format."""
        return LAYOUTS[self.edition.format]

    @property
    def rate(self) -> int:
        """Frames a second."""
        return QUALITIES[self.edition.quality].rate

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """All snapshots, in order."""
        found: list[Moment] = []
        offset = 0
        for timing, record in zip(self.timings, self.records, strict=True):
            found += _moments(timing, record, offset)
            offset += timing.frames(record.rate)
        return tuple(found)

    @property
    def meanings(self) -> Mapping[str, str]:
        """The film's meaningful colours (#rrggbb), each with its name."""
        return {colour: name for record in self.records for colour, name in record.meanings.items()}

    def outline(self, moment: Moment, item: ScreenItem) -> np.ndarray:
        """Return the ink of words: bits (rows, columns)."""
        scenes = [timing.scene for timing in self.timings]
        return self.records[scenes.index(moment.scene)].outlines[item.outline]

    def scene_at(self, seconds: float) -> tuple[str, float]:
        """Return the scene that is shown at a second of the film, and the second of that scene."""
        return scene_at(self.timings, seconds)


def _moments(timing: Timing, record: ScreenRecord, offset: int) -> Iterator[Moment]:
    snapshots = record.snapshots
    ends = [snapshot.frame for snapshot in snapshots[1:]] + [timing.frames(record.rate)]
    past: list[tuple[float, dict[int, ScreenItem]]] = []
    for snapshot, end in zip(snapshots, ends, strict=True):
        second, lasts = snapshot.frame / record.rate, (end - snapshot.frame) / record.rate
        last, before = past[-1] if past else (second, {})
        earlier = next((items for then, items in reversed(past) if then <= second - REST + 1e-6), {})
        frame, items = offset + snapshot.frame, snapshot.items
        yield Moment(timing.scene, second, frame, lasts, items, before, second - last, earlier)
        past.append((second, {item.number: item for item in items}))


def read_film(edition: Edition, scenes: Sequence[str]) -> Footage:
    """Read what is known of an edition's film of these scenes.

    Raises:
        FileNotFoundError: a scene was not drawn or not spoken.
    """
    return _read(edition.film, edition, scenes)


def read_clip(edition: Edition, scene: str) -> Footage:
    """Read what is known of one scene's clip.

    Raises:
        FileNotFoundError: the scene was not drawn or not spoken.
    """
    return _read(edition.clip(scene), edition, [scene])


def _read(path: Path, edition: Edition, scenes: Sequence[str]) -> Footage:
    records = tuple(load(edition.record(scene)) for scene in scenes)
    return Footage(path, edition, tuple(load_timings(edition, scenes)), records)
