"""When the beats, words and cues of a scene fall: what the pictures and captions get from the voice.

All seconds count from the scene's first frame. The scene's sound is padded to whole frames at every frame rate that is
offered, so `seconds` is a multiple of 1/15 s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from plan.built import read_built
from plan.schedule import ModelHours, Schedule
from plan.segments import joined
from plan.shown import Shown

GRID = 15
"""Scenes last whole 1/15 s: whole frames at 15, 30 and 60 a second."""


@dataclass(frozen=True)
class WordTime:
    """One written word, when it is heard (s), and the blank that follows it, "" in scripts that write none."""

    text: str
    start: float
    end: float
    after: str = " "


@dataclass(frozen=True)
class CueTime:
    """One cue and when its words are heard (s)."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class BeatTime:
    """One sentence: its line in the file of the words, when it is heard (s), and its words and cues.

    `word_times` says where the times of the words come from, as in `audio.takes.store.SOURCES`.
    """

    line: int
    start: float
    end: float
    word_times: str
    words: tuple[WordTime, ...]
    cues: tuple[CueTime, ...]

    @property
    def text(self) -> str:
        """The sentence as it is written."""
        return joined(self.words)


@dataclass(frozen=True)
class Timing:
    """One scene's narration in time, with the texts and the hours of the model for its picture.

    `source` is the file of the words, `hours_source` that in which the hours stand, `shows` is what the words say of
    the numbers on the screen, and `voice` describes who speaks.
    """

    scene: str
    source: str
    voice: str
    title: str
    chapter: str
    labels: Mapping[str, str]
    seconds: float
    beats: tuple[BeatTime, ...]
    hours: tuple[ModelHours, ...] = ()
    shows: tuple[Shown, ...] = ()
    hours_source: str = ""

    @property
    def cues(self) -> dict[str, CueTime]:
        """Every cue of the scene by name, in the order of the words."""
        return {cue.name: cue for beat in self.beats for cue in beat.cues}

    @property
    def word_count(self) -> int:
        """How many written words the scene has."""
        return sum(len(beat.words) for beat in self.beats)

    def schedule(self) -> Schedule:
        """Return which hours of the model pass when.

        Raises:
            InputError: the model does not have these hours.
        """
        starts = {name: cue.start for name, cue in self.cues.items()}
        return Schedule(self.hours, starts, self.seconds, Path(self.hours_source or self.source))

    def frames(self, rate: int) -> int:
        """Return how many frames the scene lasts at `rate` frames a second."""
        return round(self.seconds * rate)

    def beat_at(self, seconds: float) -> BeatTime:
        """Return the sentence that is heard at `seconds`, or else the last one before, or else the first."""
        return max((beat for beat in self.beats if beat.start <= seconds), key=lambda b: b.start, default=self.beats[0])


def dump(timing: Timing) -> str:
    """Return a Timing as JSON with one value per line, for diffs."""
    return json.dumps(asdict(timing), ensure_ascii=False, indent=1) + "\n"


def load(path: Path) -> Timing:
    """Read what `dump` wrote.

    Raises:
        InputError: it is damaged.
        FileNotFoundError: it does not exist.
    """
    return read_built(path, _timing)


def _timing(raw: dict[str, Any]) -> Timing:
    beats = tuple(
        BeatTime(
            **{key: beat[key] for key in ("line", "start", "end", "word_times")},
            words=tuple(WordTime(**word) for word in beat["words"]),
            cues=tuple(CueTime(**cue) for cue in beat["cues"]),
        )
        for beat in raw.pop("beats")
    )
    hours = tuple(ModelHours(**line) for line in raw.pop("hours"))
    shows = tuple(Shown(**line) for line in raw.pop("shows"))
    return Timing(**raw, beats=beats, hours=hours, shows=shows)
