"""How a step ends that cannot go on: with one line that says why, and how to fix it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def exit_on(step: str, *errors: type[Exception]) -> Iterator[None]:
    """End the program with the step's name and the message of an error, if it is one of `errors` or of the system.

    Ctrl-C ends it with a line, too: a traceback could show addresses that are secrets.
    """
    caught: tuple[type[Exception], ...] = (OSError, *errors)
    try:
        yield
    except caught as error:
        sys.exit(f"{step}: {described(error)}")
    except KeyboardInterrupt:
        sys.exit(f"{step}: stopped; run it again, and it continues where it was")


def described(error: Exception) -> str:
    """Return an error in one line that says how to fix it.

    >>> described(FileNotFoundError(2, "No such file or directory", "film.mp4"))
    'film.mp4: there is no such file: make publish builds it'
    """
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"{error.filename}: there is no such file: make publish builds it"
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{error.strerror.lower()}: run it again when that is put right"
    return str(error)
