"""Clinical read-outs: what a bedside monitor and the laboratory would show, and the rule by which a patient dies.

All functions but `berlin` are plain arithmetic, so that they run on floats, NumPy arrays and SymPy symbols. `rates`
uses `set_point` and `mean_pressure`, because temperature follows its set point and organs starve at low pressure; the
other read-outs never act back on the body.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from model.parameters import Constants
from model.responses import hill1

PAO2_HEALTHY = 96.0        # mmHg, arterial oxygen of a healthy adult on room air; assumption within 80–100
SHUNT = 0.85               # 1, share of that pressure that a fully injured lung loses; assumption
ROOM_AIR = 0.21            # 1, inspired oxygen fraction without support
SUPPORT_GAIN = 1.5         # 1, full support raises the inspired fraction by this share, to 0.525; assumption
SYSTOLIC_0 = 118.0         # mmHg, systolic pressure in health; Janum 2016
OXYGEN = ("lung", "support")
PRESSURE = ("tnf", "il6", "tocilizumab", "temperature", "dilation", "leak", "heart", "support")

# A patient dies whose SpO₂ stays below DEATH_SPO2, or whose mean pressure stays below DEATH_MAP, for DEATH_HOURS; the
# two may take turns. Trajectories end there. Every figure that shows a death must state this rule.
DEATH_SPO2 = 70.0          # %; assumption
DEATH_MAP = 45.0           # mmHg; assumption
DEATH_HOURS = 6.0          # h; assumption

# Classes of PaO₂/FiO₂ by their lower bound in mmHg; ARDS Task Force 2012
BERLIN = ((300.0, "none"), (200.0, "mild"), (100.0, "moderate"), (0.0, "severe"))


class ReadOut(NamedTuple):
    """A read-out in `unit`: `function(p, *values)` of the constants and of the values of these `compartments`."""

    compartments: tuple[str, ...]
    function: Callable[..., Any]
    unit: str
    label: str


def pao2(lung: Any, support: Any = 0.0) -> Any:
    """Return the arterial oxygen pressure in mmHg for lung injury and support 0–1: 96·(1 − 0.85·L)·(1 + 1.5·O)."""
    return PAO2_HEALTHY * (1 - SHUNT * lung) * (1 + SUPPORT_GAIN * support)


def spo2(lung: Any, support: Any = 0.0) -> Any:
    """Return the oxygen saturation in %: 100/(23400/(p³+150p)+1) (Severinghaus 1979), p being `pao2`."""
    p = pao2(lung, support)
    return 100 / (23400 / (p * p * p + 150 * p) + 1)


def pao2_fio2(lung: Any) -> Any:
    """Return PaO₂/FiO₂ in mmHg for lung injury 0–1; support raises both alike, so the ratio shows the lung alone.

    A Berlin class needs a patient on at least 5 cmH₂O of airway pressure: without support the ratio has none.
    """
    return pao2(lung) / ROOM_AIR


def berlin(ratio: float) -> str:
    """Return the Berlin class of a PaO₂/FiO₂ in mmHg of a patient on support: none, mild, moderate or severe.

    >>> [berlin(x) for x in (457, 300, 200, 90)]
    ['none', 'mild', 'moderate', 'severe']
    """
    return next((name for level, name in BERLIN if ratio > level), "severe")


def set_point(tnf: Any, il6: Any, p: Constants) -> Any:
    """Return the temperature (°C) that the body aims at, for TNF-α and for IL-6 that its cells sense, in pg/mL."""
    return p.th_0 + p.a_th * hill1(tnf - p.T_0 + il6 - p.I_0, p.K_th)


def mean_pressure(chill: Any, dilation: Any, leak: Any, heart: Any, support: Any, p: Constants) -> Any:
    """Return the mean arterial pressure in mmHg.

    It rises with `chill` (°C), the distance of the set point above the temperature, since cold skin is pale skin. It
    falls with `dilation`, `leak` and `heart` injury (0–1). `support` (0–1), fluid and pressors, makes up for a share of
    what dilation and leak take.
    """
    lost = 1 - p.c_W * support
    return (p.MAP_0 * (1 + p.c_th * chill) * (1 - p.a_W * dilation * lost) * (1 - p.a_V * leak * lost)
            * (1 - p.a_H * heart))


def heart_rate(temperature: Any, pressure: Any, p: Constants) -> Any:
    """Return the heart rate (1/min): it rises with temperature (°C), and as mean pressure (mmHg) falls."""
    return p.HR_0 + p.a_HR * (temperature - p.th_0) + p.b_HR * (p.MAP_0 - pressure)


def organ_function(injury: Any) -> Any:
    """Return an organ's function in % for its injury 0–1."""
    return 100 * (1 - injury)


def _map(p: Constants, tnf: Any, il6: Any, tocilizumab: Any, temperature: Any, dilation: Any, leak: Any, heart: Any,
         support: Any) -> Any:
    sensed = il6 * (1 - hill1(tocilizumab, p.K_z))
    return mean_pressure(set_point(tnf, sensed, p) - temperature, dilation, leak, heart, support, p)


def _systolic(p: Constants, *values: Any) -> Any:
    return _map(p, *values) * SYSTOLIC_0 / p.MAP_0


def _heart_rate(p: Constants, *values: Any) -> Any:
    return heart_rate(values[PRESSURE.index("temperature")], _map(p, *values), p)


def _of_injury(function: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda p, injury: function(injury)


READOUTS: dict[str, ReadOut] = {
    "spo2": ReadOut(OXYGEN, lambda p, lung, support: spo2(lung, support), "%", "SpO₂"),
    "pao2_fio2": ReadOut(("lung",), _of_injury(pao2_fio2), "mmHg", "PaO₂/FiO₂"),
    "map": ReadOut(PRESSURE, _map, "mmHg", "mean arterial pressure"),
    "systolic": ReadOut(PRESSURE, _systolic, "mmHg", "systolic pressure"),
    "heart_rate": ReadOut(PRESSURE, _heart_rate, "1/min", "heart rate"),
    "lung_function": ReadOut(("lung",), _of_injury(organ_function), "%", "lung function"),
    "heart_function": ReadOut(("heart",), _of_injury(organ_function), "%", "heart function"),
    "kidney_function": ReadOut(("kidney",), _of_injury(organ_function), "%", "kidney function"),
}
