"""The model on a terminal.

    python -m model storm --hours 240 --csv out.csv --plot out.png    solve one scenario
    python -m model list                                              all scenarios, and how they end
    python -m model equations | parameters                            the model in print
    python -m model javascript | sbml storm                           the model for other programs
    python -m model validation | thresholds | cohort | sensitivity    how far it can be trusted
    python -m model bifurcation --plot out.png | separatrix --plot out.png
    python -m model check "storm il6.max > 1000 pg/mL"                whether one claim is true of it
    python -m model crosscheck | bench                                its precision, and its speed
    python -m model baseline | readme                                 generate these files again, in the repository

It is an educational illustration, not medical advice.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from model import baseline, bench, javascript, report
from model.claims import check
from model.errors import unknown
from model.organs import berlin
from model.scenarios import SCENARIOS, scenario
from model.simulate import UNITS, Trajectory, simulate
from model.validation import ROWS
from model.validation import table as validation_table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Command = Callable[[argparse.Namespace], int]
# Modules that some commands import, and the packages they come in, which an install of the model leaves out
OPTIONAL_PACKAGES = {"matplotlib": "matplotlib", "libsbml": "python-libsbml", "roadrunner": "libroadrunner"}
TABLE_SERIES = ("pathogen", "cells", "tnf", "il6", "il10", "leak", "spo2", "pao2_fio2", "lung_function",
                "heart_function", "kidney_function")
TABLE_ROWS = 13


def main(arguments: list[str] | None = None) -> int:
    """Run the command in `arguments` (those of the process by default) and return its exit status.

    The status is 1 if a claim or a row of the validation is false, and 2 for bad input, a missing package or a file
    that can't be read or written; a line on standard error then says what is allowed, or what to install.
    """
    options = _parser().parse_args(arguments)
    try:
        return _command(options.what)(options)
    except ModuleNotFoundError as error:
        package = OPTIONAL_PACKAGES.get((error.name or "").partition(".")[0])
        if package is None:
            raise
        message = f"this needs the package {package}, which is not installed: pip install {package}"
    except (ValueError, OSError) as error:
        message = str(error)
    sys.stderr.write(f"model: {message}\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", metavar="WHAT", help=f"a scenario, or one of: {', '.join(COMMANDS)}")
    parser.add_argument("of", metavar="OF", nargs="?", default="storm", help="a scenario (sbml) or a claim (check)")
    parser.add_argument("--hours", type=float, help="length of the trajectory, h")
    parser.add_argument("--patients", type=int, default=1000, help="number of virtual patients in the cohort")
    parser.add_argument("--csv", type=Path, help="write the series of the trajectory to this file")
    parser.add_argument("--plot", type=Path, help="write the figure to this file (.png, .svg, .pdf)")
    return parser


def _command(what: str) -> Command:
    if what in COMMANDS:
        return COMMANDS[what]
    if what in SCENARIOS:
        return _solve
    raise unknown("command or scenario", what, (*COMMANDS, *SCENARIOS))


def _print(text: Callable[[], str]) -> Command:
    """Return the command that prints `text`."""
    def command(_: argparse.Namespace) -> int:
        sys.stdout.write(text())
        return 0

    return command


def _cohort(options: argparse.Namespace) -> int:
    sys.stdout.write(report.cohort(options.patients))
    return 0


def _validation(_: argparse.Namespace) -> int:
    sys.stdout.write(validation_table())
    return 0 if all(row.green for row in ROWS) else 1


def _check(options: argparse.Namespace) -> int:
    verdict = check(options.of)
    sys.stdout.write(f"{'true' if verdict.ok else 'FALSE'}: {verdict.text} (the model gives {verdict.measured})\n")
    return 0 if verdict.ok else 1


def _sbml(options: argparse.Namespace) -> int:
    from model.sbml import document  # needs a package that an install of the model leaves out

    sys.stdout.write(document(scenario(options.of)))
    return 0


def _crosscheck(_: argparse.Namespace) -> int:
    from model.crosscheck import table  # needs packages that an install of the model leaves out

    sys.stdout.write(table())
    return 0


def _bifurcation(options: argparse.Namespace) -> int:
    from model import plots  # needs a package that an install of the model leaves out

    return _save(plots.bifurcation_figure(), options.plot or Path("bifurcation.png"))


def _separatrix(options: argparse.Namespace) -> int:
    from model import plots  # needs a package that an install of the model leaves out

    return _save(plots.separatrix_figure(), options.plot or Path("separatrix.png"))


def _baseline(_: argparse.Namespace) -> int:
    baseline.PATH.write_text(json.dumps(baseline.numbers(), indent=1) + "\n", encoding="utf-8")
    return 0


def _readme(_: argparse.Namespace) -> int:
    text = report.README.read_text(encoding="utf-8")
    text = report.readme(text, report.QUICK_SECTIONS | report.SLOW_SECTIONS)
    report.README.write_text(text, encoding="utf-8")
    return 0


def _solve(options: argparse.Namespace) -> int:
    """Solve the scenario `options.what`, print its table and write the files that are asked for."""
    if options.plot:
        from model import plots  # needs a package that an install of the model leaves out
    trajectory = simulate(scenario(options.what), options.hours)
    sys.stdout.write(_table(trajectory))
    if options.csv:
        with options.csv.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["hours [h]", *(f"{name} [{unit}]" for name, unit in UNITS.items())])
            writer.writerows(zip(trajectory.hours, *(trajectory[name] for name in UNITS), strict=True))
    if options.plot:
        _save(plots.trajectory_figure(trajectory), options.plot)
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
    facts = [f"{trajectory.scenario.title}: {trajectory.outcome}", f"IL-6 peak {peak:,.0f} pg/mL at {hour:.1f} h"]
    if doubling:
        facts.append(f"doubling every {doubling:.1f} h")
    facts.append(f"worst ARDS class: {berlin(float(trajectory['pao2_fio2'].min()))}")
    events = [f"  {hour:6.1f} h  {name}" for name, hour in trajectory.events.items()]
    return "\n".join([*lines, "", "; ".join(facts), *events, ""])


def _save(figure: Figure, path: Path) -> int:
    figure.savefig(path)
    sys.stdout.write(f"{path}\n")
    return 0


COMMANDS: dict[str, Command] = {
    "list": _print(report.scenarios),
    "equations": _print(report.printed),
    "parameters": _print(report.parameters),
    "javascript": _print(javascript.module),
    "sbml": _sbml,
    "validation": _validation,
    "thresholds": _print(report.thresholds),
    "cohort": _cohort,
    "sensitivity": _print(report.sensitivity),
    "bifurcation": _bifurcation,
    "separatrix": _separatrix,
    "check": _check,
    "crosscheck": _crosscheck,
    "bench": _print(bench.table),
    "baseline": _baseline,
    "readme": _readme,
}


if __name__ == "__main__":
    sys.exit(main())
