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
    Compartment("stage1", "X1", "1", "alarm between sensing and secretion, first stage"),
    Compartment("stage2", "X2", "1", "alarm between sensing and secretion, second stage"),
    Compartment("stage3", "X3", "1", "alarm between sensing and secretion, third stage"),
    Compartment("stage4", "X4", "1", "alarm between sensing and secretion, last stage"),
    Compartment("refractory", "Z", "1", "refractoriness of cells that have been alarmed (A20, IRAK-M)"),
    Compartment("il6_made", "Y", "1", "IL-6 that cells are making but have not yet released"),
    Compartment("il10_made", "N", "1", "IL-10 that cells are making but have not yet released"),
    Compartment("late_brake", "Q", "1", "late brake (cortisol, soluble receptors)"),
    Compartment("tired", "G", "1", "share of cells that have tired"),
    Compartment("dilation", "W", "1", "vessels that have lost their tone"),
    Compartment("temperature", "th", "°C", "body temperature"),
    Compartment("support", "O", "1", "oxygen, ventilation and pressors, share of full support"),
)
COMPARTMENTS: tuple[str, ...] = tuple(row.name for row in TABLE)
SYMBOLS: tuple[str, ...] = tuple(row.symbol for row in TABLE)
