"""Draws a scene's draft whenever its words or its code are saved, until Ctrl-C.

    python -m stage.watch --locale en --format square --quality 480p15 --with VOICE=piper message loop

Make knows what a save makes out of date; this knows the order in which a person needs it: captions, then the scene
just saved, then those worked on before it, then the others, and the film with its sound. A save in the middle of
it drops what is under way and begins again with the new order.
"""

from __future__ import annotations

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
from typing import cast

from watchfiles import watch

from plan.edition import Edition
from plan.film import NAME, film
from plan.options import edition, parser, scene

ENGINE = ("plan", "audio", "stage", "publish", "Makefile")
FILM = ("words", "scenes", "model", NAME)
SOURCES = (".md", ".py", ".toml", "Makefile")
_ECHO = re.compile(r"make: (\*\*\* \[.*\] (Error \d+|Terminated)|Target .* not remade because of errors)")
_POLL_MILLISECONDS = 100


def scene_of(path: Path, scenes: Iterable[str]) -> str | None:
    """Return the scene whose words or code a file of the film is, None if all scenes share it.

    >>> scene_of(Path("words/es/loop.md"), ["hook", "loop"])
    'loop'
    """
    if not path.is_relative_to(film().root):
        return None
    match path.relative_to(film().root).parts:
        case ("scenes", _) if path.suffix == ".py":
            return path.stem if path.stem in scenes else None
        case ("words", _, _) if path.suffix == ".md":
            return path.stem if path.stem in scenes else None
    return None


def last_saved(scenes: Sequence[str]) -> list[str]:
    """Return the scenes in the order in which a person worked on them, the last one first."""

    def saved(scene: str) -> float:
        files = [film().picture(scene), *film().root.glob(f"words/*/{scene}.md")]
        return max((path.stat().st_mtime for path in files if path.exists()), default=0.0)

    return sorted(scenes, key=saved, reverse=True)


def put_first(order: Sequence[str], changed: Iterable[Path]) -> list[str]:
    """Return the order with the scenes that were just saved at its head.

    >>> put_first(["hook", "loop", "close"], [Path("scenes/loop.py"), Path("scenes/style.py")])
    ['loop', 'hook', 'close']
    """
    saved = {scene_of(path, order) for path in changed}
    return sorted(order, key=lambda scene: scene not in saved)


def watched() -> list[Path]:
    """Return the files and folders of the engine and the film in which a save matters."""
    paths = [*map(Path, ENGINE), *(film().root / name for name in FILM)]
    return [path for path in paths if path.exists()]


def as_make_names_it(path: str) -> Path:
    """Return a file's path from the film's folder, as FILM names that, or from the working folder."""
    whole = Path(os.path.abspath(path))
    for folder in (film().root, Path()):
        if whole.is_relative_to(os.path.abspath(folder)):
            return folder / whole.relative_to(os.path.abspath(folder))
    return whole


class Build:
    """One run of make over the clips in an order; it goes on after an error."""

    def __init__(
        self, wanted: Edition, order: Sequence[str], variables: Sequence[str], unsure: Iterable[Path] = ()
    ) -> None:
        """Start it.

        Args:
            wanted: the language, format and quality.
            order: the scenes, in the order in which they are needed.
            variables: of make, as NAME=value.
            unsure: files that were saved while an earlier run may have been reading them: make takes them for new,
                whatever the times of the files that were made of them say.
        """
        goals = [wanted.clips / "film.srt", *map(wanted.clip, order), wanted.film]
        new = [part for path in unsure for part in ("-W", str(path))]
        edition = [f"LOCALE={wanted.locale}", f"FORMAT={wanted.format}", f"QUALITY={wanted.quality}"]
        command = ["make", "--silent", "--keep-going", *new, *variables, *edition, "DRAW=apart", *map(str, goals)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        environment["FILM"] = str(film().root)
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
        state = "fix what is said above" if self.poll() else "up to date"
        return f"watch: {state} ({time.monotonic() - self._began:.1f} s); waiting for a save"

    def _show_errors(self) -> None:
        """Pass on what the steps say, without make's echo that a step failed."""
        for line in io.TextIOWrapper(cast(io.BufferedReader, self._process.stderr), errors="replace"):
            if not _ECHO.match(line):
                print(line, end="", file=sys.stderr, flush=True)


def follow(wanted: Edition, scenes: Sequence[str], variables: Sequence[str]) -> None:
    """Build at once, and after each save, until Ctrl-C."""
    order, unsure = last_saved(scenes), set[Path]()
    build: Build | None = Build(wanted, order, variables)
    saves = watch(*watched(), rust_timeout=_POLL_MILLISECONDS, yield_on_timeout=True, raise_interrupt=True)
    try:
        for changes in saves:
            changed = {as_make_names_it(name) for _, name in changes if name.endswith(SOURCES)}
            if changed:
                print(f"watch: saved {', '.join(sorted(map(str, changed)))}", flush=True)
                unsure = {path for path in unsure | changed if path.exists()} if build else set()
                if build:
                    build.stop()
                order = put_first(order, changed)
                build = Build(wanted, order, variables, unsure)
            elif build and build.poll() is not None:
                print(build.summary(), flush=True)
                build, unsure = None, set()
    except KeyboardInterrupt:
        if build:
            build.stop()


def main() -> None:
    """Watch the scenes that the command line names."""
    options = parser("Draw what is saved, until Ctrl-C.", format=True, quality=True)
    options.add_argument("--with", dest="words", nargs="*", default=[], type=_word, help="make's variables, NAME=value")
    chosen = options.parse_args()
    # Names of scenes may follow the variables; argparse counts them among these.
    variables = [word for word in chosen.words if "=" in word]
    scenes = [word for word in chosen.words if "=" not in word] or list(chosen.scenes)
    if scenes != list(film().scenes):
        variables.append(f"SCENES={' '.join(scenes)}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    follow(edition(chosen), scenes, variables)


def _word(text: str) -> str:
    return text if "=" in text else scene(text)


if __name__ == "__main__":
    main()
