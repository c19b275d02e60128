"""The model on a terminal.

    python -m model storm --hours 240 --csv out.csv --plot out.png    solve one scenario (see list)
    python -m model list                                              scenarios, and how they end
    python -m model equations | parameters | javascript | sbml storm  the model, for people and other tools
    python -m model validation | thresholds | cohort | sensitivity    what it is worth
    python -m model bifurcation --plot out.png | separatrix --plot out.png
    python -m model check "storm il6.max > 1000 pg/mL"                judge one claim
    python -m model crosscheck | bench | baseline | readme            for who changes it
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

from matplotlib.figure import Figure

from model import bench, javascript, plots, report
from model.baseline import PATH, numbers
from model.claims import check
from model.organs import berlin
from model.scenarios import SCENARIOS, scenario
from model.simulate import UNITS, Trajectory, simulate
from model.validation import ROWS
from model.validation import table as validation

COMMANDS = ("list", "equations", "parameters", "javascript", "sbml", "validation", "thresholds", "cohort",
            "sensitivity", "bifurcation", "separatrix", "check", "crosscheck", "bench", "baseline", "readme")
TEXTS = {
    "list": report.scenarios,
    "equations": report.printed,
    "parameters": report.parameters,
    "javascript": javascript.module,
    "thresholds": report.thresholds,
    "sensitivity": report.sensitivity,
    "bench": bench.table,
}
FIGURES = {"bifurcation": plots.bifurcation, "separatrix": plots.boundary}
SHOWN = ("pathogen", "cells", "tnf", "il6", "il10", "leak", "spo2", "pao2_fio2", "lung_function",
         "heart_function", "kidney_function")
LINES = 13                 # of the table of a trajectory


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0, 1 where a check fails, 2 (and says what is allowed) for bad input."""
    asked = _parser().parse_args(arguments)
    try:
        return _run(asked)
    except ValueError as error:
        sys.stderr.write(f"model: {error}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", metavar="WHAT", help=f"a scenario, or one of: {', '.join(COMMANDS)}")
    parser.add_argument("of", metavar="OF", nargs="?", default="storm", help="scenario or claim")
    parser.add_argument("--hours", type=float, help="length of the trajectory, h")
    parser.add_argument("--patients", type=int, default=1000, help="of the cohort")
    parser.add_argument("--csv", type=Path, help="write the trajectory's series here")
    parser.add_argument("--plot", type=Path, help="write the picture here (.png, .svg, .pdf)")
    return parser


def _run(asked: argparse.Namespace) -> int:
    if asked.what in FIGURES:
        _save(FIGURES[asked.what](), asked.plot or Path(f"{asked.what}.png"))
    elif asked.what in TEXTS:
        sys.stdout.write(TEXTS[asked.what]())
    elif asked.what == "validation":
        sys.stdout.write(validation())
        return 0 if all(row.green for row in ROWS) else 1
    elif asked.what == "cohort":
        sys.stdout.write(report.cohort(asked.patients))
    elif asked.what == "check":
        verdict = check(asked.of)
        judged = "holds" if verdict.ok else "FALSE"
        sys.stdout.write(f"{judged}: {verdict.text} (measured: {verdict.measured})\n")
        return 0 if verdict.ok else 1
    elif asked.what in ("sbml", "crosscheck"):
        sys.stdout.write(_other_tools(asked.what, asked.of))
    elif asked.what == "baseline":
        PATH.write_text(json.dumps(numbers(), indent=1) + "\n", encoding="utf-8")
    elif asked.what == "readme":
        text = report.readme(report.README.read_text(encoding="utf-8"), report.QUICK | report.SLOW)
        report.README.write_text(text, encoding="utf-8")
    elif asked.what in SCENARIOS:
        _trajectory(asked)
    else:
        known = f"commands: {', '.join(COMMANDS)}; scenarios: {', '.join(SCENARIOS)}"
        raise ValueError(f"unknown {asked.what!r}; {known}")
    return 0


def _other_tools(what: str, name: str) -> str:
    """SBML needs packages that film and page do without (the `test` extra): imported only when asked for."""
    if what == "crosscheck":
        from model.crosscheck import table
        return table()
    from model.sbml import document
    return document(scenario(name))


def _trajectory(asked: argparse.Namespace) -> None:
    run = simulate(scenario(asked.what), asked.hours)
    sys.stdout.write(_table(run))
    if asked.csv:
        with asked.csv.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["hours [h]", *(f"{name} [{unit}]" for name, unit in UNITS.items())])
            writer.writerows(zip(run.hours, *(run[name] for name in UNITS), strict=True))
    if asked.plot:
        _save(plots.trajectory(run), asked.plot)


def _table(run: Trajectory) -> str:
    """Return the trajectory as a table with units, then what happened."""
    hours = [run.hours[-1] * i / (LINES - 1) for i in range(LINES)]
    head = ["hours", *(name.removesuffix("_function") for name in SHOWN)]
    units = ["h", *("× normal" if name == "cells" else UNITS[name].replace("1", "0–1") for name in SHOWN)]
    body = [[f"{hour:.0f}", *(f"{run.at(name, hour):.3g}" for name in SHOWN)] for hour in hours]
    lines = [" ".join(f"{cell:>9s}" for cell in row) for row in (head, units, *body)]
    doubling = run.doubling_hours("il6")
    hour, peak = run.peak("il6")
    words = [f"{run.scenario.title}: {run.outcome}", f"IL-6 peak {peak:,.0f} pg/mL at {hour:.1f} h"]
    if doubling:
        words.append(f"doubling every {doubling:.1f} h")
    lines += ["", "; ".join([*words, f"worst ARDS class: {berlin(float(run['pao2_fio2'].min()))}"])]
    lines += [f"  {hour:6.1f} h  {name}" for name, hour in run.events.items()]
    return "\n".join([*lines, ""])


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path)
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    sys.exit(main())
