"""What a reading is: the symbols that the model speaks for a sentence, and which of them belong to which word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audio.voice.kokoro.files import symbol_numbers
from audio.voice.symbol_ranges import SymbolRange


@dataclass(frozen=True)
class Reading:
    """A sentence as the model's symbols.

    Attributes:
        symbols: what is spoken, such as "las θˈelulas".
        ranges: where in `symbols` each word is; an empty range for a word without sound, None if that is not clear.
    """

    symbols: str
    ranges: Sequence[SymbolRange] | None


Reader = Callable[[str, Sequence[str]], Reading]
"""Reads a sentence, given its text and its words with the punctuation around them."""


def known(symbols: str) -> str:
    """Return symbols without those that the model does not know, and without a space after another.

    >>> known("le- sɛlˈylz")
    'le sɛlˈylz'
    """
    found = "".join(symbol for symbol in symbols if symbol in symbol_numbers())
    return " ".join(found.split())


def joined(sounds: Sequence[tuple[str, bool]]) -> Reading:
    """Return the reading of a sentence from the symbols of each of its words.

    Args:
        sounds: of each word the symbols, and whether a space comes before them. Punctuation is not part of the range
            of its word.

    >>> joined([("las", True), ("θˈelulas,", True)])
    Reading(symbols='las θˈelulas,', ranges=[(0, 3), (4, 12)])
    """
    symbols, ranges = "", []
    for sound, separate in sounds:
        sound = known(sound)
        if sound and symbols and separate:
            symbols += " "
        core = sound.strip(MARKS)
        start = len(symbols) + (sound.find(core) if core else 0)
        ranges.append((start, start + len(core)))
        symbols += sound
    return Reading(symbols, ranges)


MARKS = ';:,.!?—…"()“” '
"""Symbols of the model that are not sounds."""
