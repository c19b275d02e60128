"""The model as SBML Level 3, the format of other simulators, generated from the symbols.

The states are species. Levels in pg/mL are concentrations in the blood; all others, such as fractions, doses and
injuries, are amounts of their own unit in the body or in their organ. A temperature is a parameter. Each state has a
rate rule with its equation.
Treatments are events that set the inputs at every start and stop. What is what, and where a constant comes from, is
annotated by `model.sbml_annotations`. libSBML checks every document, its units included.
"""

from __future__ import annotations

import libsbml
import sympy

from model.compartments import SYMBOLS, TABLE, Compartment
from model.parameters import PARAMETERS, Constants, constants
from model.sbml_annotations import (
    PLACES,
    annotate_model,
    annotate_parameter,
    annotate_place,
    annotate_quantity,
    annotate_species,
    place_of,
)
from model.sbml_units import define_units, same_unit, unit_id
from model.scenarios import Scenario
from model.simulate import initial_state, inputs, restarts
from model.symbols import equations

LEVEL, VERSION = 3, 2
CONCENTRATION = "pg/mL"    # species in this unit are concentrations
NO_AMOUNT = ("°C",)        # states in this unit can't be species, so they are parameters
FORMULA = libsbml.L3ParserSettings()


def document(scenario: Scenario) -> str:
    """Return `scenario` as an SBML document.

    Raises:
        ArithmeticError: libSBML has errors or warnings, also of units; the message quotes them.
    """
    sbml = libsbml.SBMLDocument(LEVEL, VERSION)
    model = sbml.createModel()
    model.setId("cytokine_storm")
    model.setMetaId("cytokine_storm")
    model.setName(scenario.title)
    p = constants(scenario.parameters)._replace(**inputs(scenario.interventions, 0.0))
    marks = restarts(scenario.interventions, scenario.hours)[1:-1]
    define_units(model, {c.unit for c in TABLE} | {q.unit for q in PARAMETERS} | {"h", "mL", "pg"})
    _places(model)
    _species(model, scenario, p)
    _parameters(model, p, changing=set(inputs((), 0.0)) if marks else set())
    _equations(model)
    for mark in marks:
        _event(model, mark, inputs(scenario.interventions, mark))
    annotate_model(model)
    _check(sbml)
    return libsbml.writeSBMLToString(sbml)


def _places(model: libsbml.Model) -> None:
    for place in PLACES:
        compartment = model.createCompartment()
        compartment.setId(place)
        compartment.setSpatialDimensions(3)
        compartment.setUnits(unit_id("mL"))
        compartment.setSize(1.0)
        compartment.setConstant(True)
        annotate_place(compartment)


def _species(model: libsbml.Model, scenario: Scenario, p: Constants) -> None:
    for row, value in zip(TABLE, initial_state(scenario.trigger, p), strict=True):
        if row.unit in NO_AMOUNT:
            _quantity(model, row, float(value))
            continue
        species = model.createSpecies()
        species.setId(row.symbol)
        species.setName(row.label)
        species.setCompartment(place_of(row))
        species.setBoundaryCondition(False)
        species.setConstant(False)
        _amount(species, row, float(value))
        annotate_species(species, row)


def _quantity(model: libsbml.Model, row: Compartment, value: float) -> None:
    """Add a state that is no amount of anything, such as a temperature."""
    parameter = model.createParameter()
    parameter.setId(row.symbol)
    parameter.setName(row.label)
    parameter.setUnits(unit_id(row.unit))
    parameter.setValue(value)
    parameter.setConstant(False)
    annotate_quantity(parameter, row)


def _amount(species: libsbml.Species, row: Compartment, value: float) -> None:
    concentration = row.unit == CONCENTRATION
    species.setHasOnlySubstanceUnits(not concentration)
    species.setSubstanceUnits(unit_id("pg") if concentration else unit_id(row.unit))
    if concentration:
        species.setInitialConcentration(value)
    else:
        species.setInitialAmount(value)


def _parameters(model: libsbml.Model, p: Constants, changing: set[str]) -> None:
    for row in PARAMETERS:
        parameter = model.createParameter()
        parameter.setId(row.name)
        parameter.setName(row.label)
        parameter.setUnits(unit_id(row.unit))
        parameter.setValue(float(getattr(p, row.name)))
        parameter.setConstant(row.name not in changing)
        annotate_parameter(parameter, row)


def _equations(model: libsbml.Model) -> None:
    signals, rows = equations()
    for signal, row in signals:
        parameter = model.createParameter()
        parameter.setId(signal.name)
        parameter.setConstant(False)
        rule = model.createAssignmentRule()
        _rule(rule, signal.name, row)
        model.populateListFormulaUnitsData()
        parameter.setUnits(same_unit(model, rule.getDerivedUnitDefinition()))
    for symbol, row in zip(SYMBOLS, rows, strict=True):
        _rule(model.createRateRule(), symbol, row)


def _rule(rule: libsbml.Rule, variable: str, row: sympy.Expr) -> None:
    """Let `rule` set `variable` to `row`; SBML writes a power as ^ where SymPy writes **."""
    rule.setVariable(variable)
    rule.setMath(_math(sympy.sstr(row).replace("**", "^")))


def _math(formula: str) -> libsbml.ASTNode:
    """Return a formula whose numbers have no unit, which SBML must be told."""
    node = libsbml.parseL3FormulaWithSettings(formula, FORMULA)
    _without_units(node)
    return node


def _without_units(node: libsbml.ASTNode) -> None:
    if node.isNumber():
        node.setUnits("dimensionless")
    for i in range(node.getNumChildren()):
        _without_units(node.getChild(i))


def _event(model: libsbml.Model, hour: float, levels: dict[str, float]) -> None:
    units = {row.name: unit_id(row.unit) for row in PARAMETERS}
    event = model.createEvent()
    event.setUseValuesFromTriggerTime(True)
    trigger = event.createTrigger()
    trigger.setInitialValue(False)
    trigger.setPersistent(True)
    trigger.setMath(libsbml.parseL3Formula(f"time >= {hour!r} {unit_id('h')}"))
    for name, level in levels.items():
        assignment = event.createEventAssignment()
        assignment.setVariable(name)
        assignment.setMath(libsbml.parseL3Formula(f"{level!r} {units[name]}"))


def _check(sbml: libsbml.SBMLDocument) -> None:
    sbml.getModel().populateListFormulaUnitsData()  # else it goes on with units from before the last change
    sbml.checkConsistency()
    found = [sbml.getError(i).getMessage().strip() for i in range(sbml.getNumErrors())]
    if found:
        raise ArithmeticError(f"libSBML: {'; '.join(found)}")
