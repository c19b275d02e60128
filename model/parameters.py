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

import math
from collections import namedtuple
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.errors import unknown
from model.references import ASSUMPTION, CALIBRATED, DEFINITION

BRADY = "Brady 2016"


SHARES = ("beta", "a_FT", "e_max", "s_M", "s_C")  # constants that are fractions, so at most 1
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
    # Pathogen
    Parameter("r_P", 0.0637, "1/h", "pathogen growth", CALIBRATED),
    Parameter("k_b", 0.0003, "1/h", "greatest killing by the body's barriers", CALIBRATED),
    Parameter("K_b", 0.002, "1", "pathogen load at half the barriers' greatest killing", CALIBRATED),
    Parameter("k_kill", 0.588, "1/h", "killing by active immune cells", CALIBRATED),
    Parameter("k_CK", 0.0392, "1/h", "killing by effector T cells", CALIBRATED),
    # What activates the cells
    Parameter("s_0", 0.0, "1", "tonic stimulus from outside", DEFINITION, 0),
    Parameter("w_P", 1.47, "1", "weight of the pathogen's alarm", CALIBRATED),
    Parameter("K_P", 0.11, "1", "pathogen load at half its alarm", CALIBRATED),
    Parameter("w_E", 2.8, "1", "weight of endotoxin's alarm", CALIBRATED),
    Parameter("K_E", 3.0, "ng/kg", "sensed endotoxin at half its alarm", CALIBRATED),
    Parameter("w_C", 0.505, "1", "weight of T cells that meet antigen", CALIBRATED),
    Parameter("w_D", 0.527, "1", "weight of damage signals", CALIBRATED),
    Parameter("K_D", 0.453, "1", "damage signals at half their alarm", CALIBRATED),
    Parameter("w_F", 3.37, "1", "strength of the cytokines' feedback on cells", CALIBRATED),
    Parameter("K_F", 2620.0, "pg/mL", "IL-6 at half feedback", CALIBRATED),
    Parameter("K_FT", 426.0, "pg/mL", "TNF-alpha at half feedback", CALIBRATED),
    Parameter("a_FT", 0.197, "1", "share of TNF-alpha in the feedback", CALIBRATED),
    # The brake: IL-10
    Parameter("brake", 1.0, "1", "sensitivity of cells to IL-10 (1 normal, 0.2 storm-prone host)", ASSUMPTION),
    Parameter("beta", 0.85, "1", "greatest inhibition by IL-10", ASSUMPTION, 0.03),
    Parameter("K_R", 30.0, "pg/mL", "IL-10 at half inhibition", ASSUMPTION),
    # Cells
    Parameter("a_M", 0.21, "1/h", "recruitment of immune cells", CALIBRATED),
    Parameter("mu_M", 0.109, "1/h", "return of immune cells to normal", CALIBRATED),
    Parameter("K_M", 200.0, "pg/mL", "cytokine at half recruitment", CALIBRATED),
    # Cytokines
    Parameter("p_T", 1320.0, "pg/mL/h", "production of TNF-alpha by active cells", CALIBRATED),
    Parameter("k_T", 1.49, "1/h", "clearance of TNF-alpha", BRADY),
    Parameter("T_0", 1.2, "pg/mL", "TNF-alpha in health (1.1 in Brady 2016)", ASSUMPTION),
    Parameter("p_I", 704.0, "pg/mL/h", "production of IL-6 by active cells", CALIBRATED),
    Parameter("a_TI", 3.4, "1", "greatest boost of IL-6 by TNF-alpha", CALIBRATED),
    Parameter("K_TI", 40.0, "pg/mL", "TNF-alpha at half boost", CALIBRATED),
    Parameter("k_ns", 0.2, "1/h", "clearance of IL-6 without its receptor", ASSUMPTION),
    Parameter("k_rm", 0.8, "1/h", "clearance of IL-6 by its receptor (k_ns + k_rm: half-life 0.69 h)", ASSUMPTION),
    Parameter("I_0", 2.0, "pg/mL", "IL-6 in health (1.05 in Brady 2016, 5.2 in Said 2021)", ASSUMPTION),
    Parameter("p_R", 404.0, "pg/mL/h", "production of IL-10 by active cells", CALIBRATED),
    Parameter("K_RI", 164.0, "pg/mL", "IL-6 at half the production of IL-10", CALIBRATED),
    Parameter("k_R", 0.8, "1/h", "clearance of IL-10 (0.62 fitted in Brady 2016)", ASSUMPTION),
    Parameter("R_0", 0.3, "pg/mL", "IL-10 in health (0.23 in Brady 2016)", ASSUMPTION),
    # Damage and vessels
    Parameter("k_D", 0.219, "1/h", "greatest damage by active cells", CALIBRATED),
    Parameter("K_AM", 4.07, "1", "active cells at half their greatest damage", CALIBRATED),
    Parameter("k_DO", 0.012, "1/h", "damage signals from injured organs", CALIBRATED),
    Parameter("mu_D", 0.0257, "1/h", "clearance of damage signals", CALIBRATED),
    Parameter("k_V", 0.0953, "1/h", "greatest opening of vessels", CALIBRATED),
    Parameter("K_VT", 428.0, "pg/mL", "TNF-alpha at half opening", CALIBRATED),
    Parameter("K_VI", 603.0, "pg/mL", "IL-6 at half opening", CALIBRATED),
    Parameter("r_V", 0.0695, "1/h", "closing of vessels", CALIBRATED),
    # Organs
    Parameter("k_L", 0.198, "1/h", "lung injury by leak", CALIBRATED),
    Parameter("k_LP", 0.004, "1/h", "lung injury by the pathogen", CALIBRATED),
    Parameter("r_L", 0.00792, "1/h", "lung repair", CALIBRATED),
    Parameter("K_L", 0.5, "1", "lung injury at which other organs lack oxygen", ASSUMPTION),
    Parameter("K_rep", 0.7, "1", "injury at which repair has halved", ASSUMPTION),
    Parameter("k_H", 0.00139, "1/h", "heart injury by leak under low oxygen", CALIBRATED),
    Parameter("k_HO", 0.0588, "1/h", "heart injury by low oxygen", CALIBRATED),
    Parameter("r_H", 0.0365, "1/h", "heart repair", CALIBRATED),
    Parameter("k_K", 0.00938, "1/h", "kidney injury by leak under low oxygen", CALIBRATED),
    Parameter("k_KH", 0.0377, "1/h", "kidney injury by a failing heart", CALIBRATED),
    Parameter("K_H", 0.45, "1", "heart injury at which kidneys lack blood", CALIBRATED),
    Parameter("r_K", 0.0283, "1/h", "kidney repair", CALIBRATED),
    # T cells and antigen
    Parameter("rho_C", 0.117, "1/h", "growth of effector T cells", CALIBRATED),
    Parameter("K_B", 0.3, "1", "tumour antigen at half T-cell growth", CALIBRATED),
    Parameter("K_CP", 0.0137, "1", "pathogen at half T-cell growth", CALIBRATED),
    Parameter("C_b", 0.002, "1", "effector T cells in health", CALIBRATED),
    Parameter("d_C", 0.022, "1/h", "loss of effector T cells", CALIBRATED),
    Parameter("k_B", 0.0201, "1/h", "killing of tumour by effector T cells", CALIBRATED),
    # Endotoxin
    Parameter("k_E", 1.08, "1/h", "clearance of endotoxin", BRADY),
    Parameter("k_Q", 2.0, "1/h", "sensing of endotoxin by cells", CALIBRATED),
    # Treatments
    Parameter("steroid_dose", 0.0, "1", "steroid given now, in units of 6 mg dexamethasone a day", DEFINITION, 0),
    Parameter("k_es", 0.25, "1/h", "onset of one steroid dose (gene expression, about 4 h)", ASSUMPTION),
    Parameter("d_es", math.log(2) / 36, "1/h", "fading of the steroid effect (half-life 36 h)", ASSUMPTION),
    Parameter("e_max", 0.9, "1", "share of cell activation that a full steroid effect stops", CALIBRATED),
    Parameter("s_M", 0.6, "1", "share of recruitment that a full steroid effect stops", ASSUMPTION),
    Parameter("s_C", 0.5, "1", "share of T-cell growth that a full steroid effect stops", ASSUMPTION),
    Parameter("tocilizumab_rate", 0.0, "mg/kg/h", "tocilizumab infused now", DEFINITION, 0),
    Parameter("k_z", math.log(2) / 151, "1/h", "clearance of tocilizumab (half-life 6.3 d)", ASSUMPTION),
    Parameter("K_z", 0.48, "mg/kg", "tocilizumab that blocks half the receptors", ASSUMPTION),
    Parameter("antiviral_dose", 0.0, "1", "antiviral or antibiotic given now, in standard doses", DEFINITION, 0),
    Parameter("k_on", 1 / 3, "1/h", "onset and fading of the antiviral (3 h)", ASSUMPTION),
    Parameter("k_u", 0.2, "1/h", "killing by one standard antiviral dose", ASSUMPTION),
)

