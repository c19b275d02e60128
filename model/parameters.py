"""Every constant of the model, with its unit, its meaning and its source.

`source` is a key of `references.REFERENCES`, or one of four words:

    fitted      fitted to the published points of `model.evidence` by `python -m model fit`
    calibrated  tuned so that the rows marked "fitted" in the validation table come out
    assumption  chosen because it is plausible; no measurement supports the number
    definition  an input that scenarios and treatments set

The unit "1" means a pure number. `spread` is the standard deviation of the natural logarithm of the constant in
virtual patients.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.errors import unknown
from model.references import ASSUMPTION, CALIBRATED, DEFINITION, FITTED

BRADY, JANUM = "Brady 2016", "Janum 2016"


SHARES = ("a_FT", "a_VT", "a_W", "a_V", "a_H", "c_W", "c_O", "f_rm", "e_max", "s_M", "s_C")  # fractions, at most 1
FARTHEST = 1000.0          # 1, how many times its value a constant may be; far beyond that, solvers fail


@dataclass(frozen=True)
class Parameter:
    """One constant: its `name` in `rates`, its `value` in `unit`, its meaning (`label`), `source` and `spread`."""

    name: str
    value: float
    unit: str
    label: str
    source: str
    spread: float = 0.1

    @property
    def low(self) -> float:
        """The least value that is allowed: 0 switches a process off, but a level of half effect (K_…) can't be 0."""
        return self.value / FARTHEST if self.name.startswith("K_") else 0.0

    @property
    def high(self) -> float:
        """The greatest value that is allowed."""
        return 1.0 if self.name in SHARES else FARTHEST * (self.value or 1.0)


