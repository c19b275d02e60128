"""What a viewer can set and start on the page, as tables: one row adds a case, a gauge or a pitfall.

The words of a row are in the page's words under the row's key (`words/<locale>/page.toml`):

    CASES        figure.cases, figure.case_notes and, for an amount that no other case has, causes
    TREATMENTS   figure.drugs, figure.drug_notes and figure.drugs_against
    GAUGES       say.gauges
    PITFALLS     pitfalls
    CHALLENGES   challenges, and a rule in src/words/lessons.js

Everything else comes from the model: what its scenarios start with, how its drugs are given, and its thresholds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from model.parameters import PARAMETERS
from model.scenarios import DRUGS, SCENARIOS, TRIGGERS
from model.simulate import HALF_INJURED, LOW_SPO2, UNITS
from model.thresholds import FOLLOW_UP_HOURS, rescue

PATH = "page/figure/controls.py"
SHOWN_HOURS = 240
"""Hours of the time axis."""


class Case(NamedTuple):
    """What can start the illness: a scenario of the model, and which of its amounts is set, within which bounds."""

    scenario: str
    amount: str
    low: float
    high: float


class Range(NamedTuple):
    """The bounds and the step of what a slider or a button changes."""

    low: float
    high: float
    step: float


class Slider(NamedTuple):
    """A parameter of the model that is set as a share of its usual value."""

    parameter: str
    low: float
    high: float
    step: float


class Gauge(NamedTuple):
    """A read-out in %: the value at the empty end of its bar, and those below which it is strained, and failing."""

    series: str
    empty: float
    strained: float
    failing: float


class Pitfall(NamedTuple):
    """A scenario of the model, whose treatments are given, and the hour from which it is played."""

    scenario: str
    hour: float = 0.0


CASES: dict[str, Case] = {
    "virus": Case("storm", "pathogen", 0.002, 0.5),
    "sepsis": Case("sepsis", "pathogen", 0.002, 0.5),
    "covid": Case("covid", "pathogen", 0.002, 0.5),
    "cart": Case("cart", "tumour", 0.05, TRIGGERS["tumour"].greatest),
}
TREATMENTS = ("antiviral", "steroid", "tocilizumab")
"""The drugs of the model that have a lane on the page."""
SLIDERS: dict[str, Slider] = {
    "feedback": Slider("w_F", 0, 1.5, 0.05),
    "brake": Slider("brake", 0, 1.5, 0.05),
}
DOSES = Range(0.25, 3, 0.25)
"""Standard doses of a treatment."""
TREATMENT_HOURS = Range(12, FOLLOW_UP_HOURS, 24)
"""For how long (h) a treatment is given that has an end."""
GAUGES: dict[str, Gauge] = {
    "oxygen": Gauge("spo2", 50, LOW_SPO2, 85),
    "lung": Gauge("lung_function", 0, 75, 100 * HALF_INJURED),
    "heart": Gauge("heart_function", 0, 75, 100 * HALF_INJURED),
    "kidney": Gauge("kidney_function", 0, 75, 100 * HALF_INJURED),
}
PITFALLS: dict[str, Pitfall] = {
    "trend": Pitfall("storm", 20),
    "antiviral": Pitfall("antiviral_only"),
    "dampened": Pitfall("over_dampened"),
}
CHALLENGES: dict[str, dict[str, Any]] = {
    # From this hour on a patient is to be saved: when the antiviral comes too late
    "save": {"hour": SCENARIOS["antiviral_only"].interventions[0].start},
    # How many hours before the latest hour of this drug count as found
    "latest": {"hour": 0, "drug": "tocilizumab", "near": 2},
    # How many times its untreated peak the infection must reach
    "flare": {"hour": 0, "times": 3},
}


def check() -> None:
    """Check that the tables fit the model.

    Raises:
        ValueError: a row names what the model doesn't have; the message names the row.
    """
    parameters = [parameter.name for parameter in PARAMETERS]
    for name, case in CASES.items():
        _require(f"the case {name}", "scenario", case.scenario, SCENARIOS)
        _require(f"the case {name}", "amount", case.amount, SCENARIOS[case.scenario].trigger)
        if not 0 < case.low < case.high <= TRIGGERS[case.amount].greatest:
            greatest = TRIGGERS[case.amount].greatest
            raise ValueError(f"{PATH}: the case {name} goes from {case.low} to {case.high}: allowed are bounds "
                             f"above 0 and up to {greatest:g}, the lower first")
    for name, slider in SLIDERS.items():
        _require(f"the slider {name}", "parameter", slider.parameter, parameters)
    for name, gauge in GAUGES.items():
        _require(f"the gauge {name}", "series", gauge.series, UNITS)
    for drug in TREATMENTS:
        _require(f"the treatment {drug}", "drug", drug, DRUGS)
    for name, pitfall in PITFALLS.items():
        _require(f"the pitfall {name}", "scenario", pitfall.scenario, SCENARIOS)


def timed_drugs() -> tuple[str, ...]:
    """Return the drugs that are usually given for a time."""
    return tuple(drug for drug in TREATMENTS if rescue(drug, 0.0)[0].stop is not None)


def module() -> str:
    """Return the tables as the text of an ES module."""
    numbers = "{readonly low: number, readonly high: number, readonly step: number}"
    exports = {
        "cases": (_record("{scenario: string, amount: string, low: number, high: number}"), _rows(CASES)),
        "sliders": (None, _rows(SLIDERS)),
        "doses": (numbers, DOSES._asdict()),
        "treatmentHours": (numbers, TREATMENT_HOURS._asdict()),
        "treatments": ("readonly string[]", TREATMENTS),
        "shownHours": ("number", SHOWN_HOURS),
        "gauges": (_record("{series: string, empty: number, strained: number, failing: number}"), _rows(GAUGES)),
        "pitfalls": (_record("{scenario: string, hour: number}"), _rows(PITFALLS)),
        "challenges": (None, CHALLENGES),
    }
    lines = ["// Generated from page/figure/controls.py: edit that, not this."]
    for name, (type_, value) in exports.items():
        lines += [f"/** @type {{{type_}}} */"] if type_ else []
        lines.append(f"export const {name} = {json.dumps(value)};")
    return "\n".join([*lines, ""])


def _require(row: str, key: str, value: str, known: Mapping[str, Any] | list[str]) -> None:
    if value not in known:
        raise ValueError(f"{PATH}: {row} has the {key} {value!r}, which the model doesn't have: "
                         f"use one of {', '.join(known)}")


def _record(row: str) -> str:
    return f"Readonly<Record<string, {row}>>"


def _rows(table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: row._asdict() for name, row in table.items()}
