"""Locks between builds: what two of them would write at once, one writes while the other waits."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from plan.film import film


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Keep other processes from writing a file or folder of the film's build until the block ends.

    Where another one is at it, this one says so and waits. The lock goes with its process, however that ends.
    """
    name = re.sub(r"\W+", "-", os.path.relpath(path, film().build))
    folder = film().build / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        print(f"{path}: another build is writing this; waiting until it is done", file=sys.stderr, flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
