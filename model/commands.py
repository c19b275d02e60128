"""The commands of the command line, each with the options that it accepts."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model import baseline, bench, ensemble, fit, fit_report, intervals, javascript, profile, report, validation
from model.claims import check
from model.options import Option, archive, assignment, count, figure, folder, hours, table
from model.organs import berlin
from model.scenarios import scenario
from model.simulate import UNITS, Trajectory, simulate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TABLE_SERIES = ("pathogen", "tnf", "il6", "il10", "temperature", "heart_rate", "map", "spo2", "lung_function",
                "heart_function", "kidney_function")
TABLE_ROWS = 13
STARTS = Option("--starts", "how many independent searches", count, fit.STARTS)
JSON = Option("--json", "print one JSON document, for programs")


@dataclass(frozen=True)
class Command:
    """What one word on the command line does.

    `run` gets the options, with the word itself as `what`, and returns the exit status.
    """

    about: str
    run: Callable[[argparse.Namespace], int]
    options: Sequence[Option] = ()


def _print(text: Callable[[], str]) -> Callable[[argparse.Namespace], int]:
    """Return the command that prints `text`."""
    def command(_: argparse.Namespace) -> int:
        sys.stdout.write(text())
        return 0

    return command


def _solve(options: argparse.Namespace) -> int:
    """Solve the scenario `options.what`, print its table and write the files that are asked for."""
    if options.plot:
        from model import plots  # needs a package that an install of the model leaves out
    chosen = scenario(options.what)
    chosen = replace(chosen, parameters=dict(chosen.parameters) | dict(options.set or ()))
    trajectory = simulate(chosen, options.hours)
    sys.stdout.write(_table(trajectory))
    if options.csv:
        head = ["hours [h]", *(f"{name} [{unit}]" for name, unit in UNITS.items())]
        _write_csv(options.csv, head, zip(trajectory.hours, *(trajectory[name] for name in UNITS), strict=True))
    if options.plot:
        _save(plots.trajectory_figure(trajectory), options.plot)
    return 0


def _validation(options: argparse.Namespace) -> int:
    sys.stdout.write(_document(validation.record()) if options.json else validation.table())
    return 0 if all(row.as_expected for row in validation.ROWS) else 1


def _intervals(options: argparse.Namespace) -> int:
    sys.stdout.write(report.intervals(options.fits))
    return 0


def _fit(options: argparse.Namespace) -> int:
    best = fit.fit(options.starts)
    sys.stdout.write(_document(fit_report.record(best)) if options.json else fit_report.text(best))
    if options.csv:
        constants = fit_report.record(best)["constants"]
        _write_csv(options.csv, list(constants[0]), [list(one.values()) for one in constants])
    return 0


def _profile(options: argparse.Namespace) -> int:
    if options.plot:
        pictures = import_module("model.pictures")  # needs a package that an install of the model leaves out
    found = profile.profiles(fit.fit(options.starts))
    table = report.markdown(report.PROFILE_HEAD, fit_report.profile_rows(found))
    sys.stdout.write(_document(fit_report.profile_record(found)) if options.json else table)
    return _save(pictures.profile_figure(found), options.plot) if options.plot else 0


def _ensemble(_: argparse.Namespace) -> int:
    best = fit.fit()
    ensemble.write(ensemble.draw(best), best.names)
    sys.stdout.write(f"{ensemble.PATH}\n")
    return 0


def _cohort(options: argparse.Namespace) -> int:
    sys.stdout.write(report.cohort(options.patients))
    return 0


def _check(options: argparse.Namespace) -> int:
    if options.fits:
        found = intervals.claim(options.claim, options.fits)
        given = ", ".join(sorted({one.measured for one in found}, key=_leading))
        sys.stdout.write(f"true in {sum(one.ok for one in found)} of {len(found)} accepted fits: {found[0].text} "
                         f"(they give {given})\n")
        return 0 if all(one.ok for one in found) else 1
    verdict = check(options.claim)
    sys.stdout.write(f"{'true' if verdict.ok else 'FALSE'}: {verdict.text} (the model gives {verdict.measured})\n")
    return 0 if verdict.ok else 1


def _leading(measured: str) -> float:
    """Return the number that a measure begins with, by which measures are sorted."""
    try:
        return float(measured.split()[0])
    except ValueError:
        return inf


def _sbml(options: argparse.Namespace) -> int:
    sbml = import_module("model.sbml")  # needs a package that an install of the model leaves out
    sys.stdout.write(sbml.document(scenario(options.scenario)))
    return 0


def _export(options: argparse.Namespace) -> int:
    omex = import_module("model.omex")  # needs packages that an install of the model leaves out
    omex.write(options.archive)
    sys.stdout.write(f"{options.archive}\n")
    return 0


def _crosscheck(_: argparse.Namespace) -> int:
    crosscheck = import_module("model.crosscheck")  # needs packages that an install of the model leaves out
    sys.stdout.write(crosscheck.table())
    return 0


def _draw(name: str) -> Callable[[argparse.Namespace], int]:
    """Return the command that draws a figure of `model.plots` and saves it."""
    def command(options: argparse.Namespace) -> int:
        plots = import_module("model.plots")  # needs a package that an install of the model leaves out
        return _save(getattr(plots, f"{name}_figure")(), options.plot)

    return command


def _baseline(_: argparse.Namespace) -> int:
    baseline.PATH.write_text(json.dumps(baseline.numbers(), indent=1) + "\n", encoding="utf-8")
    return 0


def _readme(_: argparse.Namespace) -> int:
    text = report.README.read_text(encoding="utf-8")
    text = report.readme(text, report.QUICK_SECTIONS | report.SLOW_SECTIONS)
    report.README.write_text(text, encoding="utf-8")
    return 0


def _pictures(options: argparse.Namespace) -> int:
    pictures = import_module("model.pictures")  # needs a package that an install of the model leaves out
    for path in pictures.save(options.folder or pictures.FOLDER):
        sys.stdout.write(f"{path}\n")
    return 0


def _table(trajectory: Trajectory) -> str:
    """Return the trajectory as a table with units, followed by its outcome and events."""
    hours = [trajectory.hours[-1] * i / (TABLE_ROWS - 1) for i in range(TABLE_ROWS)]
    head = ["hours", *(name.removesuffix("_function") for name in TABLE_SERIES)]
    units = ["h", *("× normal" if name == "cells" else UNITS[name].replace("1", "0–1") for name in TABLE_SERIES)]
    body = [[f"{hour:.0f}", *(f"{trajectory.at(name, hour):.3g}" for name in TABLE_SERIES)] for hour in hours]
    lines = [" ".join(f"{cell:>9s}" for cell in row) for row in (head, units, *body)]
    doubling = trajectory.doubling_hours("il6")
    hour, peak = trajectory.peak("il6")
    outcome = trajectory.outcome
    ending = f"still ill at hour {trajectory.hours[-1]:g}" if outcome == "ill" else outcome
    facts = [f"{trajectory.scenario.title}: {ending}", f"IL-6 peak {peak:,.0f} pg/mL at {hour:.1f} h"]
    if doubling:
        facts.append(f"doubling every {doubling:.1f} h")
    facts.append(_oxygen(trajectory))
    events = [f"  {hour:6.1f} h  {name}" for name, hour in trajectory.events.items()]
    return "\n".join([*lines, "", "; ".join(facts), *events, ""])


def _oxygen(trajectory: Trajectory) -> str:
    """Return the lowest PaO₂/FiO₂, and its Berlin class if the patient is supported, since only then there is one."""
    ratio = float(trajectory["pao2_fio2"].min())
    supported = any(given.drug == "support" for given in trajectory.scenario.interventions)
    return f"lowest PaO₂/FiO₂ {ratio:.0f} mmHg " + (f"(ARDS: {berlin(ratio)})" if supported else "(room air)")


def _document(record: Any) -> str:
    return json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _save(figure: Figure, path: Path) -> int:
    figure.savefig(path)
    sys.stdout.write(f"{path}\n")
    return 0


def _plot(default: str | None = None) -> Option:
    """Return the option that says where a figure is saved."""
    return Option("--plot", "save the figure to this file (.png, .svg, .pdf)", figure, default)


SOLVE = Command("Solves the scenario and prints its table.", _solve, (
    Option("--hours", "length of the trajectory, h", hours),
    Option("--set", "give a parameter another value: --set brake=0.5", assignment, repeated=True),
    Option("--csv", "write the series of the trajectory to this file", table),
    _plot()))
COMMANDS: dict[str, Command] = {
    "list": Command("Prints all scenarios and how they end.", _print(report.scenarios)),
    "equations": Command("Prints the equations.", _print(report.printed)),
    "parameters": Command("Prints every constant with its source.", _print(report.parameters)),
    "javascript": Command("Prints the model as an ES module.", _print(javascript.module)),
    "sbml": Command("Prints a scenario as SBML.", _sbml, (
        Option("scenario", "the name of a scenario", str, "storm"),)),
    "export": Command("Writes a COMBINE archive with SBML, SED-ML and PEtab.", _export, (
        Option("archive", "the name of the archive (.omex)", archive, Path("cytokine-storm.omex")),)),
    "validation": Command("Compares the model with publications.", _validation, (JSON,)),
    "fit": Command("Fits constants to the published points.", _fit, (
        STARTS, JSON, Option("--csv", "write the constants to this file", table))),
    "profile": Command("Says which constants the published points hold.", _profile, (STARTS, JSON, _plot())),
    "ensemble": Command("Draws the accepted fits that virtual patients are made of.", _ensemble),
    "thresholds": Command("Computes the thresholds.", _print(report.thresholds)),
    "cohort": Command("Says which claims hold for virtual patients.", _cohort, (
        Option("--patients", "how many", count, 1000),)),
    "sensitivity": Command("Says which constants matter most.", _print(report.sensitivity)),
    "bifurcation": Command("Draws the steady states.", _draw("bifurcation"), (_plot("bifurcation.png"),)),
    "separatrix": Command("Draws the border between health and storm.", _draw("separatrix"),
                          (_plot("separatrix.png"),)),
    "check": Command("Says whether a claim is true of the model.", _check, (
        Option("claim", "the claim", str),
        Option("--fits", "with the constants of this many accepted fits, too", count))),
    "intervals": Command("Says how thresholds depend on the accepted fits.", _intervals, (
        Option("--fits", "how many of them", count, intervals.FITS),)),
    "crosscheck": Command("Compares the solver with libRoadRunner.", _crosscheck),
    "bench": Command("Says how fast the model is.", _print(bench.table)),
    "baseline": Command("Records the numbers that the tests compare with.", _baseline),
    "pictures": Command("Draws the figures of docs/pictures.", _pictures, (
        Option("--folder", "draw them into this folder, by default docs/pictures", folder),)),
    "readme": Command("Generates the tables of model/README.md.", _readme),
}
