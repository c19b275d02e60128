"""Fingerprints by which files and their parts are told apart: SHA-256, as `SHA256=…`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av


def content_hash(content: bytes) -> str:
    """Return the hash of bytes."""
    return "SHA256=" + hashlib.sha256(content).hexdigest()


def file_hash(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return "SHA256=" + hashlib.file_digest(file, "sha256").hexdigest()


def stream_hashes(film: Path) -> tuple[str, str]:
    """Return the hashes of a film's coded picture and of its coded sound, whatever container they are in."""
    video, audio = hashlib.sha256(), hashlib.sha256()
    with av.open(str(film)) as container:
        for packet in container.demux(video=0, audio=0):
            (video if packet.stream.type == "video" else audio).update(packet)
    return "SHA256=" + video.hexdigest(), "SHA256=" + audio.hexdigest()
