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
    "support": Drug("support_level", "share of full support", None),
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


PRONE = {"brake": 0.15}    # 1, a storm-prone host, on whose cells the brake acts this strongly; assumption
VIRUS = {"pathogen": 0.005147}  # share of the carrying capacity; fitted
CORONAVIRUS = {"r_P": 0.05083, "alarm": 4.625, "tropism": 1.895, "phago": 1.664}  # against the film's virus; fitted
CORONAVIRUS_LOAD = {"pathogen": 0.0008342}  # share of the carrying capacity; fitted
# Bacteria: they grow fast, alarm loudly, open vessels by their toxin and spare the lung; fitted, `toxin`, `tropism` and
# `cyto` by definition
BACTERIA = {"r_P": 0.07381, "alarm": 1.985, "tropism": 0.0, "toxin": 1.0, "phago": 2.457, "cyto": 0.1,
            "k_b": 0.001598, "K_b": 0.004784, "k_u": 0.7335}
BACTERIA_LOAD = {"pathogen": 0.02156}  # share of the carrying capacity; fitted
SEPTIC = {"brake": 0.4}    # 1, the host of the scenario "sepsis"; assumption
WEAK = {"brake": 0.25}     # 1, the host in whom COVID-19 is severe; assumption
CART = {"cart": 0.02266}      # share of the effector capacity; fitted
SUPERAGONIST = {"cart": 0.4136, "tumour": 1.0}  # TGN1412 activates all T cells: effectors and antigen at once; fitted
TOCILIZUMAB_DOSE = 8.0     # mg/kg, the licensed dose
LONG_HOURS = 480.0         # h, long enough for scenarios that end late
LONGEST_HOURS = 720.0      # h, for illnesses of weeks


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
    Scenario("superagonist", "TGN1412 in a volunteer, untreated", SUPERAGONIST, hours=24.0),
    Scenario("superagonist_treated", "TGN1412, steroid and support from hour 12", SUPERAGONIST,
             interventions=(give("support", 12, stop=132), give("steroid", 12, 4.0, stop=84)), hours=LONG_HOURS),
    Scenario("normal", "A normal infection", VIRUS, hours=LONG_HOURS),
    Scenario("moderate", "The same infection, half the brake", VIRUS, {"brake": 0.5}, hours=LONG_HOURS),
    Scenario("serious", "The same infection, a third of the brake", VIRUS, {"brake": 0.33}, hours=LONG_HOURS),
    _stormy("storm", "The same infection in a storm-prone host"),
    Scenario("sepsis", "Sepsis: bacteria that grow fast", BACTERIA_LOAD, SEPTIC | BACTERIA, hours=LONG_HOURS),
    Scenario("sepsis_treated", "Sepsis, antibiotic in time", BACTERIA_LOAD, SEPTIC | BACTERIA,
             (give("antiviral", 8),), LONG_HOURS),
    Scenario("sepsis_steroid", "Sepsis, steroid alone", BACTERIA_LOAD, SEPTIC | BACTERIA,
             (give("steroid", 8, stop=248),), LONG_HOURS),
    Scenario("covid_usual", "COVID-19 in a normal host", CORONAVIRUS_LOAD, CORONAVIRUS, hours=LONGEST_HOURS),
    Scenario("covid", "COVID-19 in a host with a weak brake", CORONAVIRUS_LOAD, WEAK | CORONAVIRUS,
             hours=LONGEST_HOURS),
    Scenario("cart", "CAR-T cells against a large tumour", CART | {"tumour": 1.0}, hours=LONGEST_HOURS),
    Scenario("cart_medium", "CAR-T cells against a medium tumour", CART | {"tumour": 0.7}, hours=LONGEST_HOURS),
    Scenario("cart_low", "CAR-T cells against a small tumour", CART | {"tumour": 0.1}, hours=LONGEST_HOURS),
    Scenario("cart_treated", "CAR-T storm, IL-6 blocker in time", CART | {"tumour": 1.0},
             interventions=(give("tocilizumab", 64),), hours=LONGEST_HOURS),
    _stormy("antiviral_early", "Antiviral alone, early", give("antiviral", 24), hours=LONG_HOURS),
    _stormy("antiviral_only", "Antiviral alone, past the threshold", give("antiviral", 44), hours=LONG_HOURS),
    _stormy("treated", "Antiviral, steroid and IL-6 blocker in time", give("antiviral", 44),
            give("steroid", 44, stop=284), give("tocilizumab", 44), hours=LONG_HOURS),
    _stormy("tocilizumab", "IL-6 blocker alone, in time", give("tocilizumab", 54), hours=LONG_HOURS),
    _stormy("steroid", "Steroid alone, in time", give("steroid", 54, stop=294), hours=LONG_HOURS),
    _stormy("supported", "Oxygen, ventilation and pressors alone", give("support", 96), hours=LONG_HOURS),
    _stormy("late", "The same treatment, too late", give("antiviral", 60),
            give("steroid", 100, stop=340), give("tocilizumab", 100), hours=LONG_HOURS),
    # The steroid is a pulse: 30 times 6 mg of dexamethasone are about 1 g of methylprednisolone a day
    _stormy("over_dampened", "Immune system shut down before the infection is cleared",
            give("steroid", 44, 30.0, stop=380), give("tocilizumab", 44, 2.0), hours=LONG_HOURS),
)}


def scenario(name: str) -> Scenario:
    """Return the scenario of that name.

    Raises:
        ValueError: the name is unknown; the message lists the known names, and those that look similar.
    """
    if name not in SCENARIOS:
        raise unknown("scenario", name, SCENARIOS)
    return SCENARIOS[name]
