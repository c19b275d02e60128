"""An error of the code is told by the last file and line of the project, not by that of a package."""

from __future__ import annotations

import inspect
import sys

import numpy as np

from plan.origin import origin
from stage.shapes import smooth


def caught(work) -> Exception:
    try:
        work()
    except Exception as error:
        return error
    raise AssertionError("it was meant to fail")


def test_lines_of_packages_are_passed_over():
    here = sys._getframe().f_lineno + 1
    error = caught(lambda: np.linalg.inv(np.zeros((2, 2))))
    assert origin(error) == f"tests/plan/test_origin.py:{here}"


def test_lines_of_the_engine_count():
    lines, first = inspect.getsourcelines(smooth)
    line = first + next(number for number, text in enumerate(lines) if "return" in text and "@" in text)
    assert origin(caught(lambda: smooth(np.array(["a", "b"])[:, None]))) == f"stage/shapes.py:{line}"


def test_a_file_that_cannot_be_parsed_is_named():
    assert origin(SyntaxError("bad", ("scenes/loop.py", 7, 1, ""))) == "scenes/loop.py:7"
