"""Where in the project an error came up."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from plan.film import film

_ENGINE = Path(__file__).resolve().parent.parent
_FILM_FOLDERS = ("scenes", "model")
"""Where a film's own code lies, in its folder."""


def origin(error: Exception) -> str:
    """Return the file and line of the engine or the film at which an error came up, such as "scenes/loop.py:31".

    Lines of installed packages, such as Manim's own, are passed over. Files are named as seen from the working folder.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_named(error.filename)}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(frame.filename)]
    frame = (ours or frames)[-1]
    return f"{_named(frame.filename)}:{frame.lineno}"


def has_film_code(error: BaseException) -> bool:
    """Return whether code of the film, not only of the engine, was running when an error came up."""
    folders = [film().root.resolve() / name for name in _FILM_FOLDERS]
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        files.append(error.filename)
    return any(Path(file).resolve().is_relative_to(folder) for file in files for folder in folders)


def _is_ours(file: str) -> bool:
    path = Path(file)
    folders = (_ENGINE, film().root.resolve())
    return any(path.is_relative_to(folder) for folder in folders) and not path.is_relative_to(sys.prefix)


def _named(file: str) -> str:
    return Path(os.path.relpath(file)).as_posix() if _is_ours(file) else file
