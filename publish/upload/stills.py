"""Stills of a film: the frame in the middle of each sentence, small, to compare an older film with a newer one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer

STILL = (640, 360)
"""Largest width and height of a still."""


@dataclass(frozen=True)
class Sentence:
    """One sentence as it went out: its scene, its words, and the second of the film in its middle."""

    scene: str
    text: str
    middle: float


def still_paths(sentences: Sequence[Sentence], folder: Path) -> list[Path]:
    """Return the paths of the stills of sentences in a folder."""
    return [folder / f"{number:02}.jpg" for number in range(1, len(sentences) + 1)]


def write_stills(film: Path, sentences: Sequence[Sentence], into: Path) -> list[Path]:
    """Write the frame in the middle of each sentence as a small JPEG; return the files."""
    into.mkdir(parents=True, exist_ok=True)
    files = still_paths(sentences, into)
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        scale = min(STILL[0] / stream.width, STILL[1] / stream.height)
        size = round(stream.width * scale), round(stream.height * scale)
        for sentence, file in zip(sentences, files, strict=True):
            container.seek(round(sentence.middle / (stream.time_base or 1)), stream=stream)
            frame = _frame_at(container, stream, sentence.middle)
            frame.reformat(*size, format="rgb24").to_image().save(file, quality=85)
    return files


def _frame_at(container: InputContainer, stream: av.VideoStream, seconds: float) -> av.VideoFrame:
    """Return the first frame at or after a second; the last one where the film ends earlier."""
    frame = None
    for frame in container.decode(stream):
        if (frame.time or 0.0) >= seconds:
            break
    if frame is None:
        raise ValueError(f"{container.name} has no frame at {seconds:.1f} s: build the film again with make")
    return frame
