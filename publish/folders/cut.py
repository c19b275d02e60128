"""Text cut to a limit: at a word, never in the middle of a character."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

ELLIPSIS = "…"
_JOINERS = "\u200c\u200d\ufe0e\ufe0f\u20e3\u0e33\u0eb3"
_FOLLOWERS = (("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"), ("\u1160", "\u11ff"))
"""Skin tones, the tags of flags such as Scotland's, and the vowels and finals of Korean syllables written in parts."""
_VIRAMA = 9
"""Unicode's combining class of signs that bind two consonants."""


def cut(text: str, limit: int, measure: Callable[[str], int] = len) -> str:
    """Return `text`, or as many of its first words, and an ellipsis, as measure at most `limit`.

    A script without spaces is cut between characters as people see them.

    >>> cut("When the tide comes in", 14)
    'When the tide…'
    >>> cut("Fièvre", 12)
    'Fièvre'
    """
    if measure(text) <= limit:
        return text
    if limit < measure(ELLIPSIS):
        return ""
    end = len(text)
    while end and measure(text[:end].rstrip() + ELLIPSIS) > limit:
        end -= 1
    word = end if end == len(text) or text[end].isspace() else max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    if word <= end // 2:
        word = end
        while word and inside_character(text, word):
            word -= 1
    return text[:word].rstrip(" \n,;:–—-") + ELLIPSIS


def inside_character(text: str, position: int) -> bool:
    """Return whether a cut before `text[position]` would split one visible character, such as a flag or a syllable."""
    if not 0 < position < len(text):
        return False
    after, before = text[position], text[position - 1]
    if unicodedata.category(after).startswith("M") or after in _JOINERS or before == "\u200d":
        return True
    if any(first <= after <= last for first, last in _FOLLOWERS) or (before, after) == ("\r", "\n"):
        return True
    if unicodedata.combining(before) == _VIRAMA and unicodedata.category(after) == "Lo":
        return True
    flags = 0
    while flags < position and "\U0001f1e6" <= text[position - 1 - flags] <= "\U0001f1ff":
        flags += 1
    return flags % 2 == 1 and "\U0001f1e6" <= after <= "\U0001f1ff"
