"""The works that this film cites."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A work: who, what, where and when, and its DOI."""

    citation: str
    doi: str


REFERENCES = {
    "Kermack 1927": Reference(
        "Kermack and McKendrick, A contribution to the mathematical theory of epidemics, Proc R Soc Lond A 1927",
        "10.1098/rspa.1927.0118",
    ),
}
