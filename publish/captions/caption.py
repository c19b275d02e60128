"""One caption: when it is shown, its lines, and the words in them."""

from __future__ import annotations

from dataclasses import dataclass

from audio.timing.record import WordTime
from plan.segments import joined


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
    def reading_speed(self) -> float:
        """Characters a second, spaces counted."""
        return len(joined(self.words)) / (self.end - self.start)
