"""One rule of the standards, what was measured of it on the file itself, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A rule in words, the measured value, and whether it is met."""

    rule: str
    measured: str
    holds: bool
