"""`rates` and its Jacobian as machine code, four times as fast as the same equations in Python.

The C code is generated from the same symbols as the Python code of `model.compiled`. It is compiled once by the
machine's own `cc` and kept beside that code. If there is no compiler, or the folder is read-only, the Python code is
used instead; the two agree but for rounding.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from model.compartments import COMPARTMENTS
from model.compiled import compiled_jacobian, compiled_rates, kept_path
from model.parameters import Constants

Function = Callable[[float, np.ndarray], np.ndarray]
COUNT = len(COMPARTMENTS)


def bind(p: Constants) -> tuple[Function, Function]:
    """Return f(t, y) -> (28,) and J(t, y) -> (28, 28): `rates` and its Jacobian with the constants `p`.

    A function may return the same array at every call, so a caller that needs it after the next call must copy it.
    """
    library = _library()
    if library is None:
        rates, jacobian = compiled_rates(), compiled_jacobian()
        return (lambda t, y: np.array(rates(t, y.tolist(), p))), (lambda t, y: np.array(jacobian(t, y.tolist(), p)))
    constants = np.array(p, dtype=float)
    return _call(library.rates, constants, (COUNT,)), _call(library.jacobian, constants, (COUNT, COUNT))


def _call(function: Callable[..., Any], constants: np.ndarray, shape: tuple[int, ...]) -> Function:
    state, out = np.empty(COUNT), np.empty(shape)
    addresses = state.ctypes.data, constants.ctypes.data, out.ctypes.data

    # `_owned` keeps `constants` alive as long as the function, which knows only its address
    def call(t: float, y: np.ndarray, _owned: np.ndarray = constants) -> np.ndarray:
        state[:] = y
        function(t, *addresses)
        return out

    return call


@lru_cache
def _library() -> ctypes.CDLL | None:
    """Return the loaded machine code, compiled if need be, or None if it can't be compiled or loaded."""
    path = kept_path("native", ".so")
    if not path.exists() and not _compile(path):
        return None
    try:
        library = ctypes.CDLL(str(path))
    except OSError:  # compiled on a machine of another kind that shares the folder
        return None
    for function in (library.rates, library.jacobian):
        function.argtypes = [ctypes.c_double, *[ctypes.c_void_p] * 3]
        function.restype = None
    return library


def _compile(path: Path) -> bool:
    """Write the whole library to `path` or nothing; return whether it was written."""
    compiler = shutil.which("cc")
    if compiler is None:
        return False
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            from model.symbols import c_source  # SymPy takes a second to import

            source, code = Path(folder) / "native.c", Path(folder) / path.name
            source.write_text(c_source(), encoding="utf-8")
            command = [compiler, "-O2", "-ffp-contract=off", "-shared", "-fPIC", "-o", str(code), str(source), "-lm"]
            subprocess.run(command, check=True, capture_output=True)
            os.replace(code, path)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
