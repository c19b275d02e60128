"""Where the outcome turns: the latest hour at which a treatment still rescues, found by bisection."""

from __future__ import annotations

from collections.abc import Callable

from model.scenarios import DRUGS, TOCILIZUMAB, Intervention, Scenario, scenario
from model.simulate import simulate

WATCHED = 720.0            # h that a treated patient is followed before "recovery" is said
COURSE = 240.0             # h that a rescue's steroid is given: ten days, as in RECOVERY


def bisect(works: Callable[[float], bool], low: float, high: float, tolerance: float = 0.25) -> float:
    """Return the greatest x, to `tolerance`, with works(x), where works holds at `low` and fails at `high`.

    >>> bisect(lambda x: x * x < 2, 0, 2, 1e-6).__round__(3)
    1.414
    """
    while high - low > tolerance:
        middle = (low + high) / 2
        low, high = (middle, high) if works(middle) else (low, middle)
    return low


def rescue(treatment: str, start: float) -> tuple[Intervention, ...]:
    """Return what `treatment` means from hour `start`: drugs joined by "+", such as "steroid+tocilizumab"."""
    drugs = treatment.split("+")
    for drug in drugs:
        if drug not in DRUGS:
            raise ValueError(f"unknown drug in {treatment!r}; known, joined by +: {', '.join(DRUGS)}")
    given = {
        "antiviral": Intervention("antiviral", start),
        "steroid": Intervention("steroid", start, stop=start + COURSE),
        "tocilizumab": Intervention("tocilizumab", start, TOCILIZUMAB),
    }
    return tuple(given[drug] for drug in drugs)


def latest_rescue(treatment: str, base: Scenario | None = None) -> float:
    """Return the latest hour (to 0.25 h) at which `treatment` still ends in recovery, death rule included.

    `base` is what would happen without it, by default the storm. Raises ValueError where the treatment
    fails even at hour 1, or where no treatment is needed.
    """
    base = base or scenario("storm")

    def works(start: float) -> bool:
        return simulate(base.treated(*rescue(treatment, start)), WATCHED).outcome == "recovery"

    died = simulate(base, WATCHED).died
    if died is None:
        raise ValueError(f"{base.name} doesn't end in death: there is nothing to rescue from")
    hour = next((hour for hour in (24.0, 12.0, 36.0, 1.0) if hour < died and works(hour)), None)
    if hour is None:
        raise ValueError(f"{treatment} never rescues {base.name}")
    return bisect(works, hour, died)
