"""Two figures as SED-ML, the format of simulation experiments: which models run, for how long, and what is drawn.

"fit" draws the cytokines after endotoxin, "triggers" IL-6 of four scenarios; both are figures of `model.pictures`, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import libsedml

from model.compartments import TABLE
from model.scenarios import SCENARIOS

LEVEL, VERSION = 1, 4
CVODE, RELATIVE, ABSOLUTE = "KISAO:0000019", "KISAO:0000209", "KISAO:0000211"
SBML_NAMESPACE = "http://www.sbml.org/sbml/level3/version2/core"
LANGUAGE = "urn:sedml:language:sbml.level-3.version-2"
POINTS_PER_HOUR = 10


@dataclass(frozen=True)
class Figure:
    """A figure: its `name` and title, and its curves as (scenario, compartment), over `hours` (h)."""

    name: str
    title: str
    curves: tuple[tuple[str, str], ...]
    hours: float
    logarithmic: bool


FIGURES: tuple[Figure, ...] = (
    Figure("fit", "Cytokines after endotoxin, 2 ng/kg", tuple(("endotoxin", name) for name in ("tnf", "il6", "il10")),
           8.0, logarithmic=True),
    Figure("triggers", "IL-6 in four illnesses", tuple((name, "il6") for name in ("storm", "covid", "sepsis", "cart")),
           240.0, logarithmic=True),
)
MODELS = tuple(dict.fromkeys(name for figure in FIGURES for name, _ in figure.curves))


def model_file(scenario: str) -> str:
    """Return the name of the SBML file of a scenario in the archive."""
    return f"model_{scenario}.xml"


def document() -> str:
    """Return the SED-ML of all FIGURES, which refers to the files of `model_file`.

    Raises:
        ArithmeticError: libSEDML finds errors; the message quotes them.
    """
    sedml = libsedml.SedDocument(LEVEL, VERSION)
    sedml.getNamespaces().add(SBML_NAMESPACE, "sbml")
    for name in MODELS:
        model = sedml.createModel()
        model.setId(f"model_{name}")
        model.setName(SCENARIOS[name].title)
        model.setSource(model_file(name))
        model.setLanguage(LANGUAGE)
    for figure in FIGURES:
        _figure(sedml, figure)
    text = str(libsedml.writeSedMLToString(sedml))
    read = libsedml.readSedMLFromString(text)
    if read.getNumErrors():
        raise ArithmeticError("libSEDML: " + "; ".join(
            read.getError(i).getMessage().strip() for i in range(read.getNumErrors())))
    return text


def _figure(sedml: libsedml.SedDocument, figure: Figure) -> None:
    course = sedml.createUniformTimeCourse()
    course.setId(f"course_{figure.name}")
    course.setInitialTime(0.0)
    course.setOutputStartTime(0.0)
    course.setOutputEndTime(figure.hours)
    course.setNumberOfSteps(round(figure.hours * POINTS_PER_HOUR))
    algorithm = course.createAlgorithm()
    algorithm.setKisaoID(CVODE)
    for term, value in ((RELATIVE, "1e-8"), (ABSOLUTE, "1e-10")):
        parameter = algorithm.createAlgorithmParameter()
        parameter.setKisaoID(term)
        parameter.setValue(value)
    for scenario in dict.fromkeys(name for name, _ in figure.curves):
        task = sedml.createTask()
        task.setId(f"task_{figure.name}_{scenario}")
        task.setModelReference(f"model_{scenario}")
        task.setSimulationReference(course.getId())
    plot = sedml.createPlot2D()
    plot.setId(figure.name)
    plot.setName(figure.title)
    for scenario, compartment in figure.curves:
        task_id = f"task_{figure.name}_{scenario}"
        curve = plot.createCurve()
        curve.setId(f"curve_{figure.name}_{scenario}_{compartment}")
        curve.setName(f"{SCENARIOS[scenario].title}: {_symbol(compartment)[1]}")
        curve.setLogX(False)
        curve.setLogY(figure.logarithmic)
        curve.setXDataReference(_time(sedml, task_id))
        curve.setYDataReference(_level(sedml, task_id, compartment))


def _time(sedml: libsedml.SedDocument, task: str) -> str:
    return _generator(sedml, f"time_{task}", "hours", task, symbol="urn:sedml:symbol:time")


def _level(sedml: libsedml.SedDocument, task: str, compartment: str) -> str:
    symbol, label = _symbol(compartment)
    target = f"/sbml:sbml/sbml:model/sbml:listOfSpecies/sbml:species[@id='{symbol}']"
    return _generator(sedml, f"{compartment}_{task}", label, task, target=target)


def _generator(
    sedml: libsedml.SedDocument, name: str, label: str, task: str, symbol: str = "", target: str = ""
) -> str:
    """Return the id of the data generator of this name, which is made if it isn't there yet."""
    if sedml.getDataGenerator(name) is None:
        generator = sedml.createDataGenerator()
        generator.setId(name)
        generator.setName(label)
        variable = generator.createVariable()
        variable.setId(f"v_{name}")
        variable.setTaskReference(task)
        if symbol:
            variable.setSymbol(symbol)
        else:
            variable.setTarget(target)
        generator.setMath(libsedml.parseFormula(variable.getId()))
    return name


def _symbol(compartment: str) -> tuple[str, str]:
    """Return the symbol and the label of a compartment."""
    row = next(row for row in TABLE if row.name == compartment)
    return row.symbol, row.label
