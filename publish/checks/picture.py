"""What the eyes get, measured on the decoded frames: their count, times and types, standstill and flashes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import VideoReformatter

from publish.checks.flashes import Flashes, spots

_SMALL = (320, 180)
_MOVES = 8
"""Of 255: the picture is frozen while no pixel of the scaled-down frame differs by so much from the frame in which the
freeze began. Encoding changes still pixels by half of that, and a slow fade exceeds it in the end."""

Viewer = Callable[[int, av.VideoFrame, np.ndarray], None]
"""Is given the number of each frame, the frame, and its spots (rows, columns, RGB), which are those of `flashes`."""


@dataclass(frozen=True)
class Picture:
    """What was measured on the frames of a film.

    Attributes:
        frames: how many were decoded.
        jitter: largest distance of a frame from its place in time (s).
        freeze, freeze_begins: the longest standstill, and where it begins (s).
        b_frames: most consecutive B-frames.
        flashes, red_flashes: in the worst second.
        flashes_end: where that second ends (s).
    """

    frames: int
    jitter: float
    freeze: float
    freeze_begins: float
    b_frames: int
    flashes: int
    red_flashes: int
    flashes_end: float


def decode_picture(path: Path, rate: int, viewer: Viewer) -> Picture:
    """Decode a film once and measure its picture.

    Args:
        path: the film's file.
        rate: the frames a second that it should have.
        viewer: sees every frame besides.
    """
    still = longest = frozen = 0  # numbers of frames
    jitter = 0.0
    types: list[bool] = []
    first: np.ndarray | None = None
    flashes = Flashes(rate)
    for_eyes, for_flashes = VideoReformatter(), VideoReformatter()  # each keeps its tables from frame to frame
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        grid = spots(stream.width, stream.height)
        for number, frame in enumerate(container.decode(stream)):
            jitter = max(jitter, abs((frame.time or 0.0) - number / rate))
            types.append(frame.pict_type == PictureType.B)
            small = for_eyes.reformat(frame, *_SMALL, format="gray").to_ndarray().astype(np.int16)
            if first is None or np.abs(small - first).max() >= _MOVES:
                first, still = small, number
            if number - still > longest:
                longest, frozen = number - still, still
            spotted = for_flashes.reformat(frame, *grid, format="rgb24", interpolation="AREA").to_ndarray()
            viewer(number, frame, spotted)
            flashes.add(spotted)
    return Picture(
        frames=len(types),
        jitter=jitter,
        freeze=longest / rate,
        freeze_begins=frozen / rate,
        b_frames=max((len(list(run)) for is_b, run in groupby(types) if is_b), default=0),
        flashes=flashes.general,
        red_flashes=flashes.red,
        flashes_end=flashes.frame / rate,
    )
