"""Readings by espeak, for the languages that Kokoro learnt from espeak's phonemes.

Kokoro writes some pairs of phonemes as one symbol, as its own package misaki does (misaki/espeak.py, Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audio.voice.ipa import NO_IPA
from audio.voice.kokoro.readings import Reading, known
from audio.voice.phonemes import phonemes
from audio.voice.symbol_ranges import symbol_ranges

PAIRS = {
    "aɪ": "I", "aʊ": "W", "dz": "ʣ", "dʒ": "ʤ", "eɪ": "A", "oʊ": "O", "əʊ": "Q", "ss": "S", "ts": "ʦ", "tʃ": "ʧ",
    "ɔɪ": "Y",
}  # fmt: skip
ENGLISH = PAIRS | {"ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɚ": "əɹ", "əl": "ᵊl", "ɐ": "ə", "r": "ɹ", "ʲ": "", "ː": ""}
"""The same for English words inside another language."""


def read(text: str, words: Sequence[str], language: str, ipa: Mapping[str, str] = NO_IPA) -> Reading:
    """Return how the words of a sentence are said in a language, as espeak names it."""
    symbols = _symbols(text, language, ipa)
    return Reading(symbols, symbol_ranges([_symbols(word, language, ipa) for word in words], symbols))


def english(text: str) -> str:
    """Return the symbols of an English word; an abbreviation is spelt.

    >>> english("NF"), english("wind")
    ('ˈɛnˈɛf', 'wˈɪnd')
    """
    spelt = " ".join(text) if text.isupper() else text
    return _written("".join(phonemes(spelt, "en-us")), ENGLISH).replace(" ", "")


def _symbols(text: str, language: str, ipa: Mapping[str, str]) -> str:
    text = text.replace("।", ".")  # the full stop of Hindi, of which espeak leaves nothing
    return known(_written(" ".join(phonemes(text, language, ipa)), PAIRS))


def _written(sound: str, pairs: Mapping[str, str]) -> str:
    for pair, symbol in pairs.items():
        sound = sound.replace(pair, symbol)
    return sound
