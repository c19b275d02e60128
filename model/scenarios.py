"""Scenarios by name: what starts the trouble, in which host, and what is done about it when."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from model.parameters import constants

# Drug → (the input in `rates` that it sets, unit of a dose, default hours of giving; None: until stopped)
DRUGS: dict[str, tuple[str, str, float | None]] = {
    "antiviral": ("antiviral_dose", "standard doses", None),
    "steroid": ("steroid_dose", "6 mg dexamethasone a day", None),
    "tocilizumab": ("tocilizumab_rate", "mg/kg", 1.0),
}
# Trigger → (compartment that it raises at hour 0, unit, greatest sensible amount)
TRIGGERS: dict[str, tuple[str, str, float]] = {
    "pathogen": ("pathogen", "of carrying capacity", 1.0),
    "endotoxin": ("endotoxin", "ng/kg", 10.0),
    "cart": ("effector", "of effector capacity", 1.0),
    "tumour": ("antigen", "of greatest burden", 1.0),
    "injury": ("damage", "damage signals, of the greatest", 1.0),
    "pretreated": ("steroid", "steroid effect already there, of the greatest", 1.0),
}


def _finite(what: str, value: float, low: float, high: float = math.inf) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{what} = {value}: allowed are finite numbers from {low:g} to {high:g}")


@dataclass(frozen=True)
class Intervention:
    """`dose` of `drug` from hour `start` to hour `stop` (None: the drug's own way of giving).

    An infusion (tocilizumab) gives `dose` mg/kg in all, evenly from start to stop, an hour by default. The
    others hold `dose` (in standard doses) until `stop`, without end by default.
    """

    drug: str
    start: float
    dose: float = 1.0
    stop: float | None = None

    def __post_init__(self) -> None:
        if self.drug not in DRUGS:
            raise ValueError(f"unknown drug {self.drug!r}; known: {', '.join(DRUGS)}")
        _finite(f"{self.drug} start", self.start, 0)
        _finite(f"{self.drug} dose", self.dose, 0)
        if self.stop is not None and not (math.isfinite(self.stop) and self.stop > self.start):
            raise ValueError(f"{self.drug} stop = {self.stop}: allowed are hours after start {self.start:g}")

    @property
    def end(self) -> float:
        """The hour at which giving stops, infinity if never."""
        if self.stop is not None:
            return self.stop
        hours = DRUGS[self.drug][2]
        return math.inf if hours is None else self.start + hours

    @property
    def level(self) -> float:
        """What the drug adds to its input in `rates` while it is given."""
        spread = DRUGS[self.drug][2] is not None
        return self.dose / (self.end - self.start) if spread else self.dose


@dataclass(frozen=True)
class Scenario:
    """A trigger (kind → amount), overrides for host and pathogen, interventions, and a length in hours."""

    name: str
    title: str
    trigger: Mapping[str, float] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    interventions: tuple[Intervention, ...] = ()
    hours: float = 240.0

    def __post_init__(self) -> None:
        for kind, amount in self.trigger.items():
            if kind not in TRIGGERS:
                raise ValueError(f"unknown trigger {kind!r}; known: {', '.join(TRIGGERS)}")
            _finite(f"trigger {kind}", amount, 0, TRIGGERS[kind][2])
        constants(self.parameters)
        if not (math.isfinite(self.hours) and self.hours > 0):
            raise ValueError(f"hours = {self.hours}: allowed are finite numbers above 0; the start is 0")

    def treated(self, *interventions: Intervention) -> Scenario:
        """Return this scenario with `interventions` added."""
        return replace(self, interventions=self.interventions + interventions)


PRONE = {"brake": 0.2}     # a storm-prone host: cells hear a fifth of the IL-10; assumption
VIRUS = {"pathogen": 0.01}
SLOW = {"r_P": 0.05}       # 1/h, a virus that takes days; assumption
FAST = {"r_P": 0.16}       # 1/h, bacteria; assumption
CART = {"cart": 0.01}
TOCILIZUMAB = 8.0          # mg/kg, the licensed dose
WEEKS = 480.0              # h, long enough for late ends


def _give(drug: str, start: float, dose: float = 1.0, stop: float | None = None) -> Intervention:
    return Intervention(drug, start, TOCILIZUMAB * dose if drug == "tocilizumab" else dose, stop)


def _stormy(name: str, title: str, *interventions: Intervention, hours: float = 240.0) -> Scenario:
    return Scenario(name, title, VIRUS, PRONE, interventions, hours)


SCENARIOS: dict[str, Scenario] = {s.name: s for s in (
    Scenario("health", "Health"),
    Scenario("endotoxin", "Endotoxin, 2 ng/kg, in a volunteer", {"endotoxin": 2.0}, hours=24.0),
    Scenario("normal", "A normal infection", VIRUS, hours=WEEKS),
    _stormy("storm", "The same infection in a storm-prone host"),
    Scenario("sepsis", "Sepsis: bacteria that grow fast", VIRUS, PRONE | FAST),
    Scenario("covid", "COVID-19: slow virus, primed host", {"pathogen": 0.005}, PRONE | SLOW, hours=WEEKS),
    Scenario("covid_load", "COVID-19: high load, normal host", {"pathogen": 0.15}, SLOW, hours=WEEKS),
    Scenario("cart", "CAR-T cells against a large tumour", CART | {"tumour": 1.0}, hours=WEEKS),
    Scenario("cart_low", "CAR-T cells against a small tumour", CART | {"tumour": 0.1}, hours=WEEKS),
    Scenario("cart_treated", "CAR-T storm, IL-6 blocker in time", CART | {"tumour": 1.0},
             interventions=(_give("tocilizumab", 64),), hours=1.25 * WEEKS),
    _stormy("antiviral_early", "Antiviral alone, early", _give("antiviral", 24), hours=WEEKS),
    _stormy("antiviral_only", "Antiviral alone, past the threshold", _give("antiviral", 42), hours=WEEKS),
    _stormy("treated", "Antiviral, steroid and IL-6 blocker in time", _give("antiviral", 42),
            _give("steroid", 48, stop=288), _give("tocilizumab", 48), hours=WEEKS),
    _stormy("tocilizumab", "IL-6 blocker alone, in time", _give("tocilizumab", 48), hours=WEEKS),
    _stormy("steroid", "Steroid alone, in time", _give("steroid", 48, stop=288), hours=WEEKS),
    _stormy("late", "The same treatment, too late", _give("antiviral", 42),
            _give("steroid", 84, stop=324), _give("tocilizumab", 84), hours=WEEKS),
    _stormy("over_dampened", "Immune system shut down before the infection is cleared",
            _give("steroid", 6, 3.0, stop=168), _give("tocilizumab", 6, 2.0), hours=WEEKS),
)}


def scenario(name: str) -> Scenario:
    """Return the scenario of that name; raises ValueError that lists the known ones."""
    if name not in SCENARIOS:
        raise ValueError(f"unknown scenario {name!r}; known: {', '.join(SCENARIOS)}")
    return SCENARIOS[name]
