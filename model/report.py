"""What the model says about itself, as tables in Markdown, and the README that contains them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from math import isnan
from pathlib import Path

import sympy

from model.cohort import shares
from model.compartments import TABLE
from model.fit import fit
from model.fit_report import profile_rows
from model.intervals import FITS
from model.intervals import rows as interval_rows
from model.parameters import DEFAULTS, PARAMETERS, constants
from model.profile import profiles as all_profiles
from model.references import ASSUMPTION, CALIBRATED, DEFINITION, FITTED, REFERENCES, Reference
from model.scenarios import PRONE, SCENARIOS, Scenario
from model.sensitivity import indices
from model.simulate import simulate
from model.steady import diagram, steady_states
from model.symbols import equations
from model.thresholds import Window, critical_brake, critical_burden, critical_injury, critical_load, rescue_windows
from model.validation import table as validation

PROFILE_HEAD = ("Constant", "Optimum", "Unit", "From", "To", "Held by the data")
README = Path(__file__).with_name("README.md")
TREATMENTS = ("antiviral", "tocilizumab", "steroid", "steroid+tocilizumab")  # whose latest rescues are listed


def printed() -> str:
    """Return the equations as text, printed from the symbols: first the signals, then a rate for each compartment."""
    signals, rows = equations()
    lines = [f"{symbol} = {sympy.sstr(row)}" for symbol, row in signals]
    lines += ["", *(f"{c.symbol}' = {sympy.sstr(row)}" for c, row in zip(TABLE, rows, strict=True))]
    return "\n".join([*lines, ""])


def source_counts() -> dict[str, int]:
    """Return how many constants have each kind of source: cited, fitted, calibrated, assumption, definition."""
    kinds = ("cited", FITTED, CALIBRATED, ASSUMPTION, DEFINITION)
    found = [p.source if p.source in kinds else "cited" for p in PARAMETERS]
    return {kind: found.count(kind) for kind in kinds}


def counts() -> str:
    """Return how many constants have each kind of source."""
    rows = [(kind, str(count)) for kind, count in source_counts().items()]
    return markdown(("Source", "Constants"), [*rows, ("all", str(len(PARAMETERS)))])


def parameters() -> str:
    """Return the table of parameters, then that of the references which it and the validation quote."""
    rows = [(f"`{p.name}`", f"{p.value:.4g}", p.unit, p.label, p.source, f"{p.spread:g}") for p in PARAMETERS]
    cited = [(key, REFERENCES[key].citation, _doi(REFERENCES[key])) for key in sorted(REFERENCES, key=str.lower)]
    return (markdown(("Name", "Value", "Unit", "Meaning", "Source", "Spread"), rows) + "\n"
            + markdown(("Key", "Source", "DOI"), cited))


def scenarios() -> str:
    """Return every scenario with its treatments and how it ends."""
    return markdown(("Name", "Title", "Treatment", "IL-6 peak, pg/mL", "Lowest SpO₂, %", "Outcome"),
                     [_scenario(name, s) for name, s in SCENARIOS.items()])


def thresholds() -> str:
    """Return the computed thresholds: windows of rescue, critical load, host, injury and burden, and steady states."""
    prone = constants(PRONE)
    rows = [(f"starts of {drugs} that rescue from the storm (hours after infection)", _hours(rescue_windows(drugs)))
            for drugs in TREATMENTS]
    rows += [(f"starts of {drugs} that rescue from sepsis", _hours(rescue_windows(drugs, SCENARIOS["sepsis"])))
             for drugs in ("antiviral", "steroid", "tocilizumab")]
    rows += [
        ("greatest pathogen load that a normal host survives", f"{critical_load():.3f}"),
        ("greatest pathogen load that a storm-prone host survives", f"{critical_load(PRONE['brake']):.4f}"),
        ("greatest damage signals at hour 0 that a normal host survives", f"{critical_injury():.2f}"),
        ("the same, storm-prone host", f"{critical_injury(PRONE['brake']):.2f}"),
        ("brake below which the usual infection kills", f"{critical_brake():.2f}"),
        ("greatest tumour burden that CAR-T cells clear with IL-6 below 1,000 pg/mL", f"{critical_burden():.2f}"),
        ("least feedback w_F at which a storm sustains itself, normal host", f"{diagram(DEFAULTS).low:.2g}"),
        *((f"the same, storm-prone host, {100 * tired:.0f} % of the cells tired",
           _level(diagram(prone, tired=tired).low)) for tired in (0.0, 0.3, 0.6)),
        ("the feedback of every host", f"{DEFAULTS.w_F:.2g}"),
    ]
    rows += [(f"steady state, storm-prone host, fresh cells: IL-6 {s.il6:,.0f} pg/mL",
              f"{'stable' if s.stable else 'unstable'}, greatest eigenvalue {s.growth:.2g} /h")
             for s in steady_states(prone)]
    return markdown(("Threshold", "Computed"), rows)


def _hours(windows: Sequence[Window]) -> str:
    return " and ".join(f"{one.first:.0f}–{one.last:.0f} h" for one in windows) or "none"


def _level(value: float) -> str:
    return "none" if isnan(value) else f"{value:.2g}"


def cohort(patients: int = 1000) -> str:
    """Return the shares of virtual patients for whom each claim holds."""
    return markdown((f"Of {patients} virtual patients", "Share"),
                     [(name, f"{100 * share:.0f} %") for name, share in shares(patients).items()])


def intervals(fits: int = FITS) -> str:
    """Return thresholds and hours with their interval over accepted fits."""
    head = ("Quantity", "Model", "5th to 95th percentile of fits", "Unit", "Happens in")
    return markdown(head, interval_rows(fits))


def profiles() -> str:
    """Return the profile of each fitted constant: its interval, and whether the data hold it."""
    return markdown(PROFILE_HEAD, profile_rows(all_profiles(fit())))


def sensitivity(top: int = 12) -> str:
    """Return the `top` constants that matter most, with Sobol's total-order indices."""
    labels = {p.name: p.label for p in PARAMETERS}
    rows = [(f"`{name}`", labels[name], f"{il6:.2f}", f"{lung:.2f}") for name, il6, lung in indices()[:top]]
    return markdown(("Constant", "Meaning", "for log IL-6 at 48 h", "for lung injury at 48 h"), rows)


