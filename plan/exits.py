"""How a step ends that cannot go on: with one line that says why, and how to fix it; and what its exit status says.

0: all went well. 1 (FAILED): a rule does not hold, or the step cannot go on. 2 (USAGE, by argparse): the command line
is wrong. What machines read is one JSON document on stdout; lines for people then go to stderr alone.
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

FAILED, USAGE = 1, 2
"""Exit status of a step."""

Document = Callable[[str], dict[str, Any]]
"""Returns the JSON document of a step that ends with an error; is given the error."""

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
"""What a disk says that is full, or may not be written to."""


def say_disk_errors_in_one_line(step: str) -> None:
    """From now on, end the program with one line where the disk refuses to be read or written."""

    def say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, OSError) and error.errno in _DISK:
            print(f"{step}: {described(error)}", file=sys.stderr)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = say


@contextmanager
def exit_on(step: str, *errors: type[Exception], document: Document | None = None) -> Iterator[None]:
    """End the program with the step's name and the message of an error, if a person can fix it.

    Ctrl-C ends it with a line, too: a traceback could show addresses that are secrets.

    Args:
        step: its name, before the message.
        errors: those that a person can fix, besides InputError and those of the system.
        document: what is printed besides, for a machine that reads stdout.
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
        return f"{name}{error.strerror.lower()}: run it again when that is put right"
    return str(error)
