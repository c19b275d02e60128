"""What the words say of the model: `free infected.max > 25 %`, `free infected.doubling between 2 and 3 d`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.epidemic import DAY, simulate

_CLAIM = re.compile(
    r"(\w+) (\w+)\.(max|doubling) (?:(<|>) ([\d.]+)|between ([\d.]+) and ([\d.]+)) (%|d)"
)


@dataclass(frozen=True)
class Verdict:
    """Whether a claim holds, and what the model gives."""

    ok: bool
    measured: str


def check(text: str) -> Verdict:
    """Hold a claim to the model.

    Raises:
        ValueError: the claim cannot be read.
    """
    found = _CLAIM.fullmatch(text)
    if not found:
        raise ValueError("write it as in: free infected.max > 25 %, or free infected.doubling between 2 and 3 d")
    run, series, measure, relation, bound, low, high, unit = found.groups()
    trajectory = simulate(run)
    value = trajectory.peak(series)[1] if measure == "max" else trajectory.doubling(series) / DAY
    if relation:
        holds = value < float(bound) if relation == "<" else value > float(bound)
    else:
        holds = float(low) <= value <= float(high)
    return Verdict(holds, f"{value:.3g} {unit}")
