"""How a step ends that cannot go on: with one line that says why, and how to fix it."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from plan.errors import InputError

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
"""What a disk says that is full, or may not be written to."""


def say_disk_errors_in_one_line(step: str) -> None:
    """From now on, end the program with one line where the disk refuses to be read or written."""

    def say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, OSError) and error.errno in _DISK:
            named = f"{error.filename}: " if error.filename else ""
            fix = "make room, or let it be written, then run make again"
            print(f"{step}: {named}{error.strerror}: {fix}", file=sys.stderr)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = say


@contextmanager
def exit_on(step: str, *errors: type[Exception]) -> Iterator[None]:
    """End the program with the step's name and the message of an error that a person made, or of one of `errors`.

    A missing file, too, is named in a line.

    Ctrl-C ends it with a line, too: a traceback could show addresses that are secrets.
    """
    caught: tuple[type[Exception], ...] = (InputError, *errors)
    try:
        yield
    except FileNotFoundError as error:
        sys.exit(f"{step}: {error.filename}: there is no such file: make publish builds it")
    except caught as error:
        sys.exit(f"{step}: {error}")
    except KeyboardInterrupt:
        sys.exit(f"{step}: stopped; run it again, and it continues where it was")
