"""The boxes of an MP4 file: what comes first, and whether an edit list moves the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_CONTAINERS = (b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl")


def boxes(path: Path) -> list[str]:
    """Return the names of the file's boxes in order, those inside `moov` too.

    Raises:
        ValueError: a box says that it is longer than the file, or is shorter than its own head.
    """
    with path.open("rb") as file:
        return [name.decode("latin-1") for name in _walk(file, 0, path.stat().st_size)]


def _walk(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, name = int.from_bytes(head[:4]), head[4:8]
        header = 8
        if size == 1:
            size, header = int.from_bytes(head[8:16]), 16
        elif size == 0:
            size = end - start
        if size < header or start + size > end:
            raise ValueError(f"{file.name}: the box {name!r} at byte {start} is cut: copy the file again")
        yield name
        if name in _CONTAINERS:
            yield from _walk(file, start + header, start + size)
        start += size
