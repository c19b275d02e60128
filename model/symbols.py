"""`rates` on SymPy symbols, for printing, exporting, differentiating and compiling the equations."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import sympy
from sympy.printing.c import C99CodePrinter
from sympy.printing.codeprinter import CodePrinter
from sympy.printing.pycode import PythonCodePrinter

from model.compartments import COMPARTMENTS, SYMBOLS
from model.organs import READOUTS
from model.parameters import Constants
from model.reactions import rates

STATE: tuple[sympy.Symbol, ...] = sympy.symbols(SYMBOLS, real=True)
PARAMETER = Constants(*sympy.symbols(Constants._fields, positive=True))
TIME = sympy.Symbol("t", real=True)

Signals = list[tuple[sympy.Symbol, sympy.Expr]]


class Products(CodePrinter):
    """Prints small powers of a symbol as products, which run faster than `**` and Math.pow."""

    def _print_Pow(self, expr: sympy.Pow, **settings: object) -> str:  # noqa: N802 (SymPy's naming)
        base, exponent = expr.as_base_exp()
        if base.is_Symbol and exponent in (2, 3, 4, 12):
            return "(" + "*".join([self._print(base)] * int(exponent)) + ")"
        return super()._print_Pow(expr, **settings)


class ProductsC(Products, C99CodePrinter):
    """Prints C, with small powers as products."""


class ProductsPython(Products, PythonCodePrinter):
    """Prints Python, with small powers as products."""


@lru_cache
def equations() -> tuple[Signals, tuple[sympy.Expr, ...]]:
    """Return the signals, each in terms of those before it, and the 28 rates in terms of all signals."""
    signals: Signals = []

    def signal(name: str, value: sympy.Expr) -> sympy.Symbol:
        symbol = sympy.Symbol(name, real=True)
        signals.append((symbol, value))
        return symbol

    rows = rates(TIME, STATE, PARAMETER, signal)
    return signals, tuple(sympy.sympify(row) for row in rows)


def reading(series: str) -> sympy.Expr:
    """Return a series, a compartment or a read-out, in terms of the symbols of compartments and constants."""
    if series in COMPARTMENTS:
        return STATE[COMPARTMENTS.index(series)]
    readout = READOUTS[series]
    return sympy.sympify(readout.function(PARAMETER, *(STATE[COMPARTMENTS.index(one)] for one in readout.compartments)))


@lru_cache
def jacobian() -> sympy.Matrix:
    """Return the derivative of each rate by each compartment, (28, 28), in terms of the signals (by the chain rule)."""
    signals, rows = equations()
    known: dict[sympy.Symbol, sympy.Matrix] = {}

    def slope(row: sympy.Expr) -> sympy.Matrix:
        inner = (row.diff(symbol) * known[symbol] for symbol in known if row.has(symbol))
        return sum(inner, sympy.Matrix([[row.diff(y) for y in STATE]]))

    for symbol, row in signals:
        known[symbol] = slope(row)
    return sympy.Matrix.vstack(*(slope(row) for row in rows))


def lambdified(what: str) -> Callable:
    """Return "rates" or "jacobian" as a function of (t, y, p), which computes each signal once.

    SymPy is given the signals as its common subexpressions. `model.compiled` keeps the source of the function.
    """
    rows = list(equations()[1]) if what == "rates" else jacobian().tolist()
    printer = ProductsPython({"fully_qualified_modules": False})
    signals = equations()[0]
    return sympy.lambdify((TIME, STATE, PARAMETER), rows, modules="math", cse=lambda _: (signals, rows),
                          printer=printer)


def c_source() -> str:
    """Return `rates` and `jacobian` as C: void f(double t, const double *y, const double *p, double *out)."""
    printer, signals = ProductsC(), equations()[0]
    names = [f"const double {symbol} = y[{i}];" for i, symbol in enumerate(STATE)]
    names += [f"const double {symbol} = p[{i}];" for i, symbol in enumerate(PARAMETER)]
    names += [f"const double {symbol} = {printer.doprint(row)};" for symbol, row in signals]
    functions = []
    for name, rows in (("rates", equations()[1]), ("jacobian", jacobian())):
        results = [f"out[{i}] = {printer.doprint(row)};" for i, row in enumerate(rows)]
        body = "\n  ".join([*names, *results])
        functions.append(f"void {name}(double t, const double *y, const double *p, double *out) {{\n  {body}\n}}\n")
    return "#include <math.h>\n" + "\n".join(functions)
