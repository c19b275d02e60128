"""The validation table: published values, the values of the model, and whether the model was fitted to them.

"fitted" rows were known when constants were tuned, here or in the calibration from which this one started. "held out"
rows were never a reason to change anything. A row is red if the value of the model is outside [low, high].
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import inf, isfinite
from typing import Any

from model.hours import hour_of
from model.scenarios import Intervention, Scenario, scenario
from model.simulate import Trajectory, simulate, solved
from model.thresholds import latest_rescue

FITTED, HELD_OUT = "fitted", "held out"
TARGET = "design target"   # a claim of the film, not a measurement
# TGN1412 activates all T cells: a constant stimulus, ten times that at which half the cells are active; assumption
SUPERAGONIST = Scenario("tgn1412", "TGN1412 in a volunteer", {}, {"s_0": 10.0}, hours=24.0)
PREDNISOLONE = (0.0, 3.0, 10.0, 30.0)   # mg, 2 h before endotoxin
PER_DOSE = 40.0            # mg prednisolone for 6 mg dexamethasone, the usual equivalence; assumption


@dataclass(frozen=True)
class Row:
    """One comparison of the model with a publication.

    `published` quotes the publication, [`low`, `high`] are the values in `unit` that it allows, and `measure` computes
    the value of the model. `kind` is FITTED or HELD_OUT. `source` names references, or TARGET.
    """

    quantity: str
    published: str
    low: float
    high: float
    unit: str
    kind: str
    source: str
    measure: Callable[[], float]

    @property
    def computed(self) -> float:
        """The value of the model, in `unit`."""
        return float(self.measure())

    @property
    def green(self) -> bool:
        """Whether the value of the model is within [low, high]."""
        return self.low <= self.computed <= self.high


@cache
def challenge(endotoxin: float, prednisolone: float = 0.0) -> Trajectory:
    """Return the trajectory of a volunteer, from the hour at which they get `endotoxin` (ng/kg) on.

    They got `prednisolone` (mg) two hours before.
    """
    dose = Intervention("steroid", 0.0, prednisolone / PER_DOSE)
    rested = simulate(Scenario("pretreated", "", {}, {}, (dose,), 2.0))
    effect = float(rested["steroid"][-1])
    return simulate(Scenario("challenge", "", {"endotoxin": endotoxin, "pretreated": effect}, hours=24.0))


@cache
def superagonist() -> Trajectory:
    """Return the trajectory of a volunteer who gets TGN1412."""
    return simulate(SUPERAGONIST)


def _peak(name: str, series: str) -> Callable[[], float]:
    return lambda: solved(name).peak(series)[1]


def _peak_hour(name: str, series: str) -> Callable[[], float]:
    return lambda: solved(name).peak(series)[0]


def _hour(name: str, event: str) -> float:
    """Return the hour of an event of `Trajectory.events`, infinity if it doesn't happen."""
    return solved(name).events.get(event, inf)


def _smallest_step() -> float:
    """Return by how much (%) the peaks of TNF-α and IL-6 fall at least from one prednisolone dose to the next."""
    peaks = [[challenge(4.0, dose).peak(series)[1] for dose in PREDNISOLONE] for series in ("tnf", "il6")]
    return min(100 * (1 - after / before) for row in peaks for before, after in pairwise(row))


def _rise_after_tocilizumab() -> float:
    """Return the highest serum IL-6 within 12 h after tocilizumab, divided by that when it is given."""
    trajectory, given = solved("tocilizumab"), scenario("tocilizumab").interventions[0].start
    before = trajectory.at("il6", given)
    return max(trajectory.at("il6", given + h / 2) for h in range(25)) / before


