"""Word errors of what a recogniser wrote, counted by sound, so that its spelling is no error of the voice.

Both texts are treated alike, by these rules and no others:

1. They are respelled by the film's pronunciation.md, which reads an abbreviation as letters and a number as words.
2. Hyphens separate words, a unit's sign is the word that it stands for (UNIT_NAMES), and -litre and -metre are
   -liter and -meter, which espeak would say otherwise.
3. A letter that stands by itself, or a digit beside one, is said by itself: "AB6" and "A B six" are the same.
4. Words are compared by their phonemes, as espeak says them without stress, so homophones (brake, break) and
   figures are no errors. A word with an IPA of its own in pronunciation.md is said by that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audio.voice.ipa import bare
from audio.voice.phonemes import phonemes
from audio.voice.pronunciation import Pronunciation, respell
from plan.segments import segments, unmarked

UNIT_NAMES = {
    "pg": "picograms",
    "ng": "nanograms",
    "mg": "milligrams",
    "kg": "kilograms",
    "ml": "milliliters",
    "%": "percent",
}
_BRITISH = re.compile(r"(?<=lit|met)re(s?)$")
_LETTERS_AND_DIGITS = re.compile(r"(?<=[A-Z])(?=[A-Z0-9]+\b)|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")


def sounds(text: str, pronunciation: Pronunciation) -> list[str]:
    """Return a text as the phonemes of its words, by the rules above."""
    spoken = unmarked(respell(segments(text), pronunciation.spoken, pronunciation.ipa).spoken)
    words = _LETTERS_AND_DIGITS.sub(" ", re.sub(r"[-–—/]", " ", spoken)).split()
    plain = [word.strip(".,:;?!()\"“”'’") for word in words]
    named = [UNIT_NAMES.get(word.lower(), word) for word in plain if word]
    return [sound for word in named for sound in _said(_BRITISH.sub(r"er\1", word), pronunciation)]


def _said(word: str, pronunciation: Pronunciation) -> list[str]:
    said = " ".join(phonemes(word.upper() if len(word) == 1 else word, "en-us", pronunciation.ipa)).split()
    return [bare(sound) for sound in said if bare(sound)]


def word_errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words must be put in, left out or replaced to make one text of the other.

    >>> word_errors("a b c".split(), "a x c d".split())
    2
    """
    row = list(range(len(heard) + 1))
    for number, word in enumerate(wanted, 1):
        before, row = row, [number]
        for place, other in enumerate(heard, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (word != other)))
    return row[-1]
