"""A film as its renderer saw it: the looks at all its scenes, in film time, beside what is said.

`scenes.inventory` wrote `loop.look.json` beside each clip while it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from audio.timing import Timing, load
from scenes import inventory
from scenes.inventory import EVERY, Look, Seen
from scenes.layout import LAYOUTS, QUALITIES, Layout, Quality

_MOVED = 0.004
"""Of the frame's side: less than that between two looks is standing still."""
_FADED = 0.05


@dataclass(frozen=True)
class Moment:
    """One look: in which scene, at which second of it, in which frame of the film, and for how long it lasts (s)."""

    scene: str
    second: float
    frame: int
    lasts: float
    things: tuple[Seen, ...]
    before: Mapping[int, Seen] = field(default_factory=dict)
    since: float = 0.0

    def words(self, opacity: float) -> list[Seen]:
        """Return the words that are at least so opaque."""
        return [thing for thing in self.things if thing.kind == "words" and thing.opacity >= opacity]

    def stays(self, thing: Seen) -> bool:
        """Whether a thing neither fades nor comes: it is as opaque as in the last look, or the picture stands."""
        last = self.before.get(thing.number)
        return self.lasts > 1.5 * EVERY or (last is not None and abs(thing.opacity - last.opacity) < _FADED)

    def rests(self, thing: Seen) -> bool:
        """Whether a thing stays, and where it is."""
        last = self.before.get(thing.number)
        if self.lasts > 1.5 * EVERY or last is None:
            return self.stays(thing)
        return self.stays(thing) and max(abs(a - b) for a, b in zip(thing.box, last.box, strict=True)) < _MOVED


@dataclass(frozen=True)
class Film:
    """A film, or one scene's clip, with what was seen and said in it."""

    path: Path
    layout: Layout
    quality: Quality
    timings: tuple[Timing, ...]
    records: tuple[inventory.Record, ...]

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """All looks, in order."""
        found, offset = [], 0
        for timing, record in zip(self.timings, self.records, strict=True):
            found += _moments(timing, record, offset)
            offset += timing.frames(record.rate)
        return tuple(found)

    def outline(self, moment: Moment, thing: Seen) -> np.ndarray:
        """Return the ink of words: bits (rows, columns)."""
        scenes = [timing.scene for timing in self.timings]
        return self.records[scenes.index(moment.scene)].outlines[thing.outline]

    def place(self, seconds: float) -> tuple[str, float]:
        """Return the scene that is shown at a second of the film, and the second of that scene."""
        for timing in self.timings[:-1]:
            if seconds < timing.seconds:
                return timing.scene, seconds
            seconds -= timing.seconds
        return self.timings[-1].scene, seconds


def _moments(timing: Timing, record: inventory.Record, offset: int) -> Iterator[Moment]:
    looks: Sequence[Look] = record.looks
    ends = [look.frame for look in looks[1:]] + [timing.frames(record.rate)]
    before: dict[int, Seen] = {}
    last = 0
    for look, end in zip(looks, ends, strict=True):
        second, lasts = look.frame / record.rate, (end - look.frame) / record.rate
        since = (look.frame - last) / record.rate
        yield Moment(timing.scene, second, offset + look.frame, lasts, look.things, before, since)
        before, last = {thing.number: thing for thing in look.things}, look.frame


def read(path: Path, scenes: Sequence[str]) -> Film:
    """Read what is known of a film such as build/en/portrait-1080p60/film.mp4, with `build/en/<scene>.json`.

    Raises:
        FileNotFoundError: a scene was not drawn or not spoken.
    """
    sound = path.parent.parent
    form, quality = path.parent.name.split("-")
    records = tuple(inventory.load(path.with_name(f"{scene}.look.json")) for scene in scenes)
    timings = tuple(load(sound / f"{scene}.json") for scene in scenes)
    return Film(path, LAYOUTS[form], QUALITIES[quality], timings, records)
