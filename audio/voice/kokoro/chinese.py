"""Readings of Chinese: characters to Pinyin, and Pinyin to the symbols from which Kokoro learnt Mandarin.

Kokoro writes them as its own package misaki does (misaki/zh.py, Apache-2.0): affricates as one symbol, and the tone of
each syllable as an arrow after its vowel. How tones change beside others is left to the model, which learnt it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import cn2an
from pinyin_to_ipa import pinyin_to_ipa
from pypinyin import Style, lazy_pinyin

from audio.voice.kokoro import espeak
from audio.voice.kokoro.readings import Reading, joined

SYMBOLS = {
    "ʈʂ": "ꭧ", "tɕ": "ʨ", "ts": "ʦ", "ɻ̩": "ɨ", "ɹ̩": "ɨ",
    "˧˩˧": "↓", "˧˥": "↗", "˥˩": "↘", "˥": "→",
}  # fmt: skip
"""IPA → the model's symbol."""
PUNCTUATION = str.maketrans(dict(zip("、，。．！：；？（）《》「」【】", ",,..!:;?()“”“”“”", strict=True)))
_CHARACTERS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_GROUPS = re.compile(rf"{_CHARACTERS.pattern}+|[A-Za-z]+|.")
_NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?[%％]?")
_YEAR = re.compile(r"[12]\d{3}")


def read(text: str, words: Sequence[str]) -> Reading:
    """Return how the words of a sentence are said, with a space between two words, as Kokoro learnt them.

    A character that is said in different ways is read as the words around it ask.
    """
    spelt = [_spelt(word, after) for word, after in pairwise([*words, ""])]
    syllables = iter(_syllables("".join(_CHARACTERS.findall("".join(spelt)))))
    return joined([("".join(_sound(group, syllables) for group in _GROUPS.findall(word)), True) for word in spelt])


def _spelt(word: str, after: str) -> str:
    """Return a word with its numbers in characters; a year is read digit by digit."""
    if _YEAR.fullmatch(word) and after.startswith("年"):
        return cn2an.an2cn(word, "direct")
    word = re.sub(r"(?<=\d)[-–—~～](?=\d)", "到", word)
    return _NUMBER.sub(lambda number: _number(number[0]), word)


def _number(digits: str) -> str:
    share = digits.endswith(("%", "％"))
    said = cn2an.an2cn(re.sub(r"[,，%％]", "", digits), "low")
    return f"百分之{said}" if share else said


def _syllables(characters: str) -> list[str]:
    """Return the Pinyin of each character, with a number for its tone; "" if none is known."""
    unknown: Any = _no_syllables  # its type allows a text alone, but a list is one syllable for each character
    return lazy_pinyin(characters, style=Style.TONE3, neutral_tone_with_five=True, errors=unknown)


def _no_syllables(unknown: str) -> list[str]:
    return [""] * len(unknown)


def _sound(group: str, syllables: Iterator[str]) -> str:
    """Return the symbols of characters, of a foreign word or of a mark; the syllables are those of all characters."""
    if _CHARACTERS.match(group):
        return "".join(_syllable(next(syllables)) for _ in group)
    return espeak.english(group) if group.isalpha() else group.translate(PUNCTUATION)


@cache
def _syllable(pinyin: str) -> str:
    """Return the symbols of one syllable.

    >>> _syllable("zhong1"), _syllable("shi4")
    ('ꭧʊ→ŋ', 'ʂɨ↘')
    """
    sound = "".join(pinyin_to_ipa(pinyin)[0]) if pinyin else ""
    for ipa, symbol in SYMBOLS.items():
        sound = sound.replace(ipa, symbol)
    return sound
