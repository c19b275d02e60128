"""A stand-in for drawing a scene; it can be imported by processes that are started anew."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

from stage.render import draw_all


def leave_trace(folder: Path, scene: str) -> None:
    """Draw nothing, but tell when it began and ended; `bad` fails."""
    began = time.monotonic()
    time.sleep(0.15)
    (folder / scene).write_text(f"{os.getpid()} {began} {time.monotonic()}")
    if scene == "bad":
        sys.exit("bad: is meant to fail")


def draw(folder: str, workers: str, *names: str) -> bool:
    """Draw scenes by the stand-in; return whether all were."""
    return draw_all(names, int(workers), partial(leave_trace, Path(folder)))
