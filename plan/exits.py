"""How a step ends with an error: one line that says what is wrong and how to fix it, and the exit status.

0: success. 1 (FAILED): a rule is broken, or the step cannot continue. 2 (USAGE, by argparse): the command line
is wrong. If a step prints a JSON document on stdout for other programs, its lines for people go only to stderr.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from plan.errors import InputError

FAILED, USAGE = 1, 2
"""Exit status of a step."""

Document = Callable[[str], dict[str, Any]]
"""Returns the JSON document of a step that ends with an error; its argument is the error's message."""


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
