"""Units of the tables in SBML: "pg/mL/h" becomes a unit definition with the id `pg_per_mL_per_h`."""

from __future__ import annotations

from collections.abc import Iterable

import libsbml

DIMENSIONLESS = "dimensionless"
# Part of a unit → the SBML unit, its scale (power of ten) and its multiplier. A temperature is a difference to another
# one in all equations, so °C is a kelvin.
PARTS: dict[str, tuple[int, int, float]] = {
    "h": (libsbml.UNIT_KIND_SECOND, 0, 3600.0),
    "min": (libsbml.UNIT_KIND_SECOND, 0, 60.0),
    "pg": (libsbml.UNIT_KIND_GRAM, -12, 1.0),
    "ng": (libsbml.UNIT_KIND_GRAM, -9, 1.0),
    "mg": (libsbml.UNIT_KIND_GRAM, -3, 1.0),
    "kg": (libsbml.UNIT_KIND_KILOGRAM, 0, 1.0),
    "mL": (libsbml.UNIT_KIND_LITRE, -3, 1.0),
    "mmHg": (libsbml.UNIT_KIND_PASCAL, 0, 133.322387415),
    "°C": (libsbml.UNIT_KIND_KELVIN, 0, 1.0),
}
NAMES = {"°C": "degC", "1": "one"}
PURE = ("1", "%")          # numbers without a unit


def unit_id(unit: str) -> str:
    """Return the id of a unit in SBML.

    >>> unit_id("pg/mL/h"), unit_id("1/h"), unit_id("1")
    ('pg_per_mL_per_h', 'one_per_h', 'dimensionless')
    """
    return DIMENSIONLESS if unit in PURE else "_per_".join(NAMES.get(part, part) for part in unit.split("/"))


def define_units(model: libsbml.Model, units: Iterable[str]) -> None:
    """Define the units in `model`, and let hours, millilitres and picograms be what it counts in.

    Raises:
        ValueError: a unit has a part that is not in PARTS.
    """
    for unit in sorted(set(units) - set(PURE)):
        definition = model.createUnitDefinition()
        definition.setId(unit_id(unit))
        for place, part in enumerate(unit.split("/")):
            if part == "1":
                continue
            if part not in PARTS:
                raise ValueError(f"unit {unit!r}: {part!r} is unknown; known: {', '.join(PARTS)}")
            kind, scale, multiplier = PARTS[part]
            factor = definition.createUnit()
            factor.setKind(kind)
            factor.setExponent(-1 if place else 1)
            factor.setScale(scale)
            factor.setMultiplier(multiplier)
    model.setTimeUnits(unit_id("h"))
    model.setVolumeUnits(unit_id("mL"))
    model.setSubstanceUnits(unit_id("pg"))
    model.setExtentUnits(unit_id("pg"))


def same_unit(model: libsbml.Model, derived: libsbml.UnitDefinition) -> str:
    """Return the id of the unit of the model that equals the one that libSBML has derived from a formula.

    Raises:
        ArithmeticError: the model has no such unit.
    """
    if derived.isVariantOfDimensionless():
        return DIMENSIONLESS
    for i in range(model.getNumUnitDefinitions()):
        definition = model.getUnitDefinition(i)
        if libsbml.UnitDefinition.areIdentical(definition, derived):
            return str(definition.getId())
    printed = libsbml.UnitDefinition.printUnits(derived, True)
    raise ArithmeticError(f"a signal has the unit {printed}, which no constant or compartment has")
