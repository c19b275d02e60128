"""Scenarios by name: what starts the illness, in which host, and which treatments are given when.

A new scenario is one row of SCENARIOS. A new kind of trigger is one row of TRIGGERS, and a new drug one of DRUGS, as
long as the compartment or the input that it acts on is there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from model.errors import unknown
from model.parameters import constants


class Drug(NamedTuple):
    """How a drug is given.

    `input` is the constant of `rates` that it sets, `unit` that of a dose. `infusion_hours` is how long an infusion
    takes by default (h), None for a drug whose dose acts until it is stopped.
    """

    input: str
    unit: str
    infusion_hours: float | None


class Trigger(NamedTuple):
    """A kind of trigger: the `compartment` that it raises at hour 0, the `unit` and `greatest` value of its amount."""

    compartment: str
    unit: str
    greatest: float


DRUGS: dict[str, Drug] = {
    "antiviral": Drug("antiviral_dose", "standard doses", None),
    "steroid": Drug("steroid_dose", "6 mg dexamethasone a day", None),
    "tocilizumab": Drug("tocilizumab_rate", "mg/kg", 1.0),
}
TRIGGERS: dict[str, Trigger] = {
    "pathogen": Trigger("pathogen", "share of the carrying capacity", 1.0),
    "endotoxin": Trigger("endotoxin", "ng/kg", 10.0),
    "cart": Trigger("effector", "share of the effector capacity", 1.0),
    "tumour": Trigger("antigen", "share of the greatest burden", 1.0),
    "injury": Trigger("damage", "share of the greatest damage signals", 1.0),
    "pretreated": Trigger("steroid", "share of the greatest steroid effect, there before hour 0", 1.0),
}


def _finite(what: str, value: float, low: float, high: float = math.inf) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{what} = {value}: allowed are finite numbers from {low:g} to {high:g}")


@dataclass(frozen=True)
class Intervention:
    """A timed treatment: `dose` of `drug` from hour `start` to hour `stop`.

    An infusion (tocilizumab) gives `dose` mg/kg in all, at a constant rate from start to stop; without a stop it takes
    the drug's `infusion_hours`. The other drugs act at `dose` (in standard doses) until `stop`, without one for ever.

    Raises:
        ValueError: the drug is unknown, or a number is out of range.
    """

    drug: str
    start: float
    dose: float = 1.0
    stop: float | None = None

    def __post_init__(self) -> None:
        if self.drug not in DRUGS:
            raise unknown("drug", self.drug, DRUGS)
        _finite(f"{self.drug} start", self.start, 0)
        _finite(f"{self.drug} dose", self.dose, 0)
        if self.stop is not None and not (math.isfinite(self.stop) and self.stop > self.start):
            raise ValueError(f"{self.drug} stop = {self.stop}: allowed are hours after start {self.start:g}")

    @property
    def end(self) -> float:
        """The hour at which the treatment stops, infinity if it never does."""
        if self.stop is not None:
            return self.stop
        hours = DRUGS[self.drug].infusion_hours
        return math.inf if hours is None else self.start + hours

    @property
    def level(self) -> float:
        """What the treatment adds to the input of its drug in `rates` while it is given, in the unit of that input."""
        return self.dose / (self.end - self.start) if self.infused else self.dose

    @property
    def infused(self) -> bool:
        """Whether the dose (mg/kg) is spread over the time from start to stop."""
        return DRUGS[self.drug].infusion_hours is not None

    @property
    def label(self) -> str:
        """The drug and its dose, such as "tocilizumab 8 mg/kg" or "steroid 1 ×"."""
        return f"{self.drug} {self.dose:g} {'mg/kg' if self.infused else '×'}"


@dataclass(frozen=True)
class Scenario:
    """A trigger, a host and what is done for it, over a number of hours.

    `trigger` maps kinds of TRIGGERS to amounts, in the unit of the kind. `parameters` overrides constants, for the
    host and the pathogen.

    Raises:
        ValueError: a kind of trigger or a parameter is unknown, or a number is out of range.
    """

    name: str
    title: str
    trigger: Mapping[str, float] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    interventions: tuple[Intervention, ...] = ()
    hours: float = 240.0

    def __post_init__(self) -> None:
        for kind, amount in self.trigger.items():
            if kind not in TRIGGERS:
                raise unknown("trigger", kind, TRIGGERS)
            _finite(f"trigger {kind}", amount, 0, TRIGGERS[kind].greatest)
        constants(self.parameters)
        if not (math.isfinite(self.hours) and self.hours > 0):
            raise ValueError(f"hours = {self.hours}: allowed are finite numbers above 0")

    def treated(self, *interventions: Intervention) -> Scenario:
        """Return this scenario with `interventions` added."""
        return replace(self, interventions=self.interventions + interventions)


PRONE = {"brake": 0.2}     # 1, a storm-prone host, on whose cells a fifth of the IL-10 acts; assumption
VIRUS = {"pathogen": 0.01}  # share of the carrying capacity; assumption
SLOW_GROWTH = {"r_P": 0.05}  # 1/h, a virus that takes days; assumption
FAST_GROWTH = {"r_P": 0.16}  # 1/h, bacteria; assumption
CART = {"cart": 0.01}      # share of the effector capacity; assumption
TOCILIZUMAB_DOSE = 8.0     # mg/kg, the licensed dose
LONG_HOURS = 480.0         # h, long enough for scenarios that end late


def give(drug: str, start: float, doses: float = 1.0, stop: float | None = None) -> Intervention:
    """Return `doses` standard doses of `drug` from hour `start` to hour `stop`.

    Raises:
        ValueError: the drug is unknown, or a number is out of range.
    """
    return Intervention(drug, start, TOCILIZUMAB_DOSE * doses if drug == "tocilizumab" else doses, stop)


def _stormy(name: str, title: str, *interventions: Intervention, hours: float = 240.0) -> Scenario:
    return Scenario(name, title, VIRUS, PRONE, interventions, hours)


SCENARIOS: dict[str, Scenario] = {s.name: s for s in (
    Scenario("health", "Health"),
    Scenario("endotoxin", "Endotoxin, 2 ng/kg, in a volunteer", {"endotoxin": 2.0}, hours=24.0),
    Scenario("normal", "A normal infection", VIRUS, hours=LONG_HOURS),
    _stormy("storm", "The same infection in a storm-prone host"),
    Scenario("sepsis", "Sepsis: bacteria that grow fast", VIRUS, PRONE | FAST_GROWTH),
    Scenario("covid", "COVID-19: slow virus, primed host", {"pathogen": 0.005}, PRONE | SLOW_GROWTH, hours=LONG_HOURS),
    Scenario("covid_load", "COVID-19: high load, normal host", {"pathogen": 0.15}, SLOW_GROWTH, hours=LONG_HOURS),
    Scenario("cart", "CAR-T cells against a large tumour", CART | {"tumour": 1.0}, hours=LONG_HOURS),
    Scenario("cart_low", "CAR-T cells against a small tumour", CART | {"tumour": 0.1}, hours=LONG_HOURS),
    Scenario("cart_treated", "CAR-T storm, IL-6 blocker in time", CART | {"tumour": 1.0},
             interventions=(give("tocilizumab", 64),), hours=1.25 * LONG_HOURS),
    _stormy("antiviral_early", "Antiviral alone, early", give("antiviral", 24), hours=LONG_HOURS),
    _stormy("antiviral_only", "Antiviral alone, past the threshold", give("antiviral", 42), hours=LONG_HOURS),
    _stormy("treated", "Antiviral, steroid and IL-6 blocker in time", give("antiviral", 42),
            give("steroid", 48, stop=288), give("tocilizumab", 48), hours=LONG_HOURS),
    _stormy("tocilizumab", "IL-6 blocker alone, in time", give("tocilizumab", 48), hours=LONG_HOURS),
    _stormy("steroid", "Steroid alone, in time", give("steroid", 48, stop=288), hours=LONG_HOURS),
    _stormy("late", "The same treatment, too late", give("antiviral", 42),
            give("steroid", 84, stop=324), give("tocilizumab", 84), hours=LONG_HOURS),
    _stormy("over_dampened", "Immune system shut down before the infection is cleared",
            give("steroid", 6, 3.0, stop=168), give("tocilizumab", 6, 2.0), hours=LONG_HOURS),
)}


def scenario(name: str) -> Scenario:
    """Return the scenario of that name.

    Raises:
        ValueError: the name is unknown; the message lists the known names, and those that look similar.
    """
    if name not in SCENARIOS:
        raise unknown("scenario", name, SCENARIOS)
    return SCENARIOS[name]
