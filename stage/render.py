"""Renders scenes to silent clips, and writes beside each what was to be seen when: `loop.screen.json`.

    python -m stage.render message loop --sound build/en --format landscape --quality 480p15 --workers 2 --into clips

draws those that are *due*: whose clip or record is missing, or older than the stamp `loop.due` beside it, which make
touches when something changed that the scene depends on. Importing Manim takes longer than drawing a short draft, so
it is imported once, and each scene is drawn by a fork of this process, the longest first.
"""

from __future__ import annotations

import argparse
import gc
import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path

from manim import logger

from audio.timing.record import load
from plan import parts
from plan.files import write_whole
from plan.formats import QUALITIES, Quality
from stage.layout import LAYOUTS, Layout
from stage.manim.settings import settings
from stage.screen import dump
from stage.stage import Stage, StageError, perform, rehearse
from stage.type import TypefaceError, register_fonts

_PROJECT = Path(__file__).resolve().parent.parent
_REHEARSAL_LINES = 72
"""A rehearsal has one small frame a play; nobody sees it."""
_PROCESSES = get_context("spawn" if sys.platform == "darwin" else "fork")
"""What macOS draws letters with does not survive a fork."""


def find_scene(name: str) -> type[Stage]:
    """Return the one Stage that `scenes/<name>.py` defines.

    Raises:
        StageError: there is no such file, or not one scene in it.
    """
    try:
        module = parts.module(f"scenes.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"scenes.{name}":
            raise
        raise StageError(f"scenes/{name}.py:1: there is no such file: write this scene's picture") from None
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Stage) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise StageError(f"scenes/{name}.py:1: it defines {len(found)} scenes: define one class that extends Stage")
    return found[0]


def render(name: str, timing_path: Path, layout: Layout, quality: Quality, into: Path) -> Stage:
    """Rehearse a scene, then render it to `into`, with its record beside it."""
    scene, narration = find_scene(name), load(timing_path)
    scene.meanings = parts.meanings()
    with settings(layout, Quality(_REHEARSAL_LINES, quality.rate, quality.crf), dry_run=True):
        shortenings = rehearse(scene, narration, layout)
    with settings(layout, quality, output_file=str(into.resolve()), format="mp4"):
        stage = perform(scene, narration, layout, shortenings, _progress(name, narration.frames(quality.rate)))
    write_whole(into.with_suffix(".screen.json"), dump(stage.renderer.observer.record()).encode())
    return stage


def _progress(name: str, total: int) -> Callable[[int], None]:
    """Return a reporter that keeps one line of a terminal up to date, and is silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda frame: None
    return lambda frame: print(f"\r{name}: {frame} of {total} frames\033[K", end="", file=sys.stderr, flush=True)


def is_due(scene: str, clips: Path) -> bool:
    """Tell whether a scene's clip, or the record beside it, is missing or older than what it is drawn from."""
    made = [clips / f"{scene}.mp4", clips / f"{scene}.screen.json"]
    stamp = clips / f"{scene}.due"
    if not stamp.exists() or not all(path.exists() for path in made):
        return True
    return min(path.stat().st_mtime_ns for path in made) < stamp.stat().st_mtime_ns


def draw_all(scenes: Sequence[str], workers: int, draw: Callable[[str], None]) -> bool:
    """Draw scenes in processes of their own, so many at a time; after a failure begin no other. Return success."""
    waiting, running, well = list(scenes), {}, True
    while running or (waiting and well):
        while waiting and well and len(running) < workers:
            process = _PROCESSES.Process(target=draw, args=(waiting.pop(0),), daemon=True)
            process.start()
            running[process.sentinel] = process
        for sentinel in wait(list(running)):
            process = running.pop(sentinel)
            process.join()
            well = well and process.exitcode == 0
    return well


def _draw(options: argparse.Namespace, scene: str) -> None:
    """Draw one scene, and say so."""
    began, into = time.monotonic(), options.into / f"{scene}.mp4"
    with _faults_of(scene):
        register_fonts()
        timing = options.sound / f"{scene}.json"
        stage = render(scene, timing, LAYOUTS[options.format], QUALITIES[options.quality], into)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    frames = stage.renderer.file_writer.frames
    print(f"{scene}: {frames} frames in {time.monotonic() - began:.1f} s: {into}", flush=True)


@contextmanager
def _faults_of(scene: str) -> Iterator[None]:
    """End with a line that says what is wrong with a scene, and where."""
    try:
        yield
    except (StageError, TypefaceError) as error:
        sys.exit(f"{scene}: {error}")
    except KeyboardInterrupt:
        sys.exit(1)
    except Exception as error:
        sys.exit(f"{scene}: {_place(error)}: {type(error).__name__}: {error}")


def main() -> None:
    options = _options()
    logger.setLevel(logging.ERROR)
    options.into.mkdir(parents=True, exist_ok=True)
    lengths = {scene: load(options.sound / f"{scene}.json").seconds for scene in options.scenes}
    due = [scene for scene in options.scenes if is_due(scene, options.into)]
    for scene in due:
        with _faults_of(scene):
            find_scene(scene)  # with the model, so that no worker imports them anew
    gc.freeze()  # what is imported stays: no worker looks through it for garbage
    longest_first = sorted(due, key=lengths.__getitem__, reverse=True)
    try:
        well = draw_all(longest_first, options.workers, partial(_draw, options))
    except KeyboardInterrupt:
        well = False
    sys.exit(0 if well else 1)


def _place(error: Exception) -> str:
    """Return the file and line of the project at which an error of the code came up: Manim's own lines help nobody."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_short(error.filename)}:{error.lineno}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    return f"{_short(frames[-1].filename)}:{frames[-1].lineno}"


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(_PROJECT) and ".venv" not in file


def _short(file: str) -> str:
    return Path(file).relative_to(_PROJECT).as_posix() if _is_ours(file) else file


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="+")
    parser.add_argument("--sound", type=Path, required=True, help="folder of <scene>.json")
    parser.add_argument("--format", default="landscape", choices=LAYOUTS)
    parser.add_argument("--quality", default="1080p60", choices=QUALITIES)
    parser.add_argument("--workers", type=int, default=1, help="scenes that are drawn at a time")
    parser.add_argument("--into", type=Path, required=True, help="folder of the clips")
    return parser.parse_args()


if __name__ == "__main__":
    main()
