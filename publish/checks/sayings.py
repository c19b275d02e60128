"""Finds texts in what is spoken."""

from __future__ import annotations

import re
import unicodedata

from audio.timing.record import Timing
from plan.segments import words_of


def said(timing: Timing, text: str) -> list[tuple[float, float]]:
    """Return when the words of a text are spoken one after the other in a scene: from when to when (s), each time."""
    wanted = plain(text)
    spoken = [word for beat in timing.beats for word in beat.words]
    found = []
    for start, first in enumerate(spoken):
        heard: list[str] = []
        end = first.end
        for word in spoken[start:]:
            heard += plain(word.text)
            end = word.end
            if len(heard) >= len(wanted):
                break
        if wanted and len(heard) == len(wanted) and all(map(same, heard, wanted)):
            found.append((first.start, end))
    return found


def same(heard: str, shown: str) -> bool:
    """Return whether two words are the same, but for an ending such as that of a plural.

    >>> same("curves", "curve"), same("heart", "harm")
    (True, False)
    """
    short, long = sorted((heard, shown), key=len)
    return long.startswith(short) and len(long) - len(short) <= 1


def plain(text: str) -> list[str]:
    """Return the letters and figures of a text, word by word.

    >>> plain("Top-10, β-carotene")
    ['top10', 'βcarotene']
    """
    words = (re.sub(r"\W", "", word) for word in words_of(unicodedata.normalize("NFKC", text).casefold()))
    return [word for word in words if word]
