"""`rates` and its Jacobian as straight-line Python for the solver, compiled from the symbols once.

Deriving them takes SymPy three seconds; every scene of the film is a process of its own. So the code that SymPy
wrote is kept where Python keeps its own compiled files, under a name that changes with the equations.
"""

from __future__ import annotations

import hashlib
import inspect
import math
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_SOURCES = ("reactions.py", "parameters.py", "compartments.py", "symbols.py")


def compiled_rates() -> Callable:
    """Return f(t, y, p) -> list of 17 floats: `rates` on floats."""
    return _compiled("rates")


def compiled_jacobian() -> Callable:
    """Return J(t, y, p) -> 17 rows of 17 floats: `jacobian` on floats, in the solvers' convention."""
    return _compiled("jacobian")


@lru_cache
def _compiled(what: str) -> Callable:
    path = kept(what, ".txt")
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        from model.symbols import lambdified  # SymPy takes a second to import

        function = lambdified(what)
        source = inspect.getsource(function)
        _keep(path, source)
        return function
    names = dict(vars(math))
    exec(compile(source, str(path), "exec"), names)  # what `lambdified` wrote, and nothing else
    return names["_lambdifygenerated"]


def kept(what: str, suffix: str) -> Path:
    """Return where a compiled form of the equations is kept; the name changes with them."""
    whole = b"".join((_FOLDER / name).read_bytes() for name in _SOURCES)
    return _FOLDER / "__pycache__" / f"{what}.{hashlib.sha256(whole).hexdigest()[:16]}{suffix}"


def _keep(path: Path, source: str) -> None:
    """Write whole or not at all; a folder that may not be written costs time, not the result."""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as draft:
            draft.write(source)
        os.replace(draft.name, path)
    except OSError:
        return