PARAMETERS: tuple[Parameter, ...] = (
    Parameter("r_P", 0.03972, "1/h", "pathogen growth", CALIBRATED),
    Parameter("k_b", 6e-05, "1/h", "greatest killing by the body's barriers", CALIBRATED),
    Parameter("K_b", 0.0005, "1", "pathogen load at half the barriers' greatest killing", ASSUMPTION),
    Parameter("phago", 1.0, "1", "how well active cells kill this pathogen (1 the film's virus)", CALIBRATED),
    Parameter("k_kill", 0.08376, "1/h", "killing by active immune cells", CALIBRATED),
    Parameter("K_A", 2.163, "1", "active cells at half their greatest killing", CALIBRATED),
    Parameter("K_S", 0.4102, "1", "pathogen load that halves the killing by active cells", CALIBRATED),
    Parameter("cyto", 1.0, "1", "how well effector T cells kill this pathogen (1 a virus)", ASSUMPTION),
    Parameter("k_CK", 2.105, "1/h", "killing by effector T cells", CALIBRATED),
    Parameter("alarm", 1.0, "1", "how loudly this pathogen alarms cells (1 the film's virus)", CALIBRATED),
    Parameter("tropism", 1.0, "1", "how much this pathogen injures the lung (1 the film's virus)", CALIBRATED),
    Parameter("toxin", 0.0, "1", "how much this pathogen opens vessels directly (1 bacteria)", ASSUMPTION),
    Parameter("s_0", 0.0, "1", "tonic stimulus from outside", DEFINITION, 0),
    Parameter("w_E", 2.207, "1", "weight of endotoxin's alarm", CALIBRATED),
    Parameter("K_E", 0.8472, "ng/kg", "endotoxin at half its alarm", FITTED),
    Parameter("w_P", 2.726, "1", "weight of the pathogen's alarm", CALIBRATED),
    Parameter("K_P", 0.1137, "1", "pathogen load at half its alarm", CALIBRATED),
    Parameter("w_D", 1.21, "1", "weight of damage signals", CALIBRATED),
    Parameter("K_D", 0.366, "1", "damage signals at half their alarm", CALIBRATED),
    Parameter("k_X", 2.019, "1/h", "passage of the alarm from one stage to the next", FITTED),
    Parameter("k_Z", 0.6269, "1/h", "onset and loss of refractoriness", FITTED),
    Parameter("K_Z", 0.2313, "1", "refractoriness at half its effect", FITTED),
    Parameter("w_C", 1.157, "1", "weight of T cells that meet antigen", CALIBRATED),
    Parameter("w_F", 7.708, "1", "strength of the cytokines' feedback on cells", CALIBRATED),
    Parameter("K_F", 2279.0, "pg/mL", "IL-6 at half feedback", CALIBRATED),
    Parameter("K_FT", 4977.0, "pg/mL", "TNF-alpha at half feedback", CALIBRATED),
    Parameter("a_FT", 0.6476, "1", "share of TNF-alpha in the feedback", CALIBRATED),
    Parameter("brake", 1.0, "1", "sensitivity of cells to the brake (1 normal)", ASSUMPTION),
    Parameter("b_R", 2.18, "1", "greatest brake by IL-10", CALIBRATED),
    Parameter("K_R", 1.191, "pg/mL", "IL-10 at half its brake", CALIBRATED),
    Parameter("b_Q", 5.101, "1", "greatest late brake", CALIBRATED),
    Parameter("k_Q", 0.2005, "1/h", "onset and loss of the late brake", CALIBRATED),
    Parameter("K_Q", 0.02603, "1", "active cells at half the late brake", CALIBRATED),
    Parameter("a_M", 1.086, "1/h", "recruitment of immune cells", CALIBRATED),
    Parameter("mu_M", 1.755, "1/h", "return of immune cells to normal", CALIBRATED),
    Parameter("K_M", 516.5, "pg/mL", "cytokine at half recruitment", CALIBRATED),
    Parameter("k_G", 0.00828, "1/h", "tiring of active cells", CALIBRATED),
    Parameter("K_G", 0.2921, "1", "active cells at half the greatest tiring", CALIBRATED),
    Parameter("r_G", 0.0005373, "1/h", "recovery of tired cells", CALIBRATED),
    Parameter("p_T", 5518.0, "pg/mL/h", "production of TNF-alpha by active cells", FITTED),
    Parameter("k_T", 2.251, "1/h", "clearance of TNF-alpha", FITTED),
    Parameter("T_0", 1.1, "pg/mL", "TNF-alpha in health", JANUM),
    Parameter("p_I", 39170.0, "pg/mL/h", "production of IL-6 by active cells", FITTED),
    Parameter("K_TI", 570.2, "pg/mL", "TNF-alpha at half its boost of IL-6", FITTED),
    Parameter("k_I", 1.371, "1/h", "clearance of IL-6", FITTED),
    Parameter("f_rm", 0.8, "1", "share of IL-6 that is cleared by its receptor", ASSUMPTION),
    Parameter("I_0", 1.0, "pg/mL", "IL-6 in health", JANUM),
    Parameter("p_R", 307.8, "pg/mL/h", "production of IL-10 by active cells", FITTED),
    Parameter("k_R", 0.79, "1/h", "clearance of IL-10", FITTED),
    Parameter("R_0", 0.23, "pg/mL", "IL-10 in health", JANUM),
    Parameter("k_D", 0.01605, "1/h", "greatest damage by active cells", CALIBRATED),
    Parameter("K_AD", 0.07863, "1", "active cells at half their greatest damage", CALIBRATED),
    Parameter("k_DO", 0.0164, "1/h", "damage signals from injured organs", CALIBRATED),
    Parameter("k_DP", 0.02501, "1/h", "damage signals from tissue that the pathogen injures", CALIBRATED),
    Parameter("mu_D", 0.08503, "1/h", "clearance of damage signals", CALIBRATED),
    Parameter("k_V", 0.1289, "1/h", "greatest opening of vessels", CALIBRATED),
    Parameter("a_VT", 0.9584, "1", "share of TNF-alpha in the opening of vessels", CALIBRATED),
    Parameter("K_VT", 818.2, "pg/mL", "TNF-alpha at half opening", CALIBRATED),
    Parameter("K_VI", 1032.0, "pg/mL", "IL-6 at half opening", CALIBRATED),
    Parameter("r_V", 0.03005, "1/h", "closing of vessels", CALIBRATED),
    Parameter("k_W", 0.7192, "1/h", "loss of the vessels' tone", CALIBRATED),
    Parameter("r_W", 0.18, "1/h", "return of the vessels' tone", CALIBRATED),
    Parameter("w_WT", 0.05278, "1", "weight of TNF-alpha in the loss of tone", CALIBRATED),
    Parameter("K_WT", 5675.0, "pg/mL", "TNF-alpha at half its effect on tone", CALIBRATED),
    Parameter("w_WC", 1.614, "1", "weight of T cells that meet antigen in the loss of tone", CALIBRATED),
    Parameter("K_WC", 1.281, "1", "T cells that meet antigen at half their effect on tone", CALIBRATED),
    Parameter("w_WP", 0.555, "1", "weight of bacterial toxin in the loss of tone", CALIBRATED),
    Parameter("K_WP", 0.05822, "1", "bacteria at half their effect on tone", CALIBRATED),
    Parameter("MAP_0", 93.0, "mmHg", "mean arterial pressure in health", ASSUMPTION),
    Parameter("c_th", 0.04777, "1/°C", "rise of pressure in a chill", FITTED),
    Parameter("a_W", 0.9592, "1", "share of pressure lost with all tone", CALIBRATED),
    Parameter("a_V", 0.2306, "1", "share of pressure lost with full leak", CALIBRATED),
    Parameter("a_H", 0.3543, "1", "share of pressure lost with the heart", CALIBRATED),
    Parameter("c_W", 0.6, "1", "share of lost pressure that full support restores", ASSUMPTION),
    Parameter("K_MAP", 53.94, "mmHg", "mean pressure at which organs are half starved of blood", CALIBRATED),
    Parameter("k_L", 0.08434, "1/h", "lung injury by leak", CALIBRATED),
    Parameter("k_LP", 0.2813, "1/h", "lung injury by the pathogen", CALIBRATED),
    Parameter("k_LC", 0.1295, "1/h", "lung injury by effector T cells that kill infected tissue", CALIBRATED),
    Parameter("k_LL", 0.01679, "1/h", "lung injury that spreads by itself", CALIBRATED),
    Parameter("K_LL", 0.7, "1", "lung injury at which it spreads by itself at half the greatest rate", ASSUMPTION),
    Parameter("r_L", 0.007701, "1/h", "lung repair", CALIBRATED),
    Parameter("K_L", 0.5, "1", "lung injury at which other organs lack oxygen", ASSUMPTION),
    Parameter("c_O", 0.6, "1", "share of lacking oxygen that full support makes up for", ASSUMPTION),
    Parameter("K_rep", 0.7, "1", "injury at which repair has halved", ASSUMPTION),
    Parameter("k_HO", 0.05786, "1/h", "heart injury by low oxygen", CALIBRATED),
    Parameter("k_HM", 0.09597, "1/h", "heart injury by low pressure", CALIBRATED),
    Parameter("r_H", 0.03038, "1/h", "heart repair", CALIBRATED),
    Parameter("k_KO", 0.01838, "1/h", "kidney injury by low oxygen", CALIBRATED),
    Parameter("k_KM", 0.3982, "1/h", "kidney injury by low pressure", CALIBRATED),
    Parameter("k_KH", 0.01747, "1/h", "kidney injury by a failing heart", CALIBRATED),
    Parameter("K_H", 0.45, "1", "heart injury at which kidneys lack blood", ASSUMPTION),
    Parameter("r_K", 0.0263, "1/h", "kidney repair", CALIBRATED),
    Parameter("rho_C", 0.05308, "1/h", "growth of effector T cells", CALIBRATED),
    Parameter("K_B", 0.1724, "1", "tumour antigen at half its stimulus", CALIBRATED),
    Parameter("k_CP", 7.073, "1", "weight of the pathogen's antigen", CALIBRATED),
    Parameter("K_CP", 0.1215, "1", "pathogen at half its stimulus of T cells", CALIBRATED),
    Parameter("C_b", 0.002, "1", "effector T cells in health", ASSUMPTION),
    Parameter("d_C", 0.004827, "1/h", "loss of effector T cells", CALIBRATED),
    Parameter("k_B", 0.05101, "1/h", "killing of tumour by effector T cells", CALIBRATED),
    Parameter("k_E", 1.08, "1/h", "clearance of endotoxin", BRADY),
    Parameter("th_0", 36.8, "°C", "body temperature in health", JANUM),
    Parameter("k_th", 0.6579, "1/h", "approach of the temperature to its set point", FITTED),
    Parameter("a_th", 3.145, "°C", "greatest fever", FITTED),
    Parameter("K_th", 180.9, "pg/mL", "cytokines at half the greatest fever", FITTED),
    Parameter("HR_0", 61.0, "1/min", "heart rate in health", JANUM),
    Parameter("a_HR", 14.28, "1/min/°C", "rise of the heart rate with temperature", FITTED),
    Parameter("b_HR", 0.38, "1/min/mmHg", "rise of the heart rate as pressure falls", ASSUMPTION),
    Parameter("steroid_dose", 0.0, "1", "steroid given now, in units of 6 mg dexamethasone a day", DEFINITION, 0),
    Parameter("K_es", 1.902, "1", "steroid dose at half its greatest effect", ASSUMPTION),
    Parameter("k_es", 0.25, "1/h", "onset of a full steroid effect", ASSUMPTION),
    Parameter("d_es", 0.0192540883, "1/h", "fading of the steroid effect (half-life 36 h)", ASSUMPTION),
    Parameter("e_max", 0.99, "1", "share of cell activation that a full steroid effect stops", ASSUMPTION),
    Parameter("s_M", 0.6, "1", "share of recruitment that a full steroid effect stops", ASSUMPTION),
    Parameter("s_C", 0.9, "1", "share of T-cell growth that a full steroid effect stops", ASSUMPTION),
    Parameter("tocilizumab_rate", 0.0, "mg/kg/h", "tocilizumab infused now", DEFINITION, 0),
    Parameter("k_z", 0.00459037868, "1/h", "clearance of tocilizumab (half-life 6.3 d)", ASSUMPTION),
    Parameter("K_z", 0.48, "mg/kg", "tocilizumab that blocks half the receptors", ASSUMPTION),
    Parameter("antiviral_dose", 0.0, "1", "antiviral or antibiotic given now, in standard doses", DEFINITION, 0),
    Parameter("k_on", 0.3333333333333333, "1/h", "onset and fading of the antiviral (3 h)", ASSUMPTION),
    Parameter("k_u", 0.03471, "1/h", "killing by one standard antiviral dose", CALIBRATED),
    Parameter("support_level", 0.0, "1", "oxygen, ventilation and pressors given now", DEFINITION, 0),
    Parameter("k_O", 1.0, "1/h", "onset of support (1 h)", ASSUMPTION),
)


