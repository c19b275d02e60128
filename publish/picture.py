"""What the eyes get, measured on the decoded frames: count, frame types, standstill and flashes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import av
import numpy as np

_SMALL = (320, 180)
_CELLS = (18, 32)
_MOVES = 3
"""Of 255: a spot of the small picture that changes by less stands still."""
_FLASH = 0.1
"""Change of relative luminance that counts as one half of a flash (WCAG 2.3.1)."""


AREA = 0.25 * 341 * 256 / (1024 * 768)
"""Share of the frame that may flash as it likes (WCAG 2.3.1)."""


@dataclass(frozen=True)
class Picture:
    """Frames decoded, largest distance of a frame from its place (s), longest standstill (s), most consecutive
    B-frames, and the flashes of the worst second."""

    frames: int
    jitter: float
    freeze: float
    b_frames: int
    flashes: int


def watch(path: Path, rate: int) -> Picture:
    """Decode a film and measure it; `rate` is the frames a second it should have."""
    still = longest = 0
    jitter, types, last = 0.0, [], None
    flashes = _Flashes(rate)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for number, frame in enumerate(container.decode(stream)):
            jitter = max(jitter, abs(float(frame.pts * frame.time_base) - number / rate))
            types.append(frame.pict_type == av.video.frame.PictureType.B)
            small = frame.reformat(*_SMALL, format="gray").to_ndarray().astype(np.int16)
            still = still + 1 if last is not None and np.abs(small - last).max() < _MOVES else 0
            longest, last = max(longest, still), small
            flashes.add(number, small)
    runs = (sum(1 for _ in run) for is_b, run in groupby(types) if is_b)
    return Picture(len(types), jitter, longest / rate, max(runs, default=0), flashes.worst)


class _Flashes:
    """Counts opposing changes of luminance that a large enough area makes at once, over any one second."""

    def __init__(self, rate: int) -> None:
        self._rate, self.worst = rate, 0
        self._extreme: np.ndarray | None = None
        self._direction = np.zeros(_CELLS, dtype=np.int8)
        self._turned: deque[np.ndarray] = deque(maxlen=max(1, rate // 15))
        self._changes: deque[int] = deque()
        self._last = 0

    def add(self, number: int, small: np.ndarray) -> None:
        rows, columns = _CELLS
        cells = small.reshape(rows, _SMALL[1] // rows, columns, _SMALL[0] // columns).mean(axis=(1, 3))
        light = np.clip(cells / 255, 0, 1) ** 2.4
        if self._extreme is None:
            self._extreme = light
            return
        change = light - self._extreme
        way = np.sign(change).astype(np.int8)
        # The darker of the two must be below 0.8: changes among near-whites don't count.
        turned = (np.abs(change) >= _FLASH) & (way != self._direction) & (np.minimum(light, self._extreme) < 0.8)
        self._extreme = np.where((way == self._direction) | turned, light, self._extreme)
        self._direction = np.where(turned, way, self._direction)
        self._turned.append(np.where(turned, way, 0))
        self._count(number)

    def _count(self, number: int) -> None:
        """At once means within 1/15 s, and one way: what moves across the frame turns as many cells back."""
        up, down = (np.mean(np.any([each == way for each in self._turned], axis=0)) for way in (1, -1))
        for way, area in ((1, up - down), (-1, down - up)):
            if area >= AREA and way != self._last:
                self._last = way
                self._changes.append(number)
        while self._changes and self._changes[0] <= number - self._rate:
            self._changes.popleft()
        self.worst = max(self.worst, len(self._changes) // 2)
