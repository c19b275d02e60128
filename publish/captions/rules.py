"""What a caption may be, in each format and script: numbers after the standards that broadcasters publish."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plan.typefaces import script_of
from publish.captions.measure import columns


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
        wide: characters are as wide as Chinese ones, and a Latin letter is half of one.
    """

    line_characters: int = 42
    lines: int = 2
    reading_speed: float = 17.0
    shortest: float = 5 / 6
    longest: float = 7.0
    early: float = 3 / 60
    late: float = 12 / 60
    gap: float = 2 / 60
    wide: bool = False

    def count(self, text: str) -> float:
        """Return how many characters of a line, or of those that are read in a second, a text has.

        >>> Rules().count("AB-6 rises"), Rules(wide=True).count("AB-6上升")
        (10, 4.0)
        """
        return columns(text) / 2 if self.wide else columns(text)


RULES = {"landscape": Rules(), "square": Rules(line_characters=32), "portrait": Rules(line_characters=28)}
"""The rules of each format, in Latin letters and those that are as wide."""
_WIDE_LINE = {"landscape": 16, "square": 14, "portrait": 13}
_THAI_LINE = {"landscape": 35, "square": 27, "portrait": 23}
_WIDE_SPEED = {"Hans": 9.0, "Hant": 9.0, "Jpan": 7.0, "Kore": 12.0}
_MARKED = ("Arab", "Hebr", "Deva", "Beng", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu")
"""Scripts that write vowels as marks or not at all, so that more characters are read in a second."""
_MARKED_SPEED = 20.0


def rules_of(form: str, locale: str) -> Rules:
    """Return the rules of a format for a language.

    >>> rules_of("landscape", "zh").line_characters, rules_of("portrait", "ar").reading_speed
    (16, 20.0)
    """
    script, rules = script_of(locale), RULES[form]
    if script in _WIDE_SPEED:
        return replace(rules, line_characters=_WIDE_LINE[form], reading_speed=_WIDE_SPEED[script], wide=True)
    if script == "Thai":
        return replace(rules, line_characters=_THAI_LINE[form])
    return replace(rules, reading_speed=_MARKED_SPEED) if script in _MARKED else rules
