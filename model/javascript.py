"""The model as one ES module, generated from the same symbols and tables: `module() -> str`.

It exports data (`compartments`, `index`, `parameters`, `position`, `drugs`, `triggers`, `scenarios`, `levels`, `death`,
`berlin`, `followUpHours`, `scanHours`), `readouts`, `rates(t, y, p, out)`, and what runtime.js and solver.js add:
`defaults`, `initialState`, `setInputs`, `restarts`, `solve`, `simulate` and `Trajectory`. JSDoc gives their types. A
program that steps by itself must end a step exactly at every hour of `restarts(interventions, hours)` and call
`setInputs` there, as `solve` does.

Parameters are passed as one Float64Array in the order of `parameters` (`position` gives the place of a name). In a
browser this is sixteen times as fast as an object of seventy named numbers, and a page solves thousands of steps within
one frame.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sympy
from sympy.printing.jscode import JavascriptCodePrinter

from model.compartments import COMPARTMENTS, SYMBOLS, TABLE
from model.organs import BERLIN, DEATH_HOURS, DEATH_MAP, DEATH_SPO2, READOUTS, ReadOut
from model.parameters import PARAMETERS, Constants
from model.scenarios import DRUGS, SCENARIOS, TRIGGERS, Scenario
from model.simulate import CLEARED, HALF_INJURED, HEALTHY, HEALTHY_IL6, LOW_SPO2, SEVERE_IL6
from model.symbols import PARAMETER, STATE, Products, equations
from model.thresholds import FOLLOW_UP_HOURS, SCAN_HOURS, rescue

SOURCES = tuple(Path(__file__).with_name(name) for name in ("runtime.js", "solver.js"))
LEVELS = {"healthyIl6": HEALTHY_IL6, "severeIl6": SEVERE_IL6, "lowSpo2": LOW_SPO2, "halfInjured": HALF_INJURED,
          "cleared": CLEARED}
DEATH = {"spo2": DEATH_SPO2, "map": DEATH_MAP, "hours": DEATH_HOURS}


class ProductsJavascript(Products, JavascriptCodePrinter):
    """JavaScript in which small powers are products."""


def module() -> str:
    """Return the text of the whole ES module."""
    exports = [
        _export("compartments", "readonly Compartment[]", _compartments()),
        _export("index", "Readonly<Record<string, number>>", {name: i for i, name in enumerate(COMPARTMENTS)}),
        _export("parameters", "readonly Parameter[]", [
            {key: getattr(p, key) for key in ("name", "value", "unit")} for p in PARAMETERS]),
        _export("position", "Readonly<Record<string, number>>", {p.name: i for i, p in enumerate(PARAMETERS)}),
        _export("drugs", "Readonly<Record<string, Drug>>", {name: _drug(name) for name in DRUGS}),
        _export("triggers", "Readonly<Record<string, Trigger>>", {
            name: trigger._asdict() for name, trigger in TRIGGERS.items()}),
        _export("scenarios", "Readonly<Record<string, Scenario>>", {
            name: _scenario(scenario) for name, scenario in SCENARIOS.items()}),
        _export("levels", _numbers(LEVELS), LEVELS),
        _export("death", _numbers(DEATH), DEATH),
        _export("berlin", "readonly [number, string][]", [list(row) for row in BERLIN]),
        _export("followUpHours", "number", FOLLOW_UP_HOURS),
        _export("scanHours", "number", SCAN_HOURS),
    ]
    head = "// Generated from the Python package `model`: edit that, not this.\n"
    sources = [source.read_text(encoding="utf-8") for source in SOURCES]
    return "\n".join([head, *exports, _readouts(), _rates(), *sources])


def _export(name: str, type_: str, value: Any) -> str:
    return f"/** @type {{{type_}}} */\nexport const {name} = {_rows(value)};"


def _rows(value: Any) -> str:
    """Return JSON with a row for each element of a list or an object, which a page loads, and people can still read."""
    if isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {_compact(one)}" for key, one in value.items()]
        return "{\n" + ",\n".join(rows) + "\n}"
    if isinstance(value, (list, tuple)):
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _numbers(named: dict[str, float]) -> str:
    """Return the type of an object that holds these numbers."""
    return f"{{{', '.join(f'readonly {name}: number' for name in named)}}}"


def _compartments() -> list[dict[str, str]]:
    return [{"name": row.name, "symbol": row.symbol, "unit": row.unit, "label": row.label,
             "initial": str(HEALTHY.get(row.name, 0))} for row in TABLE]


def _drug(name: str) -> dict[str, Any]:
    """Return how a drug is given, and what `rescue` gives of it: the standard dose and how long."""
    drug, (usual,) = DRUGS[name], rescue(name, 0.0)
    return {"input": drug.input, "unit": drug.unit, "infusionHours": drug.infusion_hours, "dose": usual.dose,
            "hours": usual.stop}


def _scenario(scenario: Scenario) -> dict[str, Any]:
    given = [{"drug": i.drug, "start": i.start, "stop": i.stop, "dose": i.dose} for i in scenario.interventions]
    return {"title": scenario.title, "trigger": dict(scenario.trigger), "parameters": dict(scenario.parameters),
            "interventions": given, "hours": scenario.hours}


def _readouts() -> str:
    lines = [f"  {name}: {_readout(readout)}," for name, readout in READOUTS.items()]
    return "\n".join(["/**", " * Read-outs: each is computed from the parameters and from the compartments `from`.",
                      " * @type {Readonly<Record<string, ReadOut>>}", " */",
                      "export const readouts = {", *lines, "};\n"])


def _readout(readout: ReadOut) -> str:
    """Return a read-out as an object whose function takes the parameters and the values of its compartments."""
    symbols = [STATE[COMPARTMENTS.index(name)] for name in readout.compartments]
    value = sympy.sympify(readout.function(PARAMETER, *symbols))
    used = {symbol.name for symbol in value.free_symbols} & set(Constants._fields)
    constants = "".join(f"const {name} = p[{Constants._fields.index(name)}]; " for name in sorted(used))
    arguments = ", ".join(["p" if used else "_p", *(symbol.name for symbol in symbols)])
    return (f"{{ from: {json.dumps(list(readout.compartments))}, unit: \"{readout.unit}\", "
            f"of: ({arguments}) => {{ {constants}return {_code(value)}; }} }}")


def _rates() -> str:
    signals, rows = equations()
    used = set().union(*(row.free_symbols for row in (*rows, *(row for _, row in signals))))
    names = sorted({symbol.name for symbol in used} & set(Constants._fields))
    return "\n".join([
        "/**",
        " * Write the time derivatives (per hour) of state `y` at hour `t` into `out`; `p` is as from `defaults`.",
        " * @param {number} _t @param {Float64Array} y @param {Float64Array} p @param {Float64Array} out",
        " */",
        "export function rates(_t, y, p, out) {",
        f"  const {', '.join(f'{symbol} = y[{i}]' for i, symbol in enumerate(SYMBOLS))};",
        f"  const {', '.join(f'{name} = p[{Constants._fields.index(name)}]' for name in names)};",
        *(f"  const {symbol} = {_code(row)};" for symbol, row in signals),
        *(f"  out[{i}] = {_code(row)}; // {COMPARTMENTS[i]}" for i, row in enumerate(rows)),
        "  return out;", "}\n"])


def _code(expression: sympy.Expr) -> str:
    return ProductsJavascript().doprint(expression)
