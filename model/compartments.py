"""The compartments of the model, in the order of every state array."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Compartment:
    """One state variable: its `name` in code, `symbol` in equations, `unit` and `label`.

    The unit "1" means a fraction, or a multiple of the normal level.
    """

    name: str
    symbol: str
    unit: str
    label: str


TABLE: tuple[Compartment, ...] = (
    Compartment("pathogen", "P", "1", "pathogen load, share of the carrying capacity"),
    Compartment("cells", "M", "1", "immune cells, multiple of normal"),
    Compartment("tnf", "T", "pg/mL", "TNF-α"),
    Compartment("il6", "I", "pg/mL", "IL-6"),
    Compartment("il10", "R", "pg/mL", "IL-10"),
    Compartment("damage", "D", "1", "damage signals from injured tissue"),
    Compartment("leak", "V", "1", "vessel leak"),
    Compartment("lung", "L", "1", "lung injury"),
    Compartment("heart", "H", "1", "heart injury"),
    Compartment("kidney", "K", "1", "kidney injury"),
    Compartment("effector", "C", "1", "effector T cells"),
    Compartment("antigen", "B", "1", "tumour antigen"),
    Compartment("steroid", "es", "1", "steroid effect"),
    Compartment("tocilizumab", "z", "mg/kg", "tocilizumab in the body"),
    Compartment("antiviral", "u", "1", "antiviral effect, in standard doses"),
    Compartment("endotoxin", "E", "ng/kg", "endotoxin in the body"),
    Compartment("sensed", "Q", "ng/kg", "endotoxin sensed by cells"),
)
COMPARTMENTS: tuple[str, ...] = tuple(row.name for row in TABLE)
SYMBOLS: tuple[str, ...] = tuple(row.symbol for row in TABLE)