ROWS: tuple[Row, ...] = (
    Row("IL-6 in health", "5.19 (4.63–5.74), single studies 0–43.5; film: < 10", 0, 10, "pg/mL", FITTED,
        "Said 2021", lambda: solved("health")["il6"][-1]),
    Row("endotoxin 2 ng/kg: TNF-α peak", "335; 220; 292", 220, 335, "pg/mL", FITTED,
        "Brady 2016; Copeland 2005; Kiers 2017", _peak("endotoxin", "tnf")),
    Row("endotoxin 2 ng/kg: hour of the TNF-α peak", "1.5–2", 1.5, 2, "h", FITTED, "Brady 2016; Copeland 2005",
        _peak_hour("endotoxin", "tnf")),
    Row("endotoxin 2 ng/kg: IL-6 peak", "791; 882; 238", 238, 882, "pg/mL", FITTED,
        "Brady 2016; Copeland 2005; Kiers 2017", _peak("endotoxin", "il6")),
    Row("endotoxin 2 ng/kg: hour of the IL-6 peak", "2–3", 2, 3, "h", FITTED, "Brady 2016; Copeland 2005",
        _peak_hour("endotoxin", "il6")),
    Row("endotoxin 2 ng/kg: IL-10 peak", "49 at 3 h; 162 ± 27 at 2 h", 49, 162, "pg/mL", FITTED,
        "Brady 2016; van der Poll 1996", _peak("endotoxin", "il10")),
    Row("endotoxin 2 ng/kg: IL-6 at 8 h, share of its peak", "near baseline by 8–24 h", 0, 5, "%", FITTED,
        "Brady 2016", lambda: 100 * solved("endotoxin").at("il6", 8) / solved("endotoxin").peak("il6")[1]),
    Row("storm: IL-6 peak", "CAR-T release syndrome 3110 (632–15303)", 1000, 15303, "pg/mL", FITTED,
        "Leisman 2020", _peak("storm", "il6")),
    Row("storm: doubling time of IL-6", "a few hours (2–6)", 2, 6, "h", FITTED, TARGET,
        lambda: solved("storm").doubling_hours("il6") or inf),
    Row("storm: SpO₂ when IL-6 passes 1000 pg/mL", "looks stable: > 94", 94, 100, "%", FITTED, TARGET,
        lambda: solved("storm").at("spo2", hour_of("storm", "il6=1000"))),
    Row("normal infection: lowest SpO₂", "normal: ≥ 95", 95, 100, "%", FITTED, TARGET,
        lambda: solved("normal")["spo2"].min()),
    Row("tocilizumab: factor by which serum IL-6 rises", "rises", 1.05, 10, "×", FITTED, "Nishimoto 2008",
        _rise_after_tocilizumab),
    Row("storm: from half lung injury to half heart injury", "lungs first", 0, inf, "h", FITTED, TARGET,
        lambda: _hour("storm", "heart_half") - _hour("storm", "lung_half")),
    Row("storm: from half heart injury to half kidney injury", "then heart, then kidney", 0, inf, "h", FITTED, TARGET,
        lambda: _hour("storm", "kidney_half") - _hour("storm", "heart_half")),
    Row("CAR-T: IL-6 peak with a large over that with a small tumour", "rises with burden", 10, inf, "×", FITTED,
        "Hardiansyah 2019", lambda: solved("cart").peak("il6")[1] / solved("cart_low").peak("il6")[1]),
    Row("antiviral alone: from its latest rescue to IL-6 of 1000 pg/mL", "early works, late fails", 0, inf, "h", FITTED,
        TARGET, lambda: _hour("storm", "il6_1000") - latest_rescue("antiviral")),
    Row("TGN1412: IL-6 at 16 h", "3855, within 2×", 3855 / 2, 3855 * 2, "pg/mL", HELD_OUT, "Yiu 2012",
        lambda: superagonist().at("il6", 16)),
    Row("TGN1412: TNF-α at 9 h", "4641, within 5×", 4641 / 5, 4641 * 5, "pg/mL", HELD_OUT, "Yiu 2012",
        lambda: superagonist().at("tnf", 9)),
    Row("TGN1412: IL-10 at 12 h", "2165, within 5×", 2165 / 5, 2165 * 5, "pg/mL", HELD_OUT, "Yiu 2012",
        lambda: superagonist().at("il10", 12)),
    Row("endotoxin 4 ng/kg: hour of the TNF-α peak", "1.5, sampled ± 0.5", 1, 2, "h", HELD_OUT, "Shannon 2007",
        lambda: challenge(4.0).peak("tnf")[0]),
    Row("endotoxin 4 ng/kg: hour of the IL-6 peak", "3.0, sampled ± 1", 2, 4, "h", HELD_OUT, "Shannon 2007",
        lambda: challenge(4.0).peak("il6")[0]),
    Row("prednisolone 0, 3, 10, 30 mg: least fall of a peak from dose to dose", "TNF-α and IL-6 fall with each dose",
        0.1, 100, "%", HELD_OUT, "de Kruif 2007", _smallest_step),
)


def record(rows: tuple[Row, ...] = ROWS) -> dict[str, Any]:
    """Return the table for programs: its `rows`, each with the value of the model, and how many of them are `red`.

    A bound that doesn't exist is None, as is a value of the model that is not finite.
    """
    found = [{"quantity": r.quantity, "published": r.published, "low": _finite(r.low), "high": _finite(r.high),
              "model": _finite(r.computed), "unit": r.unit, "green": r.green, "use": r.kind,
              "sources": r.source.split("; ")} for r in rows]
    return {"rows": found, "red": sum(not row["green"] for row in found)}


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def table(rows: tuple[Row, ...] = ROWS) -> str:
    """Return the table as Markdown."""
    head = ["| Quantity | Published | Model | Unit | | Use | Source |", "|---|---|---|---|---|---|---|"]
    body = [f"| {r.quantity} | {r.published} | {_rounded(r.computed)} | {r.unit} | {'ok' if r.green else 'RED'} "
            f"| {r.kind} | {r.source} |" for r in rows]
    return "\n".join([*head, *body, ""])


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
