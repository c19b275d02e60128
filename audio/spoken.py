"""Words as a voice speaks them, and when each is heard in the sound of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SpokenWord:
    """One word of the text that a voice was given, and when it is heard (s, from the start of the sound)."""

    text: str
    start: float
    end: float


def within(words: Sequence[SpokenWord], seconds: float, shift: float = 0.0) -> tuple[SpokenWord, ...]:
    """Return the words moved by `shift` seconds, in order, and inside a sound that lasts `seconds`.

    >>> within([SpokenWord("a", 0.1, 0.3), SpokenWord("b", 0.3, 0.9)], 0.5, -0.2)
    (SpokenWord(text='a', start=0.0, end=0.1), SpokenWord(text='b', start=0.1, end=0.5))
    """
    held, latest = [], 0.0
    for word in words:
        start = min(max(round(word.start + shift, 4), latest), seconds)
        latest = min(max(round(word.end + shift, 4), start), seconds)
        held.append(SpokenWord(word.text, start, latest))
    return tuple(held)
