"""The model as one ES module, generated from the same symbols and tables: `module() -> str`.

Exports: `compartments`, `index`, `parameters`, `position`, `drugs`, `triggers`, `scenarios`, `readouts`,
`death`, `rates(t, y, p, out)`, and from runtime.js `defaults`, `initialState`, `setInputs`, `restarts`,
`stepper`, `simulate`. A page that steps for itself must, as `simulate` does, end a step exactly at every hour
in `restarts(interventions, hours)` and call `setInputs` there; Runge–Kutta with steps of 0.1 h or less then
agrees with SciPy far within 0.5 %.

Parameters travel as one Float64Array in the order of `parameters` (`position` by name): sixteen times as fast
in a browser as an object with seventy named numbers, and a page solves thousands of steps within one frame.
"""

from __future__ import annotations

import json
from pathlib import Path

import sympy
from sympy.printing.jscode import JavascriptCodePrinter

from model.compartments import COMPARTMENTS, SYMBOLS, TABLE
from model.organs import BERLIN, DEATH_HOURS, DEATH_SPO2, READOUTS
from model.parameters import PARAMETERS, Constants
from model.scenarios import DRUGS, SCENARIOS, TRIGGERS, Scenario
from model.simulate import HEALTHY
from model.symbols import Products, equations

RUNTIME = Path(__file__).with_name("runtime.js")


class ProductsJavascript(Products, JavascriptCodePrinter):
    """JavaScript with small powers as products."""


def module() -> str:
    """Return the whole ES module as text."""
    data = {
        "compartments": _compartments(),
        "index": {name: i for i, name in enumerate(COMPARTMENTS)},
        "parameters": [{key: getattr(p, key) for key in ("name", "value", "unit", "label", "source")}
                       for p in PARAMETERS],
        "position": {p.name: i for i, p in enumerate(PARAMETERS)},
        "drugs": {name: {"input": key, "unit": unit, "hours": hours}
                  for name, (key, unit, hours) in DRUGS.items()},
        "triggers": {name: {"compartment": compartment, "unit": unit, "max": high}
                     for name, (compartment, unit, high) in TRIGGERS.items()},
        "scenarios": {name: _scenario(s) for name, s in SCENARIOS.items()},
        "death": {"spo2": DEATH_SPO2, "hours": DEATH_HOURS},
        "berlin": [list(row) for row in BERLIN],
    }
    exports = [f"export const {name} = {json.dumps(value, indent=1, ensure_ascii=False)};"
               for name, value in data.items()]
    head = "// Generated from the Python package `model`; edit that, not this.\n"
    return "\n".join([head, *exports, _readouts(), _rates(), RUNTIME.read_text(encoding="utf-8")])


def _compartments() -> list[dict[str, str]]:
    return [{"name": row.name, "symbol": row.symbol, "unit": row.unit, "label": row.label,
             "initial": str(HEALTHY.get(row.name, 0))} for row in TABLE]


def _scenario(s: Scenario) -> dict:
    given = [{"drug": i.drug, "start": i.start, "stop": i.stop, "dose": i.dose} for i in s.interventions]
    return {"title": s.title, "trigger": dict(s.trigger), "parameters": dict(s.parameters),
            "interventions": given, "hours": s.hours}


def _readouts() -> str:
    injury = sympy.Symbol("injury")
    lines = [f'  {name}: {{ from: "{source}", unit: "{unit}", of: injury => {_code(function(injury))} }},'
             for name, (source, function, unit) in READOUTS.items()]
    return "\n".join(["/** Read-outs: each computed `of` the injury of the compartment `from`. */",
                      "export const readouts = {", *lines, "};\n"])


def _rates() -> str:
    signals, rows = equations()
    used = set().union(*(row.free_symbols for row in (*rows, *(row for _, row in signals))))
    names = sorted({symbol.name for symbol in used} & set(Constants._fields))
    return "\n".join([
        "/** Time derivatives, per hour, of state `y` at hour `t`, into `out`; `p` as from `defaults`. */",
        "export function rates(t, y, p, out) {",
        f"  const {', '.join(f'{symbol} = y[{i}]' for i, symbol in enumerate(SYMBOLS))};",
        f"  const {', '.join(f'{name} = p[{Constants._fields.index(name)}]' for name in names)};",
        *(f"  const {symbol} = {_code(row)};" for symbol, row in signals),
        *(f"  out[{i}] = {_code(row)}; // {COMPARTMENTS[i]}" for i, row in enumerate(rows)),
        "  return out;", "}\n"])


def _code(expression: sympy.Expr) -> str:
    return ProductsJavascript().doprint(expression)
