"""What a caption may be, in each format: numbers after the standards that broadcasters publish."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """Limits of a caption.

    Attributes:
        line_characters: characters of a line at most.
        lines: lines at most.
        reading_speed: characters a second at most, spaces counted.
        shortest, longest: how long a caption stays (s).
        early, late: how long before its first word a caption may come, and how long after its last word it may go (s).
        gap: captions follow each other at once, or after at least this (s); a shorter gap flickers.
    """

    line_characters: int = 42
    lines: int = 2
    reading_speed: float = 17.0
    shortest: float = 5 / 6
    longest: float = 7.0
    early: float = 3 / 60
    late: float = 12 / 60
    gap: float = 2 / 60


RULES = {"landscape": Rules(), "square": Rules(line_characters=32), "portrait": Rules(line_characters=28)}
"""The rules of each format."""
