"""What the colours of this film mean: one colour for each share of the population."""

from __future__ import annotations

from plan.film import film

SUSCEPTIBLE = "#8fa3d9"  # has not had it
INFECTED = film().accent  # has it, and passes it on
RECOVERED = "#2fd6c3"  # has had it

MEANINGS = {SUSCEPTIBLE: "SUSCEPTIBLE", INFECTED: "INFECTED", RECOVERED: "RECOVERED"}