def _named_tuple(fields: list[str]) -> Any:
    """Return the type of a named tuple; a type checker can't know fields that come from a table, so it is Any."""
    return namedtuple("_Fields", fields)


_Fields: Any = _named_tuple([parameter.name for parameter in PARAMETERS])


class Constants(_Fields):
    """One value for each of PARAMETERS, under its name and in its order: floats, arrays of one shape, or symbols."""

    __slots__ = ()


DEFAULTS = Constants(*(parameter.value for parameter in PARAMETERS))


ALLOWED = {parameter.name: (parameter.low, parameter.high) for parameter in PARAMETERS}


def constants(overrides: Mapping[str, Any] | None = None) -> Constants:
    """Return DEFAULTS with `overrides` (name → value, in the unit of the parameter) in their place.

    Raises:
        ValueError: a name is unknown, or a number is outside of what its parameter allows.
    """
    overrides = dict(overrides or {})
    for name, value in overrides.items():
        if name not in ALLOWED:
            raise unknown("parameter", name, Constants._fields)
        low, high = ALLOWED[name]
        if isinstance(value, (int, float)) and not low <= value <= high:
            raise ValueError(f"parameter {name} = {value}: allowed are numbers from {low:.3g} to {high:.3g}")
    return DEFAULTS._replace(**overrides)
