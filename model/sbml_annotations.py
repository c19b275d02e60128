"""What the parts of the SBML are: terms of ontologies, places in the body, sources, creators and notes.

Identifiers are those of identifiers.org: UniProt for proteins, ChEBI and DrugBank for substances, CL for cells, UBERON
for organs, GO for processes, and DOI for publications. SBO says what kind of thing a part is.
"""

from __future__ import annotations

from html import escape

import libsbml

from model.compartments import Compartment
from model.parameters import Parameter
from model.references import REFERENCES

CREATOR = "The contributors of the cytokine storm film"
CREATED = "2026-11-27T00:00:00Z"
REGISTRY = "https://identifiers.org/"
NOTES = (
    "A simplified model of the cytokine storm: infection or therapy, immune cells, cytokines, vessels, organs and "
    "treatments of one body, over hours.",
    "It is an educational illustration, not medical advice. The curves come from a simplified model, not from a "
    "patient, and must not guide diagnosis, dosing or timing.",
)
# Place of species → its identifier. Concentrations are in blood; what is not in an organ is in the body as a whole.
PLACES: dict[str, str] = {"blood": "UBERON:0000178", "body": "UBERON:0000468", "lungs": "UBERON:0002048",
                          "heart": "UBERON:0000948", "kidneys": "UBERON:0002113"}
ORGANS = {"lung": "lungs", "heart": "heart", "kidney": "kidneys"}
SPECIES: dict[str, str] = {
    "tnf": "uniprot:P01375",
    "il6": "uniprot:P05231",
    "il10": "uniprot:P22301",
    "cells": "CL:0000738",
    "effector": "CL:0000911",
    "endotoxin": "CHEBI:16412",
    "steroid": "CHEBI:41879",
    "tocilizumab": "drugbank:DB06273",
    "anakinra": "drugbank:DB00026",
}
PROTEIN, SUBSTANCE, ENTITY, PLACE = 252, 247, 240, 290  # polypeptide, simple chemical, material entity, compartment
HALF_EFFECT, RATE, OTHER = 363, 9, 2                    # activation constant, kinetic constant, any parameter


def place_of(row: Compartment) -> str:
    """Return the id of the place that a species is in."""
    return "blood" if row.unit == "pg/mL" else ORGANS.get(row.name, "body")


def annotate_place(compartment: libsbml.Compartment) -> None:
    """Say which part of the body a place is."""
    compartment.setMetaId(f"place_{compartment.getId()}")
    compartment.setSBOTerm(PLACE)
    _is(compartment, libsbml.BQB_IS, PLACES[compartment.getId()])


def annotate_species(species: libsbml.Species, row: Compartment) -> None:
    """Say what a species is, as far as an ontology has a term for it."""
    species.setMetaId(f"species_{row.symbol}")
    term = SPECIES.get(row.name)
    if row.unit == "pg/mL" and term:
        species.setSBOTerm(PROTEIN)
    else:
        species.setSBOTerm(SUBSTANCE if term and not term.startswith("CL:") else ENTITY)
    if term:
        _is(species, libsbml.BQB_IS_VERSION_OF, term)


def annotate_quantity(parameter: libsbml.Parameter, row: Compartment) -> None:
    """Say that a state is a quantity that describes the body."""
    parameter.setMetaId(f"state_{row.symbol}")
    parameter.setSBOTerm(OTHER)


def annotate_parameter(parameter: libsbml.Parameter, row: Parameter) -> None:
    """Say what kind of constant it is, and where it comes from."""
    parameter.setMetaId(f"parameter_{row.name}")
    parameter.setSBOTerm(HALF_EFFECT if row.name.startswith("K_") else RATE if row.unit.endswith("/h") else OTHER)
    parameter.setNotes(_notes(f"source: {row.source}"))
    source = REFERENCES.get(row.source)
    if source is not None and source.doi:
        _is(parameter, libsbml.BQB_IS_DESCRIBED_BY, f"doi:{source.doi}")


def annotate_model(model: libsbml.Model) -> None:
    """Say what the model is about, and who made it."""
    model.setNotes(_notes(*NOTES))
    _is(model, libsbml.BQB_HAS_TAXON, "taxonomy:9606")
    _is(model, libsbml.BQB_IS_VERSION_OF, "GO:0006954")
    creator = libsbml.ModelCreator()
    creator.setName(CREATOR)
    history = libsbml.ModelHistory()
    history.addCreator(creator)
    history.setCreatedDate(libsbml.Date(CREATED))
    history.setModifiedDate(libsbml.Date(CREATED))
    if model.setModelHistory(history) != libsbml.LIBSBML_OPERATION_SUCCESS:
        raise ArithmeticError("libSBML refuses the history of the model")


def _is(part: libsbml.SBase, qualifier: int, term: str) -> None:
    """Annotate a part with a term such as "uniprot:P05231"."""
    annotation = libsbml.CVTerm()
    biological = libsbml.BIOLOGICAL_QUALIFIER
    annotation.setQualifierType(biological)
    annotation.setBiologicalQualifierType(qualifier)
    annotation.addResource(REGISTRY + term)
    part.addCVTerm(annotation)


def _notes(*paragraphs: str) -> str:
    lines = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f'<body xmlns="http://www.w3.org/1999/xhtml">{lines}</body>'
