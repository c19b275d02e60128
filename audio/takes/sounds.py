"""The sounds of words in four classes that can be told apart in any language, by how loud and how bright they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from audio.voice.ipa import NO_IPA
from audio.voice.phonemes import phonemes
from plan.locale import Locale

VOWEL, SONORANT, FRICATIVE, STOP = range(4)
"""The classes; a sonorant is such as m, l and r, a fricative such as s and f, a stop such as p and t."""
_MEMBERS = ("aeiouyɑɐɒæɔəɘɚɛɜɞɨɪʊʌɤɯøœɶʉɵᵻ", "mnɲŋɳɴlɫɭʎrɾɹɻɽʀjwɥɰʋ", "szfvʃʒθðxɣhçʝχʁɸβɕʑʂʐħʕɦ", "pbtdkɡgqʔcɟʈɖ")
_CLASS = {symbol: number for number, members in enumerate(_MEMBERS) for symbol in members}
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SYLLABLE = (FRICATIVE, VOWEL, SONORANT)
"""What is taken for the reading of a Chinese character."""


def sounds(words: Sequence[str], language: str, ipa: Mapping[str, str] = NO_IPA) -> list[list[int]] | None:
    """Return the classes of the sounds of each word, none for a dash; None for a language whose readings are not known.

    Args:
        words: with the punctuation around them.
        language: a locale, such as pt-BR.
        ipa: the IPA of words that espeak gets wrong.
    """
    base = Locale(language).language
    if base in ("zh", "yue", "cmn"):
        return [[*_chinese(word)] for word in words]
    for name in (language.lower(), base) if base != "ja" else ():  # espeak does not read most of Japanese
        try:
            return [classes(" ".join(phonemes(word, name, ipa))) for word in words]
        except ValueError:
            continue
    return None


def classes(sound: str) -> list[int]:
    """Return the class of each phoneme of espeak; a long one counts twice.

    >>> classes("stˈɔːm") == [FRICATIVE, STOP, VOWEL, VOWEL, SONORANT]
    True
    """
    found: list[int] = []
    for symbol in sound:
        if symbol == "ː":
            found += found[-1:]
        elif symbol in _CLASS:
            found.append(_CLASS[symbol])
    return found


def _chinese(word: str) -> Iterator[int]:
    for part in re.findall(rf"{_CHINESE.pattern}|\d|[A-Za-z]+", word):
        yield from classes("".join(phonemes(part))) if part.isascii() and part.isalpha() else _SYLLABLE
