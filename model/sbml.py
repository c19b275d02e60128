"""The model as SBML Level 3, for other people's tools, from the symbols: `document(scenario) -> str`.

Compartments are SBML parameters with a rate rule each, because their units (pg/mL, mg/kg, fractions) are no
amounts of substance; treatments are events that set the inputs at every start and stop.
"""

from __future__ import annotations

import libsbml
import sympy

from model.compartments import SYMBOLS, TABLE
from model.parameters import PARAMETERS, constants
from model.scenarios import Scenario
from model.simulate import initial_state, inputs, restarts
from model.symbols import equations

# Unit as written in the tables → SBML id and its factors (kind, exponent, scale, multiplier)
HOUR = (libsbml.UNIT_KIND_SECOND, 1, 0, 3600.0)
PER_HOUR = (libsbml.UNIT_KIND_SECOND, -1, 0, 3600.0)
PG_PER_ML = ((libsbml.UNIT_KIND_GRAM, 1, -12, 1.0), (libsbml.UNIT_KIND_LITRE, -1, -3, 1.0))
MG_PER_KG = ((libsbml.UNIT_KIND_GRAM, 1, -3, 1.0), (libsbml.UNIT_KIND_KILOGRAM, -1, 0, 1.0))
NG_PER_KG = ((libsbml.UNIT_KIND_GRAM, 1, -9, 1.0), (libsbml.UNIT_KIND_KILOGRAM, -1, 0, 1.0))
UNITS = {
    "h": ("hour", (HOUR,)),
    "1/h": ("per_hour", (PER_HOUR,)),
    "pg/mL": ("pg_per_mL", PG_PER_ML),
    "pg/mL/h": ("pg_per_mL_per_hour", (*PG_PER_ML, PER_HOUR)),
    "mg/kg": ("mg_per_kg", MG_PER_KG),
    "mg/kg/h": ("mg_per_kg_per_hour", (*MG_PER_KG, PER_HOUR)),
    "ng/kg": ("ng_per_kg", NG_PER_KG),
}

SIGNAL_UNITS = {"Is": "pg/mL", "Rh": "pg/mL"}


def document(scenario: Scenario) -> str:
    """Return `scenario` as SBML text. Raises ArithmeticError with libSBML's words if it finds an error."""
    sbml = libsbml.SBMLDocument(3, 1)
    model = sbml.createModel()
    model.setId("cytokine_storm")
    model.setName(scenario.title)
    _units(model)
    p = constants(scenario.parameters)._replace(**inputs(scenario.interventions, 0.0))
    marks = restarts(scenario.interventions, scenario.hours)[1:-1]
    changing = set(inputs((), 0.0)) if marks else set()
    for row in PARAMETERS:
        value = getattr(p, row.name)
        _quantity(model, row.name, row.label, row.unit, value, constant=row.name not in changing)
    for row, value in zip(TABLE, initial_state(scenario.trigger, p), strict=True):
        _quantity(model, row.symbol, row.label, row.unit, float(value), constant=False)
    signals, rows = equations()
    for symbol, row in signals:
        _quantity(model, symbol.name, "signal", SIGNAL_UNITS.get(symbol.name, "1"), None, constant=False)
        _rule(model.createAssignmentRule(), symbol.name, row)
    for symbol, row in zip(SYMBOLS, rows, strict=True):
        _rule(model.createRateRule(), symbol, row)
    for mark in marks:
        _event(model, mark, inputs(scenario.interventions, mark))
    _check(sbml)
    return libsbml.writeSBMLToString(sbml)


def _units(model: libsbml.Model) -> None:
    for name, factors in UNITS.values():
        definition = model.createUnitDefinition()
        definition.setId(name)
        for kind, exponent, scale, multiplier in factors:
            unit = definition.createUnit()
            unit.setKind(kind)
            unit.setExponent(exponent)
            unit.setScale(scale)
            unit.setMultiplier(multiplier)
    model.setTimeUnits("hour")


def _quantity(
    model: libsbml.Model, name: str, label: str, unit: str, value: float | None, constant: bool
) -> None:
    parameter = model.createParameter()
    parameter.setId(name)
    parameter.setName(label)
    parameter.setUnits(UNITS[unit][0] if unit in UNITS else "dimensionless")
    if value is not None:
        parameter.setValue(value)
    parameter.setConstant(constant)


def _rule(rule: libsbml.Rule, variable: str, row: sympy.Expr) -> None:
    """Fill `rule`; SBML writes a power as ^ where Python writes **."""
    rule.setVariable(variable)
    rule.setMath(libsbml.parseL3Formula(sympy.sstr(row).replace("**", "^")))


def _event(model: libsbml.Model, hour: float, levels: dict[str, float]) -> None:
    event = model.createEvent()
    event.setUseValuesFromTriggerTime(True)
    trigger = event.createTrigger()
    trigger.setInitialValue(False)
    trigger.setPersistent(True)
    trigger.setMath(libsbml.parseL3Formula(f"time >= {hour!r}"))
    for name, level in levels.items():
        assignment = event.createEventAssignment()
        assignment.setVariable(name)
        assignment.setMath(libsbml.parseL3Formula(repr(level)))


def _check(sbml: libsbml.SBMLDocument) -> None:
    sbml.checkConsistency()
    errors = [sbml.getError(i) for i in range(sbml.getNumErrors())]
    wrong = [e.getMessage().strip() for e in errors if e.getSeverity() >= libsbml.LIBSBML_SEV_ERROR]
    if wrong:
        raise ArithmeticError("libSBML: " + "; ".join(wrong))
