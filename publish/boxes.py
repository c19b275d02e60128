"""The boxes of an MP4 file: what comes first, whether an edit list moves the start, and what shows by default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CONTAINERS = ("moov", "trak", "edts", "mdia", "minf", "stbl")
_CAPTIONS = (b"sbtl", b"text", b"subt")
"""Handlers of tracks that hold captions."""
_ENABLED = 1
"""The flag of a track that players show or play if nobody chooses."""


@dataclass(frozen=True)
class Box:
    """A box: its name, and where its content begins and ends in the file (bytes)."""

    name: str
    start: int
    end: int


def boxes(path: Path) -> list[str]:
    """Return the names of the file's boxes in order, those inside `moov` too.

    Raises:
        ValueError: a box says that it is longer than the file, or is shorter than its own head.
    """
    with path.open("rb") as file:
        return [box.name for box in _walk(file, 0, path.stat().st_size)]


def switch_off_captions(path: Path) -> None:
    """Let players show the captions inside a film only if the viewer chooses them.

    ffmpeg switches the only track of a kind on, whatever its disposition is.

    Raises:
        ValueError: the file is not a whole MP4.
    """
    with path.open("r+b") as file:
        header = None
        for box in list(_walk(file, 0, path.stat().st_size)):
            if box.name == "tkhd":
                header = box
            elif box.name == "hdlr" and header:
                file.seek(box.start + 8)  # after version, flags and a field that is not used
                if file.read(4) in _CAPTIONS:
                    _switch_off(file, header)


def _switch_off(file: BinaryIO, header: Box) -> None:
    last = header.start + 3  # one byte of version, three of flags
    file.seek(last)
    flags = file.read(1)[0]
    file.seek(last)
    file.write(bytes([flags & ~_ENABLED]))


def _walk(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, name = int.from_bytes(head[:4]), head[4:8].decode("latin-1")
        header = 8
        if size == 1:
            size, header = int.from_bytes(head[8:16]), 16
        elif size == 0:
            size = end - start
        if size < header or start + size > end:
            raise ValueError(f"{file.name}: the box {name!r} at byte {start} is cut: copy the file again")
        yield Box(name, start + header, start + size)
        if name in _CONTAINERS:
            yield from _walk(file, start + header, start + size)
        start += size