def _named_tuple(fields: list[str]) -> Any:
    """Return the type of a named tuple; a type checker can't know fields that come from a table, so it is Any."""
    return namedtuple("_Fields", fields)


_Fields: Any = _named_tuple([parameter.name for parameter in PARAMETERS])


class Constants(_Fields):
    """One value for each of PARAMETERS, under its name and in its order: floats, arrays of one shape, or symbols."""

    __slots__ = ()


DEFAULTS = Constants(*(parameter.value for parameter in PARAMETERS))


_adopted: dict[str, float] = {}


def adopt(values: Mapping[str, float]) -> None:
    """Let these values (name → value) take the place of DEFAULTS in every scenario of this process.

    This is for worker processes of `model.intervals`, which compute with other constants than the model's.
    """
    _adopted.clear()
    _adopted.update(values)


ALLOWED = {parameter.name: (parameter.low, parameter.high) for parameter in PARAMETERS}


def constants(overrides: Mapping[str, Any] | None = None) -> Constants:
    """Return DEFAULTS with `overrides` (name → value, in the unit of the parameter) in their place.

    Raises:
        ValueError: a name is unknown, or a number is outside of what its parameter allows.
    """
    overrides = _adopted | dict(overrides or {})
    for name, value in overrides.items():
        if name not in ALLOWED:
            raise unknown("parameter", name, Constants._fields)
        low, high = ALLOWED[name]
        if isinstance(value, (int, float)) and not low <= value <= high:
            raise ValueError(f"parameter {name} = {value}: allowed are numbers from {low:.3g} to {high:.3g}")
    return DEFAULTS._replace(**overrides)
