"""The validation table: published values, the values of the model, and whether the model was fitted to them.

"fitted" rows were known when constants were tuned; "held out" rows were never a reason to change anything. A row is red
if the value of the model is outside [low, high]. Tolerances come from the published spread. A row that the model is
known to miss is marked as a known failure: it must be red, so that a row that turns green, too, is noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from math import inf, isfinite
from typing import Any

from model.hours import hour_of
from model.measures import (
    challenge,
    crossing,
    days_above,
    fever_onset,
    fold_error,
    gained_oxygen,
    greatest_distance,
    greatest_step,
    hour,
    low_oxygen_day,
    points_within,
    rise,
    rise_after_tocilizumab,
    share_doubling,
    smallest_step,
    with_changed,
)
from model.scenarios import WEAK
from model.simulate import solved
from model.thresholds import latest_rescue

FITTED, HELD_OUT = "fitted", "held out"
TARGET = "design target"   # a claim of the film, or what clinicians see, not a measurement
CYTOKINES = {"tnf": "TNF-α", "il6": "IL-6", "il10": "IL-10"}
SEVERE_HOST = WEAK["brake"]


@dataclass(frozen=True)
class Row:
    """One comparison of the model with a publication.

    `published` quotes the publication, [`low`, `high`] are the values in `unit` that it allows, and `measure` computes
    the value of the model. `kind` is FITTED or HELD_OUT. `source` names references, or TARGET. `known_failure` says
    that the model is known to be outside.
    """

    quantity: str
    published: str
    low: float
    high: float
    unit: str
    kind: str
    source: str
    measure: Callable[[], float]
    known_failure: bool = False

    @cached_property
    def computed(self) -> float:
        """The value of the model, in `unit`."""
        return float(self.measure())

    @property
    def green(self) -> bool:
        """Whether the value of the model is within [low, high]."""
        return self.low <= self.computed <= self.high

    @property
    def as_expected(self) -> bool:
        """Whether the row is green, or red as a known failure."""
        return self.green != self.known_failure

    @property
    def verdict(self) -> str:
        """What the table says of the row: ok, known failure, RED (new) or NOW OK (listed as a failure, but green)."""
        if self.known_failure:
            return "NOW OK" if self.green else "known failure"
        return "ok" if self.green else "RED"


def _peak(name: str, series: str) -> Callable[[], float]:
    return lambda: solved(name).peak(series)[1]


def _at(name: str, series: str, hour: float) -> Callable[[], float]:
    return lambda: solved(name).at(series, hour)


def _lowest(name: str, series: str) -> Callable[[], float]:
    return lambda: float(solved(name)[series].min())


def _survival(name: str) -> Callable[[], float]:
    """Return a function that gives 1 if the patient lives to the end of the scenario, and 0 otherwise."""
    return lambda: float(solved(name).died is None)


ENDOTOXIN: tuple[Row, ...] = (
    Row("IL-6 in health", "5.19 (4.63–5.74), single studies 0–43.5; film: < 10", 0, 10, "pg/mL", FITTED, "Said 2021",
        lambda: solved("health")["il6"][-1]),
    Row("endotoxin 2 ng/kg: points of TNF-α, IL-6 and IL-10 within 2 SD, of 21", "all", 19, 21, "points", FITTED,
        "Janum 2016", lambda: points_within("janum", CYTOKINES, 2)),
    *(Row(f"endotoxin 2 ng/kg: RMS fold error of {label}", "1", 1, 1.5, "×", FITTED, "Janum 2016",
          partial(fold_error, "janum", series)) for series, label in CYTOKINES.items()),
    Row("endotoxin 2 ng/kg: points of the temperature within 1 SD, of 9", "most", 6, 9, "points", FITTED,
        "Janum 2016", lambda: points_within("janum", ("temperature",), 1)),
    Row("endotoxin 2 ng/kg: points of the heart rate within 1 SD, of 8", "most", 5, 8, "points", FITTED,
        "Janum 2016", lambda: points_within("janum", ("heart_rate",), 1)),
    Row("endotoxin 2 ng/kg: points of the systolic pressure within 1 SD, of 9", "most", 6, 9, "points", FITTED,
        "Janum 2016", lambda: points_within("janum", ("systolic",), 1)),
    Row("endotoxin 0.5 ng/kg: mean of TNF-α over baseline", "5.1, within 1.5×", 5.13 / 1.5, 5.13 * 1.5, "×", FITTED,
        "Dillingh 2014", lambda: rise("tnf")),
    Row("endotoxin 0.5 ng/kg: mean of IL-6 over baseline", "3.9, within 1.5×", 3.88 / 1.5, 3.88 * 1.5, "×", FITTED,
        "Dillingh 2014", lambda: rise("il6")),
    Row("endotoxin 2 ng/kg, another cohort: RMS fold error of TNF-α", "1", 1, 1.5, "×", HELD_OUT, "Copeland 2005",
        lambda: fold_error("copeland", "tnf"), known_failure=True),
    Row("endotoxin 2 ng/kg, another cohort: RMS fold error of IL-6", "1", 1, 1.5, "×", HELD_OUT, "Copeland 2005",
        lambda: fold_error("copeland", "il6"), known_failure=True),
    *(Row(f"endotoxin 2 ng/kg, another cohort: greatest distance of the {label}", f"0, 1 SD of Janum: {sd:g}", 0, sd,
          unit, HELD_OUT, "Copeland 2005", partial(greatest_distance, "copeland", series), known_failure=missed)
      for series, label, sd, unit, missed in (("heart_rate", "heart rate", 11, "1/min", False),
                                              ("temperature", "temperature", 0.45, "°C", True),
                                              ("systolic", "systolic pressure", 9.5, "mmHg", True))),
    Row("endotoxin 4 ng/kg: hour of the TNF-α peak", "1.5, sampled ± 0.5", 1, 2, "h", HELD_OUT, "Shannon 2007",
        lambda: challenge(4.0).peak("tnf")[0]),
    Row("endotoxin 4 ng/kg: hour of the IL-6 peak", "3.0, sampled ± 1", 2, 4, "h", HELD_OUT, "Shannon 2007",
        lambda: challenge(4.0).peak("il6")[0]),
    Row("prednisolone 0, 3, 10, 30 mg: least fall of a peak from dose to dose", "TNF-α and IL-6 fall with each dose",
        0.1, 100, "%", HELD_OUT, "de Kruif 2007", smallest_step),
)
STORMS: tuple[Row, ...] = (
    Row("storm: IL-6 peak", "CAR-T release syndrome 3110 (632–15303)", 1000, 15303, "pg/mL", FITTED, "Leisman 2020",
        _peak("storm", "il6")),
    Row("storm: share of the rise from 10 to 1,000 pg/mL in which IL-6 doubles in 2–9 h", "every few hours, mostly",
        80, 100, "%", FITTED, TARGET, lambda: share_doubling("storm", 2, 9)),
    Row("storm: SpO₂ when IL-6 passes 1,000 pg/mL", "looks stable: > 94", 94, 100, "%", FITTED, TARGET,
        lambda: solved("storm").at("spo2", hour_of("storm", "il6=1000"))),
    Row("storm: from half lung to half heart injury", "lungs first", 1, inf, "h", FITTED, TARGET,
        lambda: hour("storm", "heart_half") - hour("storm", "lung_half")),
    Row("storm: from half heart to half kidney injury", "then heart, then kidney", 1, inf, "h", FITTED, TARGET,
        lambda: hour("storm", "kidney_half") - hour("storm", "heart_half")),
    Row("storm: from half kidney injury to death", "kidneys fail while the patient lives", 6, inf, "h", FITTED, TARGET,
        lambda: hour("storm", "death") - hour("storm", "kidney_half")),
    Row("normal infection: lowest SpO₂", "normal: ≥ 95", 95, 100, "%", FITTED, TARGET, _lowest("normal", "spo2")),
    Row("greatest factor of the IL-6 peak as the brake changes by 0.02", "storms of every height", 1, 1.35, "×", FITTED,
        TARGET, lambda: greatest_step("brake")),
    Row("greatest factor of the IL-6 peak as the tumour grows by 5 %", "storms of every height", 1, 1.35, "×",
        FITTED, TARGET, lambda: greatest_step("tumour")),
    Row("antiviral alone: from its latest rescue to IL-6 of 1,000 pg/mL", "early works, late fails", 0, inf, "h",
        FITTED, TARGET, lambda: hour("storm", "il6_1000") - latest_rescue("antiviral")),
    Row("tocilizumab in a chronic inflammation: factor by which serum IL-6 rises", "markedly increased", 1.5, 8, "×",
        HELD_OUT, "Nishimoto 2008", rise_after_tocilizumab),
)
TRIGGERS: tuple[Row, ...] = (
    Row("COVID-19, normal host: IL-6 peak", "tens to hundreds; mean 37 (22–62)", 20, 300, "pg/mL", FITTED,
        "Leisman 2020", _peak("covid_usual", "il6")),
    Row("COVID-19, normal host: day of low oxygen (SpO₂ 94 %)", "some 10 days after infection", 8, 12, "d", FITTED,
        TARGET, lambda: low_oxygen_day("covid_usual")),
    Row("COVID-19, normal host: survives", "most recover", 1, 1, "", FITTED, TARGET, _survival("covid_usual")),
    Row("sepsis: from low pressure (MAP 65 mmHg) to low oxygen or death", "pressure falls first", 1, inf, "h", FITTED,
        TARGET, lambda: min(crossing("sepsis", "spo2", 94), hour("sepsis", "death"))
        - crossing("sepsis", "map", 65)),
    Row("sepsis: IL-6 peak", "mean 984, within 5×", 984 / 5, 984 * 5, "pg/mL", FITTED, "Leisman 2020",
        _peak("sepsis", "il6")),
    Row("sepsis: antibiotic at 8 h saves", "antibiotics matter most", 1, 1, "", FITTED, TARGET,
        _survival("sepsis_treated")),
    Row("sepsis: steroid alone saves", "it doesn't", 0, 0, "", FITTED, TARGET, _survival("sepsis_steroid")),
    Row("CAR-T, medium tumour: day on which the fever starts", "3 (1–22)", 1, 5, "d", FITTED, "Levine 2021",
        lambda: fever_onset("cart_medium")),
    Row("CAR-T, medium tumour: days of IL-6 above 100 pg/mL", "about 8 (1–36)", 5, 12, "d", FITTED, "Levine 2021",
        lambda: days_above("cart_medium")),
    Row("CAR-T, medium tumour: survives untreated", "98 % resolve", 1, 1, "", FITTED, "Levine 2021",
        _survival("cart_medium")),
    Row("CAR-T, medium tumour: tumour that is left", "cleared", 0, 0.05, "", FITTED, TARGET,
        lambda: float(solved("cart_medium")["antigen"][-1])),
    Row("CAR-T, large tumour: IL-6 peak", "3110 (632–15303)", 632, 15303, "pg/mL", FITTED, "Leisman 2020",
        _peak("cart", "il6")),
    Row("TGN1412: mean pressure at 14 h", "shock at 12–16 h: < 65", 35, 65, "mmHg", FITTED, "Suntharalingam 2006",
        _at("superagonist", "map", 14)),
    Row("TGN1412: SpO₂ at 14 h", "little lung injury: 2 of 6 ventilated", 92, 100, "%", FITTED, "Suntharalingam 2006",
        _at("superagonist", "spo2", 14)),
    Row("TGN1412: kidney injury at 16 h", "renal replacement in all six", 0.5, 1, "", FITTED, "Suntharalingam 2006",
        _at("superagonist", "kidney", 16)),
    Row("TGN1412: IL-6 at 16 h", "3855, within 2×", 3855 / 2, 3855 * 2, "pg/mL", FITTED, "Yiu 2012",
        _at("superagonist", "il6", 16)),
    Row("TGN1412: TNF-α at 9 h", "4641, within 2×", 4641 / 2, 4641 * 2, "pg/mL", HELD_OUT, "Yiu 2012",
        _at("superagonist", "tnf", 9), known_failure=True),
    Row("TGN1412: IL-10 at 12 h", "2165, within 2×", 2165 / 2, 2165 * 2, "pg/mL", HELD_OUT, "Yiu 2012",
        _at("superagonist", "il10", 12), known_failure=True),
)
TRIALS: tuple[Row, ...] = (
    Row("COVID-19, dexamethasone once oxygen is low (SpO₂ 93 %), severe host: gain of lowest SpO₂",
        "deaths 22.9 v 25.7 %, ventilated 29.3 v 41.4 %: helps", 0.1, 100, "points", HELD_OUT, "RECOVERY 2021",
        lambda: gained_oxygen("steroid", 93, SEVERE_HOST)),
    Row("COVID-19, dexamethasone before oxygen is low (SpO₂ 96 %), normal host: gain of lowest SpO₂",
        "deaths 17.8 v 14.0 % (RR 0.92–1.55): no help", -100, 0, "points", HELD_OUT, "RECOVERY 2021",
        lambda: gained_oxygen("steroid", 96)),
    Row("COVID-19, tocilizumab once oxygen is low (SpO₂ 93 %), severe host: gain of lowest SpO₂", "OR 1.46: helps",
        0.1, 100, "points", HELD_OUT, "REMAP-CAP 2021", lambda: gained_oxygen("tocilizumab", 93, SEVERE_HOST)),
    Row("sepsis without four fifths of its TNF-α: survives", "40.3 v 42.8 % died: no help", 0, 0, "", HELD_OUT,
        "Abraham 1998", lambda: float(with_changed("sepsis", {"p_T": 0.2}).died is None)),
)
ROWS: tuple[Row, ...] = ENDOTOXIN + STORMS + TRIGGERS + TRIALS


def record(rows: tuple[Row, ...] = ROWS) -> dict[str, Any]:
    """Return the table for programs: its `rows`, each with the value of the model, and what is wrong with them.

    `red` counts rows outside of their bounds, `unexpected` those that are not as they are known to be. A bound that
    doesn't exist is None, as is a value of the model that is not finite.
    """
    found = [{"quantity": r.quantity, "published": r.published, "low": _finite(r.low), "high": _finite(r.high),
              "model": _finite(r.computed), "unit": r.unit, "green": r.green, "known_failure": r.known_failure,
              "use": r.kind, "sources": r.source.split("; ")} for r in rows]
    return {"rows": found, "red": sum(not row["green"] for row in found)}


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def table(rows: tuple[Row, ...] = ROWS) -> str:
    """Return the table as Markdown."""
    head = ["| Quantity | Published | Model | Unit | | Use | Source |", "|---|---|---|---|---|---|---|"]
    body = [f"| {r.quantity} | {r.published} | {_rounded(r.computed)} | {r.unit} | {r.verdict} | {r.kind} "
            f"| {r.source} |" for r in rows]
    return "\n".join([*head, *body, ""])


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
