"""The model as SBML Level 3, the format of other simulators, generated from the symbols.

Compartments become SBML parameters with a rate rule each, because SBML species are amounts of substance, and the units
here (pg/mL, mg/kg, fractions) are not. Treatments become events that set the inputs at every start and stop.
"""

from __future__ import annotations

import libsbml
import sympy

from model.compartments import SYMBOLS, TABLE
from model.parameters import PARAMETERS, constants
from model.scenarios import Scenario
from model.simulate import initial_state, inputs, restarts
from model.symbols import equations

# Factors of units: kind, exponent, scale, multiplier
HOUR = (libsbml.UNIT_KIND_SECOND, 1, 0, 3600.0)
PER_HOUR = (libsbml.UNIT_KIND_SECOND, -1, 0, 3600.0)
PG_PER_ML = ((libsbml.UNIT_KIND_GRAM, 1, -12, 1.0), (libsbml.UNIT_KIND_LITRE, -1, -3, 1.0))
MG_PER_KG = ((libsbml.UNIT_KIND_GRAM, 1, -3, 1.0), (libsbml.UNIT_KIND_KILOGRAM, -1, 0, 1.0))
NG_PER_KG = ((libsbml.UNIT_KIND_GRAM, 1, -9, 1.0), (libsbml.UNIT_KIND_KILOGRAM, -1, 0, 1.0))
# Unit as the tables write it → its id in SBML, and its factors
UNITS = {
    "h": ("hour", (HOUR,)),
    "1/h": ("per_hour", (PER_HOUR,)),
    "pg/mL": ("pg_per_mL", PG_PER_ML),
    "pg/mL/h": ("pg_per_mL_per_hour", (*PG_PER_ML, PER_HOUR)),
    "mg/kg": ("mg_per_kg", MG_PER_KG),
    "mg/kg/h": ("mg_per_kg_per_hour", (*MG_PER_KG, PER_HOUR)),
    "ng/kg": ("ng_per_kg", NG_PER_KG),
    "mmHg": ("mmHg", ((libsbml.UNIT_KIND_PASCAL, 1, 0, 133.322),)),
    "°C": ("degree", ((libsbml.UNIT_KIND_KELVIN, 1, 0, 1.0),)),
    "1/°C": ("per_degree", ((libsbml.UNIT_KIND_KELVIN, -1, 0, 1.0),)),
}

SIGNAL_UNITS = {"Is": "pg/mL", "aim": "°C", "MAP": "mmHg", "kill": "1/h"}


def document(scenario: Scenario) -> str:
    """Return `scenario` as an SBML document.

    Raises:
        ArithmeticError: libSBML finds errors in the document; the message quotes them.
    """
    sbml = libsbml.SBMLDocument(3, 1)
    model = sbml.createModel()
    model.setId("cytokine_storm")
    model.setName(scenario.title)
    _units(model)
    p = constants(scenario.parameters)._replace(**inputs(scenario.interventions, 0.0))
    marks = restarts(scenario.interventions, scenario.hours)[1:-1]
    changing = set(inputs((), 0.0)) if marks else set()
    for parameter in PARAMETERS:
        value = getattr(p, parameter.name)
        _quantity(model, parameter.name, parameter.label, parameter.unit, value, parameter.name not in changing)
    for compartment, value in zip(TABLE, initial_state(scenario.trigger, p), strict=True):
        _quantity(model, compartment.symbol, compartment.label, compartment.unit, float(value), constant=False)
    signals, rows = equations()
    for signal, row in signals:
        _quantity(model, signal.name, "signal", SIGNAL_UNITS.get(signal.name, "1"), None, constant=False)
        _rule(model.createAssignmentRule(), signal.name, row)
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
    """Let `rule` set `variable` to `row`; SBML writes a power as ^ where SymPy writes **."""
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
    messages = [e.getMessage().strip() for e in errors if e.getSeverity() >= libsbml.LIBSBML_SEV_ERROR]
    if messages:
        raise ArithmeticError("libSBML: " + "; ".join(messages))
