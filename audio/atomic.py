"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file whole, and only if it differs from what is there; return whether it did.

    Make rebuilds what is younger than its results: a file that came out the same keeps its age.
    """
    if path.exists() and path.read_bytes() == content:
        return False
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    os.replace(temporary, path)
    return True
