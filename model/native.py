"""`rates` and its Jacobian as machine code, four times as fast as the same in Python.

The C comes from the same symbols as the Python (`model.compiled`), is compiled once by the machine's own `cc`, and
kept beside it. Where there is no compiler the Python serves; both give the same numbers but for rounding.
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

import numpy as np

from model.compartments import COMPARTMENTS
from model.compiled import compiled_jacobian, compiled_rates, kept
from model.parameters import Constants

Function = Callable[[float, np.ndarray], np.ndarray]
COUNT = len(COMPARTMENTS)


def bound(p: Constants) -> tuple[Function, Function]:
    """Return f(t, y) -> (17,) and J(t, y) -> (17, 17), `rates` and its Jacobian with the constants `p`.

    Each returns the same array at every call: copy what is to be kept.
    """
    library = _library()
    if library is None:
        rates, jacobian = compiled_rates(), compiled_jacobian()
        return (lambda t, y: np.array(rates(t, y.tolist(), p))), (lambda t, y: np.array(jacobian(t, y.tolist(), p)))
    constants = np.array(p, dtype=float)
    return _call(library.rates, constants, (COUNT,)), _call(library.jacobian, constants, (COUNT, COUNT))


def _call(function: Callable, constants: np.ndarray, shape: tuple[int, ...]) -> Function:
    state, out = np.empty(COUNT), np.empty(shape)
    addresses = state.ctypes.data, constants.ctypes.data, out.ctypes.data

    def call(t: float, y: np.ndarray, _owned: np.ndarray = constants) -> np.ndarray:
        state[:] = y
        function(t, *addresses)
        return out

    return call


@lru_cache
def _library() -> ctypes.CDLL | None:
    """Load the machine code, compiling it if need be; None without a compiler."""
    path = kept("native", ".so")
    if not path.exists() and not _compile(path):
        return None
    library = ctypes.CDLL(str(path))
    for function in (library.rates, library.jacobian):
        function.argtypes = [ctypes.c_double, *[ctypes.c_void_p] * 3]
        function.restype = None
    return library


def _compile(path: Path) -> bool:
    """Write machine code whole or not at all; return whether that was possible."""
    compiler = shutil.which("cc")
    if compiler is None:
        return False
    from model.symbols import c_source  # SymPy takes a second to import

    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            source, code = Path(folder) / "native.c", Path(folder) / path.name
            source.write_text(c_source(), encoding="utf-8")
            command = [compiler, "-O2", "-ffp-contract=off", "-shared", "-fPIC", "-o", str(code), str(source), "-lm"]
            subprocess.run(command, check=True, capture_output=True)
            os.replace(code, path)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