# Sections of the README, and what generates them; tests leave out the slow ones
QUICK_SECTIONS: dict[str, Callable[[], str]] = {
    "equations": lambda: f"```text\n{printed()}```\n",
    "parameters": parameters,
    "counts": counts,
    "scenarios": scenarios,
    "thresholds": thresholds,
    "validation": validation,
}
SLOW_SECTIONS: dict[str, Callable[[], str]] = {"cohort": cohort, "intervals": intervals, "profiles": profiles,
                                                "sensitivity": sensitivity}


def readme(text: str, sections: dict[str, Callable[[], str]]) -> str:
    """Return the README's `text` with each of `sections` generated again between its markers.

    Raises:
        ValueError: the markers of a section are missing.
    """
    for name, fill in sections.items():
        marked = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        if not marked.search(text):
            raise ValueError(f"model/README.md lacks <!-- begin {name} --> … <!-- end {name} -->")
        text = marked.sub(partial(_between, content=fill()), text)
    return text


def _between(markers: re.Match[str], content: str) -> str:
    return f"{markers[1]}\n{content}\n{markers[2]}"


def _doi(reference: Reference) -> str:
    return "" if reference.doi is None else reference.doi + ("" if reference.checked else " (from memory)")


def _scenario(name: str, s: Scenario) -> tuple[str, ...]:
    trajectory = simulate(s)
    given = [f"{one.label} at {one.start:g} h" for one in s.interventions]
    died = f" at {trajectory.died:.0f} h" if trajectory.died else ""
    return (f"`{name}`", s.title, "; ".join(given) or "none", f"{trajectory.peak('il6')[1]:,.0f}",
            f"{trajectory['spo2'].min():.0f}", trajectory.outcome + died)


def markdown(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table as Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)) + "\n"
