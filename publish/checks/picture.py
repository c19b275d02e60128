"""What the eyes get, measured on the decoded frames: count, frame types, standstill and flashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from publish.checks.flashes import Flashes, spots

_SMALL = (320, 180)
_MOVES = 8
"""Of 255: a spot of the small picture that has changed by less since the standstill began stands still. Encoding
changes what stands by half of that, and a slow fade comes to more in the end."""

Show = Callable[[int, av.VideoFrame], None]


@dataclass(frozen=True)
class Picture:
    """Frames decoded, largest distance of a frame from its place (s), longest standstill and where it begins (s), most
    consecutive B-frames, and the flashes of the worst second, general and red, and where that ends (s)."""

    frames: int
    jitter: float
    freeze: float
    freeze_begins: float
    b_frames: int
    flashes: int
    red_flashes: int
    flashes_end: float


_WATCHED: dict[tuple[str, int], Picture] = {}
"""Upload folders hold copies of films, and a film takes half a minute."""


def watch(path: Path, rate: int, show: Show | None = None) -> Picture:
    """Decode a film and measure it; a copy of one that was watched before is not decoded again.

    Args:
        rate: the frames a second it should have.
        show: is given each frame and its number, for who wants to see more.
    """
    known = file_hash(path), rate
    if show or known not in _WATCHED:
        _WATCHED[known] = _watch(path, rate, show or (lambda number, frame: None))
    return _WATCHED[known]


def file_hash(path: Path) -> str:
    """Return the hash of a file, such as a film."""
    with path.open("rb") as file:
        return "SHA256=" + hashlib.file_digest(file, "sha256").hexdigest()


def _watch(path: Path, rate: int, show: Show) -> Picture:
    still = longest = frozen = 0  # numbers of frames
    jitter, types, first = 0.0, [], None
    flashes = Flashes(rate)
    for_eyes, for_flashes = VideoReformatter(), VideoReformatter()  # each keeps its tables from frame to frame
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        grid = spots(stream.width, stream.height)
        for number, frame in enumerate(container.decode(stream)):
            jitter = max(jitter, abs(float(frame.pts * frame.time_base) - number / rate))
            types.append(frame.pict_type == av.video.frame.PictureType.B)
            small = for_eyes.reformat(frame, *_SMALL, format="gray").to_ndarray().astype(np.int16)
            if first is None or np.abs(small - first).max() >= _MOVES:
                first, still = small, number
            if number - still > longest:
                longest, frozen = number - still, still
            show(number, frame)
            flashes.add(for_flashes.reformat(frame, *grid, format="rgb24", interpolation="AREA").to_ndarray())
    runs = (sum(1 for _ in run) for is_b, run in groupby(types) if is_b)
    return Picture(
        frames=len(types),
        jitter=jitter,
        freeze=longest / rate,
        freeze_begins=frozen / rate,
        b_frames=max(runs, default=0),
        flashes=flashes.general,
        red_flashes=flashes.red,
        flashes_end=flashes.frame / rate,
    )
