"""The measurement of a film's file, which all rules read: whatever they ask, the file is decoded and probed once.

Upload folders hold copies of films, and films of several formats hold the same sound: copies are known by their hash,
and share one measurement in this process.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from audio.loudness import ffmpeg
from publish.boxes import boxes
from publish.checks.picture import Picture, Viewer, decode_picture
from publish.checks.probe import probe, soft_captions, uses_cabac
from publish.fingerprints import file_hash
from publish.packets import Packets, read_packets

_SOUND = "ebur128=peak=true,silencedetect=noise=-50dB:d=0.1"
"""The filters of ffmpeg that measure loudness, peaks and silence."""


class Measurement:
    """What is measured on a film's file. Each part is measured when it is first asked for, and then remembered."""

    def __init__(self, path: Path, digest: str) -> None:
        """Take a file and its hash."""
        self.path, self.digest = path, digest
        self._pictures: dict[int, Picture] = {}

    @cached_property
    def probe(self) -> dict[str, Any]:
        """The streams and the format, as ffprobe names them.

        Raises:
            ValueError: the file is not a film.
        """
        return probe(self.path)

    @cached_property
    def boxes(self) -> list[str]:
        """The names of the file's boxes in order.

        Raises:
            ValueError: the file is cut.
        """
        return boxes(self.path)

    @cached_property
    def packets(self) -> Packets:
        """What the coded packets tell."""
        return read_packets(self.path)

    @cached_property
    def cabac(self) -> bool:
        """Whether the picture is coded with CABAC."""
        return uses_cabac(self.path)

    @cached_property
    def soft_captions(self) -> str:
        """The captions inside the film, as SubRip."""
        return soft_captions(self.path)

    @cached_property
    def sound_log(self) -> str:
        """What ffmpeg's meters say of the decoded sound.

        Raises:
            SoundError: the film has none that can be decoded.
        """
        with _SOUND_LOCK:
            if self.packets.sound not in _SOUND_LOGS:
                log = ffmpeg("-i", str(self.path), "-map", "0:a:0", "-af", _SOUND, "-f", "null", "-")
                _SOUND_LOGS[self.packets.sound] = log
            return _SOUND_LOGS[self.packets.sound]

    def picture(self, rate: int, viewer: Viewer | None = None) -> Picture:
        """Return what was measured on the decoded frames.

        Args:
            rate: the frames a second that the film should have.
            viewer: is called with every frame. A film is always decoded again for a viewer, so pass it on the first
                call.
        """
        if viewer or rate not in self._pictures:
            self._pictures[rate] = decode_picture(self.path, rate, viewer or (lambda number, frame, spotted: None))
        return self._pictures[rate]


_DIGESTS: dict[tuple[Path, int, int], str] = {}
"""Hashes of files, by path, time of the last change (ns) and size (bytes)."""
_MEASURED: dict[str, Measurement] = {}
_MEASURED_LOCK = Lock()
_SOUND_LOGS: dict[str, str] = {}
_SOUND_LOCK = Lock()


def measure(path: Path) -> Measurement:
    """Return the measurement of a film's file: the one of an equal file, if that was measured before.

    Raises:
        FileNotFoundError: there is no such file.
    """
    status = path.stat()
    known = (path.resolve(), status.st_mtime_ns, status.st_size)
    if known not in _DIGESTS:
        _DIGESTS[known] = file_hash(path)
    digest = _DIGESTS[known]
    with _MEASURED_LOCK:
        found = _MEASURED.setdefault(digest, Measurement(path, digest))
        found.path = path  # the file that was measured before may be gone
    return found
