"""Fingerprints by which contents are compared: SHA-256, as `SHA256=…`."""

from __future__ import annotations

import hashlib
from pathlib import Path


def content_hash(content: bytes) -> str:
    """Return the hash of bytes."""
    return "SHA256=" + hashlib.sha256(content).hexdigest()


def file_hash(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return "SHA256=" + hashlib.file_digest(file, "sha256").hexdigest()
