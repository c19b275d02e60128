"""How a step of publishing ends when it cannot go on: with a line that says why, and what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def told(step: str, *errors: type[Exception]) -> Iterator[None]:
    """End the program with the step's name and the words of an error, if it is one of `errors` or a missing file.

    Ctrl-C ends it in a line, too: the errors that a traceback would show hold addresses that are secrets.
    """
    try:
        yield
    except FileNotFoundError as error:
        sys.exit(f"{step}: {error.filename}: there is no such file: make publish builds it")
    except errors as error:
        sys.exit(f"{step}: {error}")
    except KeyboardInterrupt:
        sys.exit(f"{step}: stopped; run it again, it goes on where it was")
