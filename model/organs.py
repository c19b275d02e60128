"""Clinical read-outs: oxygen, its classes, organ function, and the rule by which a body can't be saved.

All functions are plain arithmetic, so they run on floats, arrays and symbols; what a bedside monitor shows
is computed from injury and never feeds back into `rates`.
"""

from __future__ import annotations

from typing import Any

PAO2_HEALTHY = 96.0        # mmHg, arterial oxygen of a healthy adult on room air; assumption within 80–100
SHUNT = 0.72               # share of it that a fully injured lung loses; assumption
ROOM_AIR = 0.21            # inspired oxygen fraction; the model's patient breathes room air

DEATH_SPO2 = 70.0          # %; below this oxygen for longer than DEATH_HOURS
DEATH_HOURS = 6.0          # h; the body can't be saved: an assumption, stated wherever it is used

BERLIN = ((300.0, "none"), (200.0, "mild"), (100.0, "moderate"), (0.0, "severe"))  # 10.1001/jama.2012.5669


def pao2(lung: Any) -> Any:
    """Return arterial oxygen pressure in mmHg from lung injury 0–1: PaO₂ = 96·(1 − 0.72·L)."""
    return PAO2_HEALTHY * (1 - SHUNT * lung)


def spo2(lung: Any) -> Any:
    """Return oxygen saturation in % from lung injury 0–1: 100/(23400/(p³+150p)+1) (Severinghaus 1979)."""
    p = pao2(lung)
    return 100 / (23400 / (p * p * p + 150 * p) + 1)


def pao2_fio2(lung: Any) -> Any:
    """Return PaO₂/FiO₂ in mmHg from lung injury 0–1, on room air."""
    return pao2(lung) / ROOM_AIR


def berlin(ratio: float) -> str:
    """Return the Berlin class of a PaO₂/FiO₂ in mmHg: none, mild, moderate or severe.

    >>> [berlin(x) for x in (457, 300, 200, 90)]
    ['none', 'mild', 'moderate', 'severe']
    """
    return next((name for level, name in BERLIN if ratio > level), "severe")


def function(injury: Any) -> Any:
    """Return an organ's function in % from its injury 0–1."""
    return 100 * (1 - injury)


# Read-out → (the compartment it is computed from, function, unit)
READOUTS = {
    "spo2": ("lung", spo2, "%"),
    "pao2_fio2": ("lung", pao2_fio2, "mmHg"),
    "lung_function": ("lung", function, "%"),
    "heart_function": ("heart", function, "%"),
    "kidney_function": ("kidney", function, "%"),
}
