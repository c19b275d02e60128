"""What the eyes get, measured on the decoded frames: count, frame types, standstill and flashes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from publish.flashes import Flashes, spots

_SMALL = (320, 180)
_MOVES = 3
"""Of 255: a spot of the small picture that changes by less stands still."""


@dataclass(frozen=True)
class Picture:
    """Frames decoded, largest distance of a frame from its place (s), longest standstill (s), most consecutive
    B-frames, and the flashes of the worst second, general and red."""

    frames: int
    jitter: float
    freeze: float
    b_frames: int
    flashes: int
    red_flashes: int


def watch(path: Path, rate: int) -> Picture:
    """Decode a film and measure it; `rate` is the frames a second it should have."""
    still = longest = 0
    jitter, types, last = 0.0, [], None
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
            still = still + 1 if last is not None and np.abs(small - last).max() < _MOVES else 0
            longest, last = max(longest, still), small
            flashes.add(for_flashes.reformat(frame, *grid, format="rgb24", interpolation="AREA").to_ndarray())
    runs = (sum(1 for _ in run) for is_b, run in groupby(types) if is_b)
    return Picture(len(types), jitter, longest / rate, max(runs, default=0), flashes.general, flashes.red)
