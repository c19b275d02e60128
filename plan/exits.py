"""How a step ends that cannot go on: with one line that says why, and how to fix it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from plan.errors import InputError


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
