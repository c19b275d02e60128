"""The fit as a PEtab problem, the format of parameter estimation: measurements, noise, bounds and what is estimated.

It has the points of the curves. The rises after a small dose of endotoxin, two of the residuals of `model.fit`, are
means over hours, which PEtab 1 can't say, so they are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import sympy

from model.compartments import COMPARTMENTS
from model.evidence import study
from model.fit import FITTED_NAMES, Target, bounds, targets
from model.parameters import DEFAULTS
from model.scenarios import TRIGGERS
from model.symbols import STATE, reading

PROBLEM = "problem.yaml"


def files(model: str) -> dict[str, str]:
    """Return the files of the problem by name; `model` is the name of the SBML file beside them.

    Raises:
        ValueError: no constant is fitted.
    """
    if not FITTED_NAMES:
        raise ValueError("no constant has the source fitted, so there is no fit to export")
    points = [target for target in targets() if target.hour is not None]
    return {
        "measurements.tsv": _measurements(points),
        "observables.tsv": _observables(points),
        "conditions.tsv": _conditions(points),
        "parameters.tsv": _parameters(),
        PROBLEM: _problem(model),
    }


def _measurements(points: Sequence[Target]) -> str:
    head = ("observableId", "simulationConditionId", "measurement", "time", "noiseParameters")
    return _table(head, [(f"obs_{one.series}", one.study, one.mean, one.hour, one.sigma) for one in points])


def _observables(points: Sequence[Target]) -> str:
    head = ("observableId", "observableFormula", "observableTransformation", "noiseFormula", "noiseDistribution")
    seen = {one.series: one for one in points}
    return _table(head, [
        (f"obs_{name}", sympy.sstr(reading(name)), "log" if one.logarithmic else "lin", f"noiseParameter1_obs_{name}",
         "normal") for name, one in seen.items()])


def _conditions(points: Sequence[Target]) -> str:
    rows, symbols = [], []
    for name in dict.fromkeys(one.study for one in points):
        given = study(name)
        symbols.append(str(STATE[COMPARTMENTS.index(TRIGGERS[given.trigger].compartment)]))
        rows.append((name, given.amount))
    if len(set(symbols)) != 1:
        raise ValueError(f"the fitted studies have the triggers {', '.join(symbols)}: one table needs one of them")
    return _table(("conditionId", symbols[0]), rows)


def _parameters() -> str:
    head = ("parameterId", "parameterScale", "lowerBound", "upperBound", "nominalValue", "estimate")
    low, high = bounds(FITTED_NAMES)
    return _table(head, [(name, "log10", float(least), float(most), float(getattr(DEFAULTS, name)), 1)
                         for name, least, most in zip(FITTED_NAMES, low, high, strict=True)])


def _problem(model: str) -> str:
    return "\n".join([
        "format_version: 1", "parameter_file: parameters.tsv", "problems:", "- sbml_files:", f"  - {model}",
        "  condition_files:", "  - conditions.tsv", "  measurement_files:", "  - measurements.tsv",
        "  observable_files:", "  - observables.tsv", ""])


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
