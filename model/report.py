"""Tables in Markdown: equations, parameters, scenarios, thresholds, cohort; and the README made current."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import sympy

from model.cohort import shares
from model.compartments import TABLE
from model.parameters import DEFAULTS, PARAMETERS
from model.references import REFERENCES
from model.scenarios import DRUGS, PRONE, SCENARIOS, Scenario
from model.sensitivity import indices
from model.simulate import simulate
from model.steady import diagram, rest
from model.symbols import equations
from model.thresholds import critical_brake, critical_burden, critical_load, latest_rescue
from model.validation import table as validation

README = Path(__file__).with_name("README.md")
TREATMENTS = ("antiviral", "tocilizumab", "steroid", "steroid+tocilizumab")


def printed() -> str:
    """Return the equations as text, printed from the symbols: signals first, then one rate a compartment."""
    signals, rows = equations()
    lines = [f"{symbol} = {sympy.sstr(row)}" for symbol, row in signals]
    lines += ["", *(f"{c.symbol}' = {sympy.sstr(row)}" for c, row in zip(TABLE, rows, strict=True))]
    return "\n".join([*lines, ""])


def parameters() -> str:
    """Return the parameter table and the references that it and the validation quote."""
    rows = [(f"`{p.name}`", f"{p.value:.4g}", p.unit, p.label, p.source, f"{p.spread:g}") for p in PARAMETERS]
    cited = [(key, REFERENCES[key].citation, REFERENCES[key].doi or "")
             for key in sorted(REFERENCES, key=str.lower)]
    return (_markdown(("Name", "Value", "Unit", "Meaning", "Source", "Spread"), rows) + "\n"
            + _markdown(("Key", "Source", "DOI"), cited))


def scenarios() -> str:
    """Return every scenario with what is done in it and how it ends."""
    return _markdown(("Name", "What", "Treatment", "IL-6 peak, pg/mL", "Lowest SpO₂, %", "Ends in"),
                     [_scenario(name, s) for name, s in SCENARIOS.items()])


def thresholds() -> str:
    """Return the computed tipping points: latest rescues, critical load, host and burden, stable states."""
    found = diagram(DEFAULTS)
    rows = [(f"latest {drugs} that rescues the storm", f"{latest_rescue(drugs):.0f} h")
            for drugs in TREATMENTS]
    rows += [
        ("greatest load that a normal host calms", f"{critical_load():.3f}"),
        ("greatest load that a storm-prone host calms", f"{critical_load(PRONE['brake']):.3f}"),
        ("brake below which the usual infection storms", f"{critical_brake():.2f}"),
        ("greatest tumour that CAR-T cells clear calmly", f"{critical_burden():.2f}"),
        ("feedback w_F at which a normal host has two stable states", f"{found.low:.2g} to {found.high:.3g}"),
    ]
    rows += [(f"state at rest, normal host: IL-6 {s.il6:,.0f} pg/mL",
              f"{'stable' if s.stable else 'unstable'}, greatest eigenvalue {s.growth:.2g} /h")
             for s in rest(DEFAULTS)]
    return _markdown(("Threshold", "Computed"), rows)


def cohort(patients: int = 1000) -> str:
    """Return the shares of virtual patients in whom each claim holds."""
    return _markdown((f"Of {patients} virtual patients", "Share"),
                     [(name, f"{100 * share:.0f} %") for name, share in shares(patients).items()])


def sensitivity(top: int = 12) -> str:
    """Return the constants that matter most, with Sobol's total-order indices."""
    meanings = {p.name: p.label for p in PARAMETERS}
    rows = [(f"`{name}`", meanings[name], f"{il6:.2f}", f"{lung:.2f}") for name, il6, lung in indices()[:top]]
    return _markdown(("Constant", "Meaning", "for log IL-6 at 48 h", "for lung injury at 48 h"), rows)


# Section of the README → what fills it
QUICK: dict[str, Callable[[], str]] = {
    "equations": lambda: f"```text\n{printed()}```\n",
    "parameters": parameters,
    "scenarios": scenarios,
    "thresholds": thresholds,
    "validation": validation,
}
SLOW: dict[str, Callable[[], str]] = {"cohort": cohort, "sensitivity": sensitivity}


def readme(text: str, sections: dict[str, Callable[[], str]]) -> str:
    """Return README `text` with what stands between each section's markers made anew.

    Raises ValueError where a marker is gone.
    """
    for name, fill in sections.items():
        marked = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        if not marked.search(text):
            raise ValueError(f"model/README.md lacks <!-- begin {name} --> … <!-- end {name} -->")
        content = fill()
        text = marked.sub(lambda match, content=content: f"{match[1]}\n{content}\n{match[2]}", text)
    return text


def _scenario(name: str, s: Scenario) -> tuple[str, ...]:
    run = simulate(s)
    given = [f"{i.drug} {i.dose:g} {'mg/kg' if DRUGS[i.drug][2] else '×'} at {i.start:g} h"
             for i in s.interventions]
    return (f"`{name}`", s.title, "; ".join(given) or "none", f"{run.peak('il6')[1]:,.0f}",
            f"{run['spo2'].min():.0f}", run.outcome + (f" at {run.died:.0f} h" if run.died else ""))


def _markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)) + "\n"
