"""Draws a scene's draft whenever its words or its code are saved, until Ctrl-C.

    python -m stage.watch --clips build/en/landscape-480p15 --with FORMAT=landscape … --scenes message normal …

Make knows what a save makes out of date; this knows the order in which a person needs it: captions, then the scene
just saved, then those worked on before it, then the others, and the film with its sound. A save in the middle of
it drops what is under way and begins again with the new order.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Thread

from watchfiles import watch

WATCHED = ("words", "scenes", "model", "plan", "stage", "audio", "publish", "film.toml", "Makefile")
SOURCES = (".md", ".py", ".toml", "Makefile")
_ECHO = re.compile(r"make: (\*\*\* \[.*\] (Error \d+|Terminated)|Target .* not remade because of errors)")
_POLL_MILLISECONDS = 100


def scene_of(path: Path, scenes: Iterable[str]) -> str | None:
    """Return the scene whose words or code a file is, None if it is shared.

    >>> scene_of(Path("words/es/loop.md"), ["hook", "loop"])
    'loop'
    """
    written = path.parent.name == "scenes" or path.parent.parent.name == "words"
    return path.stem if written and path.stem in scenes else None


def touched_last(root: Path, scenes: Sequence[str]) -> list[str]:
    """Return the scenes in the order in which a person worked on them, the last one first."""

    def saved(scene: str) -> float:
        files = [root / "scenes" / f"{scene}.py", *root.glob(f"words/*/{scene}.md")]
        return max((path.stat().st_mtime for path in files if path.exists()), default=0.0)

    return sorted(scenes, key=saved, reverse=True)


def put_first(order: Sequence[str], changed: Iterable[Path]) -> list[str]:
    """Return the order with the scenes that were just saved at its head.

    >>> put_first(["hook", "loop", "close"], [Path("scenes/loop.py"), Path("scenes/cast.py")])
    ['loop', 'hook', 'close']
    """
    saved = {scene_of(path, order) for path in changed}
    return sorted(order, key=lambda scene: scene not in saved)


class Build:
    """One run of make over the clips in an order; it goes on after an error."""

    def __init__(self, clips: Path, order: Sequence[str], variables: Sequence[str], doubted: Iterable[Path]) -> None:
        """Start it.

        Args:
            doubted: files that were saved while they may have been read: make takes them for new, whatever the
                times of the files that were made of them say.
        """
        goals = [str(clips / "film.srt"), *(str(clips / f"{scene}.mp4") for scene in order), str(clips / "film.mp4")]
        new = [part for path in doubted for part in ("-W", str(path))]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        command = ["make", "--silent", "--keep-going", *new, *variables, "DRAW=apart", *goals]
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            command, env=environment, start_new_session=True, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self._errors = Thread(target=self._show_errors, name="errors", daemon=True)
        self._errors.start()

    def poll(self) -> int | None:
        """Return make's exit code, None while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """End it and all that it started."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()
        self._errors.join()

    def summary(self) -> str:
        """Say how it went, in a line."""
        self._errors.join()
        state = "mend what is said above" if self.poll() else "up to date"
        return f"watch: {state} ({time.monotonic() - self._began:.1f} s); waiting for a save"

    def _show_errors(self) -> None:
        """Pass on what the steps say, without make's echo that a step failed."""
        for line in io.TextIOWrapper(self._process.stderr, errors="replace"):
            if not _ECHO.match(line):
                print(line, end="", file=sys.stderr, flush=True)


def follow(clips: Path, scenes: Sequence[str], variables: Sequence[str]) -> None:
    """Build at once, and after each save, until Ctrl-C."""
    order, doubted = touched_last(Path(), scenes), set()
    build: Build | None = Build(clips, order, variables, doubted)
    try:
        for changes in watch(*WATCHED, rust_timeout=_POLL_MILLISECONDS, yield_on_timeout=True, raise_interrupt=True):
            changed = {Path(os.path.relpath(name)) for _, name in changes if name.endswith(SOURCES)}
            if changed:
                print(f"watch: saved {', '.join(sorted(map(str, changed)))}", flush=True)
                doubted = {path for path in doubted | changed if path.exists()} if build else set()
                if build:
                    build.stop()
                order = put_first(order, changed)
                build = Build(clips, order, variables, doubted)
            elif build and build.poll() is not None:
                print(build.summary(), flush=True)
                build, doubted = None, set()
    except KeyboardInterrupt:
        if build:
            build.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clips", type=Path, required=True, help="folder <format>-<quality> of <scene>.mp4")
    parser.add_argument("--with", dest="variables", nargs="*", default=[], help="make's variables, NAME=value")
    parser.add_argument("--scenes", nargs="+", required=True, help="scene names in running order")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    follow(options.clips, options.scenes, options.variables)


if __name__ == "__main__":
    main()
