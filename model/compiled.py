"""`rates` and its Jacobian as straight-line Python for the solver, generated from the symbols once and then kept.

SymPy takes about a second to derive them, and every scene of the film is drawn in a process of its own. The generated
code is therefore kept in the folder in which Python keeps its own compiled files, under a name that depends on the
equations. If nothing can be kept there, each process generates it again.
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
from typing import Any

_FOLDER = Path(__file__).parent
_SOURCES = ("reactions.py", "parameters.py", "compartments.py", "symbols.py")


def compiled_rates() -> Callable[..., list[float]]:
    """Return f(t, y, p) -> list of 28 floats: `rates` on floats."""
    return _compiled("rates")


def compiled_jacobian() -> Callable[..., list[list[float]]]:
    """Return J(t, y, p) -> 28 rows of 28 floats: the Jacobian of `rates` on floats, one row per rate."""
    return _compiled("jacobian")


@lru_cache
def _compiled(what: str) -> Callable[..., Any]:
    path = kept_path(what, ".txt")
    try:
        source = path.read_text(encoding="utf-8")
    except OSError:
        from model.symbols import lambdified  # SymPy takes a second to import

        function = lambdified(what)
        _keep(path, inspect.getsource(function))
        return function
    names: dict[str, Any] = dict(vars(math))
    exec(compile(source, str(path), "exec"), names)  # the text that `lambdified` generated
    return names["_lambdifygenerated"]


def kept_path(what: str, suffix: str) -> Path:
    """Return the path at which a compiled form of the equations is kept; its name changes with the equations."""
    sources = b"".join((_FOLDER / name).read_bytes() for name in _SOURCES)
    return _FOLDER / "__pycache__" / f"{what}.{hashlib.sha256(sources).hexdigest()[:16]}{suffix}"


def _keep(path: Path, source: str) -> None:
    """Write the whole file or none. Where the folder is read-only, the next process generates the code again."""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as draft:
            draft.write(source)
        os.replace(draft.name, path)
    except OSError:
        return
