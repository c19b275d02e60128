"""IPA as espeak writes it, in the letters of misaki, which Kokoro and the voices that learned from it speak.

misaki writes one letter for each diphthong and affricate, and no length. The table is that of misaki 0.9.4 for
American English (misaki/espeak.py, `E2M`).
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = {
    "aɪ": "I", "aʊ": "W", "eɪ": "A", "oʊ": "O", "ɔɪ": "Y", "dʒ": "ʤ", "tʃ": "ʧ", "ɜː": "ɜ",
    "e": "A", "o": "ɔ", "ɐ": "ə", "ɚ": "əɹ", "r": "ɹ", "x": "k", "ç": "k", "ɬ": "l", "ɾ": "T", "ʔ": "t",
    "ː": "", "ʲ": "", "\u0303": "", "\u0329": "",
}  # fmt: skip
"""Symbols of espeak → letters of misaki; the longest match wins, and symbols that are not listed are the same."""
_SYMBOL = re.compile("|".join(sorted(LETTERS, key=len, reverse=True)))


def misaki(ipa: str) -> str:
    """Return IPA of American English in misaki's letters.

    >>> misaki("kˈoʊvɪd"), misaki("tʃˈɜːtʃ"), misaki("nˈeɪtʃɚ")
    ('kˈOvɪd', 'ʧˈɜʧ', 'nˈAʧəɹ')
    """
    return _SYMBOL.sub(lambda symbol: LETTERS[symbol[0]], unicodedata.normalize("NFD", ipa))
