"""How a step ends that cannot go on: with one line that says why, and how to fix it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def exit_on(step: str, *errors: type[Exception]) -> Iterator[None]:
    """End the program with the step's name and the message of an error, if it is one of `errors` or a missing file.

    Ctrl-C ends it with a line, too: a traceback could show addresses that are secrets.
    """
    try:
        yield
    except FileNotFoundError as error:
        sys.exit(f"{step}: {error.filename}: there is no such file: make publish builds it")
    except errors as error:
        sys.exit(f"{step}: {error}")
    except KeyboardInterrupt:
        sys.exit(f"{step}: stopped; run it again, and it continues where it was")
