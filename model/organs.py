"""Clinical read-outs: blood oxygen and its classes, organ function, and the rule by which a patient counts as dead.

Read-outs show what a bedside monitor would show. They are computed from injury and never act back on `rates`. All
functions but `berlin` are plain arithmetic, so that they run on floats, NumPy arrays and SymPy symbols.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

PAO2_HEALTHY = 96.0        # mmHg, arterial oxygen of a healthy adult on room air; assumption within 80–100
SHUNT = 0.72               # 1, share of that pressure that a fully injured lung loses; assumption
ROOM_AIR = 0.21            # 1, inspired oxygen fraction; the model's patient breathes room air

# A patient whose SpO₂ stays below DEATH_SPO2 for DEATH_HOURS counts as dead. Every figure that
# shows a death must state this rule.
DEATH_SPO2 = 70.0          # %; assumption
DEATH_HOURS = 6.0          # h; assumption

# Classes of PaO₂/FiO₂ by their lower bound in mmHg; ARDS Task Force 2012
BERLIN = ((300.0, "none"), (200.0, "mild"), (100.0, "moderate"), (0.0, "severe"))


class ReadOut(NamedTuple):
    """A read-out: the `compartment` it is computed from, the `function` of that compartment, and its `unit`."""

    compartment: str
    function: Callable[[Any], Any]
    unit: str


def pao2(lung: Any) -> Any:
    """Return the arterial oxygen pressure in mmHg for lung injury 0–1: PaO₂ = 96·(1 − 0.72·L)."""
    return PAO2_HEALTHY * (1 - SHUNT * lung)


def spo2(lung: Any) -> Any:
    """Return the oxygen saturation in % for lung injury 0–1: 100/(23400/(p³+150p)+1) (Severinghaus 1979)."""
    p = pao2(lung)
    return 100 / (23400 / (p * p * p + 150 * p) + 1)


def pao2_fio2(lung: Any) -> Any:
    """Return PaO₂/FiO₂ in mmHg on room air for lung injury 0–1."""
    return pao2(lung) / ROOM_AIR


def berlin(ratio: float) -> str:
    """Return the Berlin class of a PaO₂/FiO₂ in mmHg: none, mild, moderate or severe (ARDS Task Force 2012).

    >>> [berlin(x) for x in (457, 300, 200, 90)]
    ['none', 'mild', 'moderate', 'severe']
    """
    return next((name for level, name in BERLIN if ratio > level), "severe")


def organ_function(injury: Any) -> Any:
    """Return an organ's function in % for its injury 0–1."""
    return 100 * (1 - injury)


READOUTS: dict[str, ReadOut] = {
    "spo2": ReadOut("lung", spo2, "%"),
    "pao2_fio2": ReadOut("lung", pao2_fio2, "mmHg"),
    "lung_function": ReadOut("lung", organ_function, "%"),
    "heart_function": ReadOut("heart", organ_function, "%"),
    "kidney_function": ReadOut("kidney", organ_function, "%"),
}
