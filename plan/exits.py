"""How every step ends: its exit status, one line for an error, and the JSON document that other programs read.

0: success. 1 (FAILED): there are findings, or the step cannot continue. 2, by argparse: the command line is wrong.
`docs/programs.md` lists the documents.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, redirect_stdout
from pathlib import Path
from types import TracebackType
from typing import Any

from plan.errors import InputError

FAILED, USAGE = 1, 2
"""Exit statuses of a step that has findings or could not finish, and of one whose command line is wrong."""

Document = Callable[[], Mapping[str, Any]]
"""Returns what a step found, as far as it came, in terms of JSON."""
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

    So it does on any error while the film's own code runs, with the file and line. Ctrl-C also ends the program with
    one line: a traceback could show addresses that are secret.

    Args:
        step: its name, before the message.
        errors: further errors that a person can fix.
        document: gives the JSON document that is printed on stdout when the step ends, for other programs; `error` is
            added to it: null, or the message. Whatever else the step prints goes to stderr then.
    """
    caught: tuple[type[Exception], ...] = (InputError, OSError, *errors)
    problem = None
    try:
        with redirect_stdout(sys.stderr) if document else nullcontext():
            yield
    except caught as error:
        problem = described(error)
    except Exception as error:
        from plan.origin import has_film_code, origin  # it reads film.toml, which another Python than 3.11 cannot

        if not has_film_code(error):
            raise
        problem = f"{origin(error)}: {type(error).__name__}: {error}: fix this line, or what it is given"
    except KeyboardInterrupt:
        problem = "stopped; run it again, and it continues where it was"
    if document:
        print(json.dumps({**document(), "error": problem}, ensure_ascii=False, indent=1, allow_nan=False))
    if problem:
        sys.exit(f"{step}: {problem}")


def described(error: Exception) -> str:
    """Return an error in one line that says how to fix it.

    >>> described(FileNotFoundError(2, "No such file or directory", "build/film.mp4"))
    'build/film.mp4: there is no such file: make publish builds it'
    """
    if isinstance(error, FileNotFoundError) and error.filename:
        fix = "make publish builds it" if "build" in Path(error.filename).parts else "check the name"
        return f"{error.filename}: there is no such file: {fix}"
    if isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{error.strerror.lower()}: run it again when that is fixed"
    return str(error)
