"""Whether a film or clip that was just written is whole: an encoder may not notice that the disk was full."""

from __future__ import annotations

from pathlib import Path

import av


class WriteError(OSError):
    """A film or clip was not written whole."""


def check_written(path: Path, frames: int, *, seconds_of_sound: float = 0.0) -> None:
    """Read all packets of a film, without decoding them.

    Args:
        path: the film.
        frames: how many frames it must have.
        seconds_of_sound: how long its sound must last at least.

    Raises:
        WriteError: it cannot be read, or something is missing.
    """
    found, heard = 0, 0.0
    try:
        if not _boxes_end_with_the_file(path):
            raise ValueError("it ends early")
        with av.open(str(path)) as container:
            for packet in container.demux(*container.streams.video[:1], *container.streams.audio[:1]):
                if not packet.size or packet.is_corrupt:
                    continue
                if packet.stream.type == "video":
                    found += 1
                else:
                    heard += float((packet.duration or 0) * packet.time_base)
    except (OSError, ValueError, IndexError) as error:  # PyAV's errors are some of these
        raise WriteError(f"the file could not be written whole ({error}): is the disk full?") from None
    if found != frames:
        raise WriteError(f"only {found} of {frames} frames could be written: is the disk full?")
    if heard < seconds_of_sound:
        raise WriteError(f"only {heard:.1f} of {seconds_of_sound:.1f} s of sound could be written: is the disk full?")


def _boxes_end_with_the_file(path: Path) -> bool:
    """Return whether the outermost boxes of an MP4 file, each of which begins with its length, fill the file."""
    whole = path.stat().st_size
    place = 0
    with path.open("rb") as file:
        while place < whole:
            file.seek(place)
            length = int.from_bytes(file.read(4))
            if length == 1:  # its length follows its name, in eight bytes
                file.seek(place + 8)
                length = int.from_bytes(file.read(8))
            if length < 8:
                return False
            place += length
    return place == whole
