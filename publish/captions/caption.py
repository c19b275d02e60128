"""One caption: when it is shown, its lines, and the words in them."""

from __future__ import annotations

from dataclasses import dataclass

from audio.timing.record import WordTime
from plan.segments import count_words

Run = tuple[WordTime, ...]
"""Neighbouring words."""


@dataclass(frozen=True)
class Caption:
    """One displayed text: from when to when (seconds of the film), its lines, and the words that they hold."""

    start: float
    end: float
    lines: tuple[str, ...]
    words: tuple[WordTime, ...]

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(self.lines)

    @property
    def rows(self) -> tuple[Run, ...]:
        """The words of each line."""
        rows, start = [], 0
        for line in self.lines:
            count = count_words(line, self.words[start:])
            rows.append(self.words[start : start + count])
            start += count
        return tuple(rows)
