"""A film as its renderer saw it: the looks at all its scenes, in film time, beside what is said.

`stage.screen` wrote `loop.screen.json` beside each clip while it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from audio.timing.record import Timing, load
from plan.formats import QUALITIES, Quality
from stage import screen
from stage.layout import LAYOUTS, Layout
from stage.screen import SNAPSHOT_SECONDS, ScreenItem, Snapshot

REST = 2 * SNAPSHOT_SECONDS
"""Seconds that a thing must have stood to be at rest; what only turns round is not."""
_MOVED = 0.004
"""Of the frame's side: less than that is standing still."""
_FADED = 0.05
"""Opacity: less than that between two looks is no fading."""


@dataclass(frozen=True)
class Moment:
    """One look: in which scene, at which second of it, in which frame of the film, and for how long it lasts (s).

    Attributes:
        before: the things at the last look, by number, `since` seconds ago.
        earlier: the things as they were `REST` ago, or longer.
    """

    scene: str
    second: float
    frame: int
    lasts: float
    things: tuple[ScreenItem, ...]
    before: Mapping[int, ScreenItem] = field(default_factory=dict)
    since: float = 0.0
    earlier: Mapping[int, ScreenItem] = field(default_factory=dict)

    def words(self, opacity: float) -> list[ScreenItem]:
        """Return the words that are at least so opaque."""
        return [thing for thing in self.things if thing.kind == "words" and thing.opacity >= opacity]

    def stays(self, thing: ScreenItem) -> bool:
        """Whether a thing neither fades nor comes: it is as opaque as in the last look, or the picture stands."""
        if self.lasts > 1.5 * SNAPSHOT_SECONDS:
            return True
        last = self.before.get(thing.number)
        faded = max(0.011, _FADED * min(1.0, self.since / SNAPSHOT_SECONDS))  # opacities are noted in hundredths
        return last is not None and abs(thing.opacity - last.opacity) < faded

    def rests(self, thing: ScreenItem) -> bool:
        """Whether a thing stays, and is where it was."""
        if self.lasts >= REST:
            return True
        was = self.earlier.get(thing.number)
        still = was is not None and max(abs(a - b) for a, b in zip(thing.box, was.box, strict=True)) < _MOVED
        return still and self.stays(thing)


@dataclass(frozen=True)
class Film:
    """A film, or one scene's clip, with what was seen and said in it."""

    path: Path
    layout: Layout
    quality: Quality
    timings: tuple[Timing, ...]
    records: tuple[screen.ScreenRecord, ...]

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """All looks, in order."""
        found, offset = [], 0
        for timing, record in zip(self.timings, self.records, strict=True):
            found += _moments(timing, record, offset)
            offset += timing.frames(record.rate)
        return tuple(found)

    @property
    def meanings(self) -> Mapping[str, str]:
        """The film's meaningful colours (#rrggbb), each with its name."""
        return {colour: name for record in self.records for colour, name in record.meanings.items()}

    def outline(self, moment: Moment, thing: ScreenItem) -> np.ndarray:
        """Return the ink of words: bits (rows, columns)."""
        scenes = [timing.scene for timing in self.timings]
        return self.records[scenes.index(moment.scene)].outlines[thing.outline]

    def place(self, seconds: float) -> tuple[str, float]:
        """Return the scene that is shown at a second of the film, and the second of that scene."""
        return place(self.timings, seconds)


def place(timings: Sequence[Timing], seconds: float) -> tuple[str, float]:
    """Return the scene that is shown at a second of a film, and the second of that scene."""
    for timing in timings[:-1]:
        if seconds < timing.seconds:
            return timing.scene, seconds
        seconds -= timing.seconds
    return timings[-1].scene, seconds


def _moments(timing: Timing, record: screen.ScreenRecord, offset: int) -> Iterator[Moment]:
    snapshots: Sequence[Snapshot] = record.snapshots
    ends = [snapshot.frame for snapshot in snapshots[1:]] + [timing.frames(record.rate)]
    past: list[tuple[float, dict[int, ScreenItem]]] = []
    for snapshot, end in zip(snapshots, ends, strict=True):
        second, lasts = snapshot.frame / record.rate, (end - snapshot.frame) / record.rate
        last, before = past[-1] if past else (second, {})
        earlier = next((things for then, things in reversed(past) if then <= second - REST + 1e-6), {})
        frame, items = offset + snapshot.frame, snapshot.items
        yield Moment(timing.scene, second, frame, lasts, items, before, second - last, earlier)
        past.append((second, {thing.number: thing for thing in items}))


def read(path: Path, scenes: Sequence[str]) -> Film:
    """Read what is known of a film such as build/en/portrait-1080p60/film.mp4, with `build/en/<scene>.json`.

    Raises:
        FileNotFoundError: a scene was not drawn or not spoken.
    """
    sound = path.parent.parent
    form, quality = path.parent.name.split("-")
    records = tuple(screen.load(path.with_name(f"{scene}.screen.json")) for scene in scenes)
    timings = tuple(load(sound / f"{scene}.json") for scene in scenes)
    return Film(path, LAYOUTS[form], QUALITIES[quality], timings, records)
