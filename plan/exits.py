"""How a step ends with an error: one line that says what is wrong and how to fix it, and the exit status.

0: success. 1 (FAILED): a rule is broken, or the step cannot continue. 2, by argparse: the command line is wrong.
If a step prints a JSON document on stdout for other programs, its lines for people go only to stderr.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from plan.errors import InputError

FAILED = 1
"""Exit status of a step that could not finish, or that found a broken rule."""

Document = Callable[[str], dict[str, Any]]
"""Returns the JSON document of a step that ends with an error; its argument is the error's message."""
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
"""Errors of a disk that is full, broken or not writable."""


def say_disk_errors_in_one_line(step: str) -> None:
    """From now on, end the program with one line if the disk refuses to read or write."""

    def say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, OSError) and error.errno in _DISK:
            print(f"{step}: {described(error)}", file=sys.stderr)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = say


@contextmanager
def exit_on(step: str, *errors: type[Exception], document: Document | None = None) -> Iterator[None]:
    """On an InputError, an OSError or one of `errors`, exit with "step: message" and no traceback.

    Ctrl-C also ends the program with one line: a traceback could show addresses that are secret.

    Args:
        step: its name, before the message.
        errors: further errors that a person can fix.
        document: makes the JSON document that is then printed on stdout, for other programs.
    """
    caught: tuple[type[Exception], ...] = (InputError, OSError, *errors)
    try:
        yield
    except caught as error:
        if document:
            print_document(document(described(error)))
        sys.exit(f"{step}: {described(error)}")
    except KeyboardInterrupt:
        sys.exit(f"{step}: stopped; run it again, and it continues where it was")


def print_document(document: Mapping[str, Any]) -> None:
    """Print a JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))


def described(error: Exception) -> str:
    """Return an error in one line that says how to fix it.

    >>> described(FileNotFoundError(2, "No such file or directory", "film.mp4"))
    'film.mp4: there is no such file: make publish builds it'
    """
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"{error.filename}: there is no such file: make publish builds it"
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{error.strerror.lower()}: run it again when that is fixed"
    return str(error)
