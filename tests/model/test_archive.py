"""The COMBINE archive: other programs read it without a complaint, and get the same numbers."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import libcombine
import libsbml
import libsedml
import numpy as np
import pytest
import roadrunner
import yaml

from model import omex, scenario, sedml, simulate
from model.compartments import TABLE
from model.fit import residuals, targets
from model.parameters import DEFAULTS, PARAMETERS
from model.references import REFERENCES
from model.sbml import NO_AMOUNT, document
from model.sbml_annotations import CREATOR, SPECIES
from model.sbml_units import define_units

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive that was written and taken apart again by libCombine."""
    folder = tmp_path_factory.mktemp("archive")
    omex.write(folder / "storm.omex")
    read = libcombine.CombineArchive()
    assert read.initializeFromArchive(str(folder / "storm.omex"))
    assert read.getMasterFile().getLocation().endswith(omex.MASTER)
    for i in range(read.getNumEntries()):
        place = read.getEntry(i).getLocation()
        assert read.getEntry(i).getFormat(), place
        (folder / place).parent.mkdir(exist_ok=True)
        assert read.extractEntry(place, str(folder / place)), place
    return folder


def test_the_archive_has_all_files_with_their_creator(archive: Path) -> None:
    with zipfile.ZipFile(archive / "storm.omex") as packed:
        for place, text in omex.contents().items():
            assert packed.read(place).decode() == text
        assert CREATOR in packed.read("metadata.rdf").decode()
    assert (archive / omex.MASTER).exists()


def test_libsbml_has_neither_errors_nor_warnings_of_units_or_terms(archive: Path) -> None:
    for path in archive.glob("model_*.xml"):
        read = libsbml.readSBML(str(path))
        for category in range(libsbml.LIBSBML_CAT_SBML, libsbml.LIBSBML_CAT_MODELING_PRACTICE + 1):
            read.setConsistencyChecks(category, True)
        read.checkConsistency()
        assert [read.getError(i).getMessage() for i in range(read.getNumErrors())] == []


def test_a_wrong_unit_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tuple(p if p.name != "k_T" else type(p)(p.name, p.value, "pg/mL", p.label, p.source) for p in PARAMETERS)
    monkeypatch.setattr("model.sbml.PARAMETERS", wrong)
    with pytest.raises(ArithmeticError, match="unit"):
        document(scenario("health"))


def test_a_unit_that_is_unknown_is_named() -> None:
    read = libsbml.SBMLDocument(3, 2)
    model = read.createModel()
    with pytest.raises(ValueError, match="'furlong' is unknown; known: h"):
        define_units(model, ["pg/furlong"])


def test_species_and_constants_say_what_they_are_and_where_from() -> None:
    model = libsbml.readSBMLFromString(document(scenario("storm"))).getModel()
    assert model.getNumSpecies() == sum(row.unit not in NO_AMOUNT for row in TABLE)
    assert {model.getSpecies(i).getCompartment() for i in range(model.getNumSpecies())} == {
        model.getCompartment(i).getId() for i in range(model.getNumCompartments())}
    for row in (row for row in TABLE if row.unit not in NO_AMOUNT):
        species = model.getSpecies(row.symbol)
        assert species.isSetSBOTerm() and species.getName() == row.label
        assert (row.name in SPECIES) == ("identifiers.org" in species.getAnnotationString())
        assert species.getHasOnlySubstanceUnits() == (row.unit != "pg/mL")
    for p in PARAMETERS:
        parameter = model.getParameter(p.name)
        assert p.source in parameter.getNotesString() and parameter.isSetSBOTerm()
        if p.source in REFERENCES and REFERENCES[p.source].doi:
            assert f"doi:{REFERENCES[p.source].doi}" in parameter.getAnnotationString()
    history = model.getModelHistory()
    assert [history.getCreator(i).getName() for i in range(history.getNumCreators())] == [CREATOR]
    assert "not medical advice" in model.getNotesString()


