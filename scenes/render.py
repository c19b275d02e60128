"""Renders one scene to a silent clip, and writes beside it what was to be seen when: `loop.look.json`.

python -m scenes.render loop --timing build/en/loop.json --format landscape --quality 480p15 --into loop.mp4
"""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from manim import logger, tempconfig

from audio.atomic import write_whole
from audio.timing import load
from scenes import style
from scenes.inventory import dump
from scenes.layout import LAYOUTS, QUALITIES, X264, Layout, Quality
from scenes.stage import Stage, StageError, perform, rehearse
from scenes.type import TypefaceError, register_fonts

_PROJECT = Path(__file__).resolve().parent.parent
_REHEARSAL_LINES = 72
"""A rehearsal draws one small frame a play; nobody sees it."""


def find_scene(name: str) -> type[Stage]:
    """Return the one Stage that `scenes/<name>.py` defines.

    Raises:
        StageError: there is no such file, or not one scene in it.
    """
    try:
        module = importlib.import_module(f"scenes.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"scenes.{name}":
            raise
        raise StageError(f"scenes/{name}.py:1: there is no such file: write the picture of scenes/{name}.md") from None
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Stage) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise StageError(f"scenes/{name}.py:1: it defines {len(found)} scenes: define one class that extends Stage")
    return found[0]


@contextmanager
def settings(layout: Layout, quality: Quality, **extra: object) -> Iterator[None]:
    """Set Manim up for a format and a quality while the block runs."""
    width, height = quality.pixels(layout)
    with (
        tempfile.TemporaryDirectory(prefix="manim-") as media,
        tempconfig(
            {
                "pixel_width": width,
                "pixel_height": height,
                "frame_width": layout.frame[0],
                "frame_height": layout.frame[1],
                "frame_rate": quality.rate,
                "background_color": style.NIGHT,
                "disable_caching": True,
                "progress_bar": "none",
                "media_dir": media,
                "video_encoder_options": {
                    "crf": str(quality.crf),
                    "preset": quality.preset,
                    "x264-params": f"threads=1:sliced-threads=0:open-gop=0:scenecut=0:{X264}",
                },
                **extra,
            }
        ),
    ):
        yield


def render(name: str, timing_path: Path, layout: Layout, quality: Quality, into: Path) -> Stage:
    """Rehearse a scene, then render it to `into`, with its record beside it."""
    scene, narration = find_scene(name), load(timing_path)
    with settings(layout, Quality(_REHEARSAL_LINES, quality.rate, quality.crf), dry_run=True):
        paces = rehearse(scene, narration, layout)
    with settings(layout, quality, output_file=str(into.resolve()), format="mp4"):
        stage = perform(scene, narration, layout, paces, _progress(name, narration.frames(quality.rate)))
    write_whole(into.with_suffix(".look.json"), dump(stage.renderer.inventory.record()).encode())
    return stage


def _progress(name: str, total: int) -> Callable[[int], None]:
    """Return a reporter that keeps one line of a terminal up to date, and is silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda frame: None
    return lambda frame: print(f"\r{name}: {frame} of {total} frames\033[K", end="", file=sys.stderr, flush=True)


def main() -> None:
    options = _options()
    logger.setLevel(logging.ERROR)
    began = time.monotonic()
    options.into.parent.mkdir(parents=True, exist_ok=True)
    try:
        register_fonts()
        stage = render(options.scene, options.timing, LAYOUTS[options.format], QUALITIES[options.quality], options.into)
    except (StageError, TypefaceError) as error:
        sys.exit(f"{options.scene}: {error}")
    except Exception as error:
        sys.exit(f"{options.scene}: {_place(error)}: {type(error).__name__}: {error}")
    frames = stage.renderer.file_writer.frames
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(f"{options.scene}: {frames} frames in {time.monotonic() - began:.1f} s: {options.into}")


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
    parser.add_argument("scene")
    parser.add_argument("--timing", type=Path, required=True)
    parser.add_argument("--format", default="landscape", choices=LAYOUTS)
    parser.add_argument("--quality", default="1080p60", choices=QUALITIES)
    parser.add_argument("--into", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
