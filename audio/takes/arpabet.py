"""Pronunciations for pocketsphinx: the phonemes of espeak written as ARPABET, the alphabet of its dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping

from audio.voice.ipa import NO_IPA
from audio.voice.phonemes import phonemes

# espeak's American English; the longest match wins, and symbols that are not listed (stress, length) have no sound.
ARPABET = {
    "tʃ": "CH", "dʒ": "JH", "aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "ɔɪ": "OY", "ɜː": "ER",
    "ɑː": "AA", "ɔː": "AO", "iː": "IY", "uː": "UW", "ɑːɹ": "AA R", "ɔːɹ": "AO R", "ʊɹ": "UH R",
    "əl": "AH L", "æ": "AE", "a": "AA", "ɑ": "AA", "ɐ": "AH", "ʌ": "AH", "ə": "AH", "ɚ": "ER", "ɜ": "ER",
    "ɛ": "EH", "e": "EY", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "o": "OW", "ɔ": "AO", "ʊ": "UH", "u": "UW",
    "b": "B", "d": "D", "ð": "DH", "f": "F", "ɡ": "G", "h": "HH", "j": "Y", "k": "K", "l": "L", "m": "M",
    "n": "N", "ŋ": "NG", "p": "P", "ɹ": "R", "r": "R", "s": "S", "ʃ": "SH", "t": "T", "ɾ": "D", "ʔ": "T",
    "θ": "TH", "v": "V", "w": "W", "x": "K", "z": "Z", "ʒ": "ZH",
}  # fmt: skip
_SYMBOL = re.compile("|".join(sorted(ARPABET, key=len, reverse=True)))


def arpabet(word: str, ipa: Mapping[str, str] = NO_IPA) -> str:
    """Return how an English word, number or mark is said, in ARPABET; "" if it has no sound.

    Args:
        word: the word as a voice reads it.
        ipa: the IPA of words that espeak gets wrong, by the word in lower case.

    >>> arpabet("quinoa", {"quinoa": "kˈiːnwɑː"}), arpabet("1,000"), arpabet("—")
    ('K IY N W AA', 'W AH N TH AW Z AH N D', '')
    """
    sound = " ".join(phonemes(word, ipa=ipa)).replace("ˈ", "").replace("ˌ", "")
    return " ".join(ARPABET[symbol] for symbol in _SYMBOL.findall(sound))
