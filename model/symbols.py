"""`rates` on SymPy symbols: the expressions that are printed, exported, differentiated and compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import sympy
from sympy.printing.codeprinter import CodePrinter
from sympy.printing.pycode import PythonCodePrinter

from model.compartments import SYMBOLS
from model.parameters import Constants
from model.reactions import rates

STATE: tuple[sympy.Symbol, ...] = sympy.symbols(SYMBOLS, real=True)
PARAMETER = Constants(*sympy.symbols(Constants._fields, positive=True))
TIME = sympy.Symbol("t", real=True)


class Products(CodePrinter):
    """Print small powers of a symbol as products, which is faster than `**` and than Math.pow."""

    def _print_Pow(self, expr: sympy.Pow, **settings: object) -> str:  # noqa: N802 (SymPy's naming)
        base, exponent = expr.as_base_exp()
        if base.is_Symbol and exponent in (2, 3, 4):
            return "(" + "*".join([self._print(base)] * int(exponent)) + ")"
        return super()._print_Pow(expr, **settings)


class ProductsPython(Products, PythonCodePrinter):
    """Python with small powers as products."""


@lru_cache
def expressions() -> tuple[sympy.Expr, ...]:
    """Return the 17 right-hand sides as SymPy expressions of STATE and PARAMETER."""
    return tuple(sympy.sympify(row) for row in rates(TIME, STATE, PARAMETER))


def shared(rows: Iterable[sympy.Expr]) -> tuple[list[tuple[sympy.Symbol, sympy.Expr]], list[sympy.Expr]]:
    """Return (common subexpressions in order, rows that use them)."""
    return sympy.cse(list(rows), symbols=sympy.numbered_symbols("x"))


@lru_cache
def jacobian() -> sympy.Matrix:
    """Return the (17, 17) matrix of derivatives of each rate by each compartment."""
    return sympy.Matrix(expressions()).jacobian(STATE)


@lru_cache
def compiled_rates() -> Callable:
    """Return f(t, y, p) -> list of 17 floats: `rates` with common subexpressions shared."""
    return _compiled(list(expressions()))


@lru_cache
def compiled_jacobian() -> Callable:
    """Return J(t, y, p) -> 17 rows of 17 floats: `jacobian` on floats, in the solvers' convention."""
    return _compiled(jacobian().tolist())


def _compiled(rows: list) -> Callable:
    printer = ProductsPython({"fully_qualified_modules": False})
    return sympy.lambdify((TIME, STATE, PARAMETER), rows, modules="math", cse=True, printer=printer)
