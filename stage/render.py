"""Renders scenes to silent clips, each with a record of what was on screen at what time: `loop.screen.json`.

    python -m stage.render --locale en --format landscape --quality 480p15 --workers 2 message loop

It draws the scenes that are *due*: those whose clip or record is missing, or older than the stamp `loop.due` beside it,
which make touches when something changed that the scene depends on. Importing Manim takes longer than drawing a short
draft, so it is imported once, and each scene is drawn by a fork of this process, the longest first.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

from audio.timing.record import load
from plan import parts
from plan.edition import Edition
from plan.exits import exit_on
from plan.files import write_whole
from plan.film import film
from plan.formats import QUALITIES, Quality
from plan.locks import exclusive
from plan.options import edition, parser
from stage.layout import LAYOUTS
from stage.manim.settings import settings
from stage.screen import dump
from stage.stage import Stage, StageError, perform, rehearse
from stage.type import TypefaceError, register_fonts, set_language
from stage.written import WriteError

EXPECTED = (StageError, TypefaceError, WriteError)
"""Errors of a scene that its author can fix."""
_REHEARSAL_LINES = 72
"""Height of the frames of a rehearsal, which nobody sees."""


def find_scene(name: str) -> type[Stage]:
    """Return the one Stage that the film's `scenes/<name>.py` defines.

    Raises:
        StageError: the file is missing, or does not define exactly one scene.
    """
    path = film().picture(name)
    try:
        module = parts.module(f"scenes.{name}")
    except ModuleNotFoundError as error:
        if error.name not in (f"scenes.{name}", "scenes"):
            raise
        raise StageError(f"{path}:1: there is no such file: write this scene's picture") from None
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Stage) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise StageError(f"{path}:1: it defines {len(found)} scenes: define one class that extends Stage")
    return found[0]


def render(name: str, wanted: Edition) -> int:
    """Rehearse a scene, then draw its clip, with the screen record beside it; return the number of frames.

    Raises:
        StageError: the picture does not fit the words.
    """
    scene, narration = find_scene(name), load(wanted.timing(name))
    layout, quality = LAYOUTS[wanted.format], QUALITIES[wanted.quality]
    with settings(layout, Quality(_REHEARSAL_LINES, quality.rate, quality.crf)):
        shortenings = rehearse(scene, narration, layout)
    report = _progress(name, narration.frames(quality.rate))
    with settings(layout, quality, wanted.clip(name)):
        stage = perform(scene, narration, layout, shortenings, parts.meanings(), report)
    write_whole(wanted.record(name), dump(stage.record).encode())
    return stage.frames_drawn


def _progress(name: str, total: int) -> Callable[[int], None]:
    """Return a reporter that keeps one line of a terminal up to date, and is silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda frame: None
    return lambda frame: print(f"\r{name}: {frame} of {total} frames\033[K", end="", file=sys.stderr, flush=True)


def is_due(scene: str, wanted: Edition) -> bool:
    """Return whether a scene's clip, or the record beside it, is missing or older than what it is drawn from."""
    made, stamp = [wanted.clip(scene), wanted.record(scene)], wanted.clips / f"{scene}.due"
    if not stamp.exists() or not all(path.exists() for path in made):
        return True
    return min(path.stat().st_mtime_ns for path in made) < stamp.stat().st_mtime_ns


def start_method() -> str:
    """Return how a process for a scene is started: by a fork, which has all modules already, where that is safe.

    A fork of a process with several threads may wait for ever for a lock that one of them held, and what macOS draws
    letters with does not survive one.
    """
    threads = Path("/proc/self/task")
    return "fork" if threads.exists() and len(list(threads.iterdir())) == 1 else "spawn"


def draw_all(scenes: Sequence[str], workers: int, draw: Callable[[str], None]) -> bool:
    """Draw scenes, each in a process of its own, `workers` at a time; after a failure begin no other.

    Returns:
        Whether all were drawn.
    """
    waiting, succeeded = list(scenes), True
    processes = get_context("fork") if start_method() == "fork" else get_context("spawn")
    running: dict[int, BaseProcess] = {}
    while running or (waiting and succeeded):
        while waiting and succeeded and len(running) < workers:
            process = processes.Process(target=draw, args=(waiting.pop(0),), daemon=True)
            process.start()
            running[process.sentinel] = process
        for sentinel in wait(list(running)):
            ended = running.pop(cast(int, sentinel))  # `wait` returns some of what it was given
            ended.join()
            succeeded = succeeded and ended.exitcode == 0
    return succeeded


def _draw(wanted: Edition, scene: str) -> None:
    """Draw one scene, and say so."""
    began = time.monotonic()
    with exit_on(scene, *EXPECTED), exclusive(wanted.clip(scene)):
        if not is_due(scene, wanted):  # another build drew it while this one waited
            return
        set_language(wanted.locale)
        register_fonts()
        frames = render(scene, wanted)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(f"{scene}: {frames} frames in {time.monotonic() - began:.1f} s: {wanted.clip(scene)}", flush=True)


def main() -> None:
    """Draw the scenes that the command line names, as far as they are due."""
    options = parser("Draw scenes as silent clips.", format=True, quality=True)
    options.add_argument("--workers", type=int, default=1, help="scenes that are drawn at a time")
    chosen = options.parse_args()
    wanted = edition(chosen)
    wanted.clips.mkdir(parents=True, exist_ok=True)
    lengths = {}
    for scene in chosen.scenes:
        with exit_on(scene, *EXPECTED):
            lengths[scene] = load(wanted.timing(scene)).seconds
    due = [scene for scene in chosen.scenes if is_due(scene, wanted)]
    for scene in due:
        with exit_on(scene, *EXPECTED):
            find_scene(scene)  # with the model, so that no worker imports them again
    gc.freeze()  # what is imported stays: no worker looks through it for garbage
    longest_first = sorted(due, key=lengths.__getitem__, reverse=True)
    try:
        succeeded = draw_all(longest_first, chosen.workers, partial(_draw, wanted))
    except KeyboardInterrupt:
        succeeded = False
    sys.exit(0 if succeeded else 1)


if __name__ == "__main__":
    main()
