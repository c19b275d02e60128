"""The rule of landings: what a cue brings begins to change the picture at its word, measured on the decoded film.

The picture moves all the time, so a change counts where it exceeds what went on before. Frames are compared as spots,
as flashes are: each frame after the word with the last one well before it, and that difference with the largest one
between frames that are as far apart in the third of a second before, anywhere near the spot. Then, in the spots that
have changed so, the change is followed back to where it begins: an animation that eases in shows late what it
began in time.

Not seen: a change of which all is smaller than a spot and faint; and what only goes on at a cue, such as a camera that
moves on and stops there. A cue that is meant to bring nothing visible is marked by a line such as `shows.rest: nothing`
in its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np
from scipy.ndimage import maximum_filter

from publish.checks.finding import Case, Finding, Limit, judge
from publish.checks.footage import Footage
from publish.checks.standards import CUE_SECONDS

_BEFORE = 0.3
"""Seconds before a cue whose motion is what goes on anyway."""
_AFTER = 0.5
"""Seconds after a cue in which what it brings is looked for."""
_STEP = 1 / 15
"""Seconds from one pair of frames before the cue to the next."""
_NEAR = 5
"""Spots of the square in which motion before a cue explains a change after it."""
_NOISE = 4
"""Of 255: what encoding changes in a spot."""
_CHANGE = 60
"""Of 255, summed over all spots: the least change that an eye notices, such as a letter that comes."""
_LASTS = 0.1
"""Seconds for which a change must last."""
_FEWEST = 3
"""Spots that were quiet before, in which alone a change is followed back: in others, other motion goes on."""
_BEGUN = 0.75
"""Of 255, the mean over the spots that change: less is noise."""


@dataclass(frozen=True)
class _Cue:
    """A cue in film time.

    Attributes:
        scene, name: which it is.
        second: of the scene, at which its first word begins.
        word: the same in the film (s).
        first, last: the frames of its scene.
        nothing: whether it is meant to bring nothing visible.
    """

    scene: str
    name: str
    second: float
    word: float
    first: int
    last: int
    nothing: bool


class Landings:
    """Measures when each cue of a film changes its picture, on its frames as spots."""

    def __init__(self, footage: Footage) -> None:
        """Take what is known of the film."""
        self._rate = footage.rate
        self._cues = list(_cues(footage))
        self._wanted = {number for cue in self._cues for number in self._frames(cue)}
        self._spots: dict[int, np.ndarray] = {}

    def _frames(self, cue: _Cue) -> range:
        """Return the frames of a cue's scene at which it is looked for, and those before."""
        first = floor((cue.word - CUE_SECONDS - _BEFORE) * self._rate)
        return range(max(cue.first, first), min(cue.last, ceil((cue.word + _AFTER) * self._rate)) + 1)

    def view(self, number: int, spotted: np.ndarray) -> None:
        """Take a frame as spots (rows, columns, RGB)."""
        if number in self._wanted:
            self._spots[number] = spotted

    def findings(self) -> list[Finding]:
        """Return the findings about all cues, and when each of them lands."""
        landings = {cue: self._landing(cue) for cue in self._cues}
        told = "; ".join(f"{cue.name} {_told(landing)}" for cue, landing in landings.items())
        rule = f"cues land within {1000 * CUE_SECONDS:.0f} ms of their word"
        cases = (self._case(cue, landing) for cue, landing in landings.items() if not cue.nothing)
        found = judge(rule, cases, "no cue", Limit(-CUE_SECONDS, CUE_SECONDS, "s"))
        return [found, Finding("landing of each cue in ms", told or "no cue", True)]

    def _case(self, cue: _Cue, landing: float) -> Case:
        if landing == inf:
            return Case(inf, "brings nothing visible", cue.name, cue.scene, cue.second, False)
        # A change can only be seen from one frame to the next.
        holds = abs(landing) <= CUE_SECONDS + 1 / self._rate
        return Case(abs(landing), f"{_told(landing)} ms", cue.name, cue.scene, cue.second, holds, value=landing)

    def _landing(self, cue: _Cue) -> float:
        """Return how long after a cue's first word its change is in the picture (s); infinity if none is."""
        frames = self._frames(cue)
        start = min(max(cue.first, floor((cue.word - CUE_SECONDS) * self._rate)), cue.last)
        numbers = range(start + 1, frames.stop)
        excess = [self._excess(frames.start, start, number) for number in numbers]
        lasts = max(1, round(_LASTS * self._rate))
        for place in range(len(excess)):
            if all(each.sum() >= _CHANGE for each in excess[place : place + lasts + 1]):
                changed = excess[min(place + lasts, len(excess) - 1)] > 0
                quiet = changed & (self._usual(frames.start, start, start - frames.start) <= _NOISE)
                spots = quiet if quiet.sum() >= _FEWEST else changed
                begun = self._beginning(frames.start, start, numbers[place], spots)
                return begun / self._rate - cue.word
        return inf

    def _beginning(self, first: int, start: int, found: int, changed: np.ndarray) -> int:
        """Return the frame in which a change that was found in a later one begins in these spots."""
        begun = found
        while begun - 1 > start and self._change(first, start, begun - 1, changed) > _BEGUN:
            begun -= 1
        return begun

    def _change(self, first: int, start: int, number: int, spots: np.ndarray) -> float:
        """Return by how much spots have changed from frame `start` to frame `number` more than before, in the mean."""
        return float((self._difference(start, number) - self._usual(first, start, number - start))[spots].mean())

    def _excess(self, first: int, start: int, number: int) -> np.ndarray:
        """Return by how much each spot has changed from frame `start` to frame `number` beyond what went on before."""
        usual = self._usual(first, start, number - start)
        excess: np.ndarray = np.maximum(self._difference(start, number) - usual - _NOISE, 0)
        return excess

    def _usual(self, first: int, start: int, apart: int) -> np.ndarray:
        """Return the largest change near each spot between frames so far apart, from frame `first` to frame `start`."""
        apart = min(apart, start - first)
        usual = np.zeros(self._spots[start].shape[:2], dtype=np.int16)
        if apart:
            for later in range(start, first + apart - 1, -max(1, round(_STEP * self._rate))):
                usual = np.maximum(usual, self._difference(later - apart, later))
        near: np.ndarray = maximum_filter(usual, _NEAR)
        return near

    def _difference(self, one: int, other: int) -> np.ndarray:
        difference: np.ndarray = np.abs(self._spots[other].astype(np.int16) - self._spots[one]).max(axis=2)
        return difference


def _cues(footage: Footage) -> Iterator[_Cue]:
    offset, first = 0.0, 0
    for timing in footage.timings:
        last = first + timing.frames(footage.rate) - 1
        nothing = {line.cue for line in timing.shows if line.nothing}
        for name, cue in timing.cues.items():
            yield _Cue(timing.scene, name, cue.start, offset + cue.start, first, last, name in nothing)
        offset, first = offset + timing.seconds, last + 1


def _told(landing: float) -> str:
    return "nothing" if landing == inf else f"{1000 * landing:+.0f}"