def test_the_figures_come_out_as_simulate_gives_them(archive: Path) -> None:
    """Runs what the SED-ML says, with libRoadRunner, and compares the curves with SciPy's."""
    read = libsedml.readSedMLFromFile(str(archive / omex.MASTER))
    assert read.getNumErrors() == 0
    assert [read.getOutput(i).getId() for i in range(read.getNumOutputs())] == ["fit", "triggers"]
    for i, figure in enumerate(sedml.FIGURES):
        plot = read.getOutput(i)
        assert plot.getNumCurves() == len(figure.curves)
        for j, (name, compartment) in enumerate(figure.curves):
            hours, levels = _curve(read, archive, plot.getCurve(j))
            trajectory = simulate(scenario(name))
            alive = hours <= trajectory.hours[-1]
            here = trajectory.at(compartment, hours[alive])
            assert alive.sum() > 50
            assert np.abs(here - levels[alive]).max() < 1e-3 * np.ptp(here), (figure.name, name, compartment)


def _curve(read: libsedml.SedDocument, archive: Path, curve: libsedml.SedCurve) -> np.ndarray:
    """Return what the SED-ML draws of a curve, (2, n): hours and levels."""
    hours, levels = (read.getDataGenerator(reference).getVariable(0) for reference in (
        curve.getXDataReference(), curve.getYDataReference()))
    assert hours.getSymbol() == "urn:sedml:symbol:time" and hours.getTaskReference() == levels.getTaskReference()
    task = read.getTask(levels.getTaskReference())
    course, model = read.getSimulation(task.getSimulationReference()), read.getModel(task.getModelReference())
    engine = _engine(archive / model.getSource())
    engine.resetToOrigin()
    species = re.fullmatch(r".*/sbml:listOfSpecies/sbml:species\[@id='(\w+)'\]", levels.getTarget())
    assert species
    engine.timeCourseSelections = ["time", f"[{species[1]}]"]
    steps = course.getNumberOfSteps()
    return np.array(engine.simulate(course.getInitialTime(), course.getOutputEndTime(), steps + 1)).T


@cache
def _engine(path: Path) -> roadrunner.RoadRunner:
    engine = roadrunner.RoadRunner(str(path))
    engine.integrator.relative_tolerance, engine.integrator.absolute_tolerance = 1e-9, 1e-11
    return engine


def test_petablint_has_no_complaint(archive: Path) -> None:
    lint = [str(Path(sys.executable).with_name("petablint")), str(archive / "petab" / "problem.yaml")]
    run = subprocess.run(lint, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore:.*deprecated")
def test_petab_says_the_same_of_the_fit_as_the_fit(archive: Path) -> None:
    """Residuals from PEtab's tables and libRoadRunner equal those of `model.fit`."""
    petab = pytest.importorskip("petab.v1")
    problem = petab.Problem.from_yaml(str(archive / "petab" / "problem.yaml"))
    engine = _engine(archive / "petab" / sedml.model_file("endotoxin"))
    for name, row in problem.parameter_df.iterrows():
        assert row["nominalValue"] == pytest.approx(getattr(DEFAULTS, name))
        assert row["lowerBound"] <= row["nominalValue"] <= row["upperBound"]
    ours = {(one.series, one.hour): value for one, value in zip(targets(), residuals({}), strict=True)}
    for _, row in problem.measurement_df.iterrows():
        observable = problem.observable_df.loc[row["observableId"]]
        engine.resetToOrigin()
        engine.timeCourseSelections = ["time", *(f"[{c.symbol}]" if c.unit == "pg/mL" else c.symbol for c in TABLE)]
        end = np.array(engine.simulate(0, row["time"], 2))[-1]
        levels = dict(zip([c.symbol for c in TABLE], end[1:], strict=True))
        constants = {p.name: engine[p.name] for p in PARAMETERS}
        value = float(eval(observable["observableFormula"], {}, levels | constants))  # a formula of the archive itself
        logarithmic = observable["observableTransformation"] == "log"
        residual = (np.log(value / row["measurement"]) if logarithmic else value - row["measurement"]) / float(
            row["noiseParameters"])
        series = row["observableId"].removeprefix("obs_")
        assert residual == pytest.approx(ours[series, row["time"]], abs=2e-2), (series, row["time"])


def test_the_citation_is_complete_and_invents_nobody() -> None:
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "type", "authors", "version", "date-released", "license"} <= set(found)
    assert found["authors"] == [{"name": CREATOR}]
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert version and found["version"] == version[1]
