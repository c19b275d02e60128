"""How long sentences take to speak, estimated from their phonemes, and which of them to cut if a film is too long.

The estimate needs no voice. It is within .22 s of the embedded voice on average in English, .1 s in
Spanish.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from audio.takes.speed import MOST_PACED
from audio.timing.assemble import silence_seconds
from audio.voice.ipa import bare
from audio.voice.phonemes import phonemes
from audio.voice.pronunciation import Pronunciation, read_pronunciation, respell
from plan.film import Film
from plan.locale import Locale
from plan.segments import segments, unmarked

PACES = {"en": (0.062, 0.35), "es": (0.068, 0.116), "hi": (0.091, 0.13), "zh": (0.054, 0.149)}
"""Seconds a phoneme, and for each comma, stop or dash: fitted to the sentences of this film, as the embedded voice of
the language speaks them."""
OTHER_PACE = (0.066, 0.2)
"""The same in any other language."""
LETTER_SECONDS = 0.068
"""Seconds a letter, in a language of which espeak has no phonemes."""
PAUSED_AT = frozenset(",;:.!?…—–،؛؟।，。；：？！、")
_ESPEAK = {"zh": "cmn", "no": "nb"}
"""Language → its name in espeak, where that is another."""


@dataclass(frozen=True)
class Spoken:
    """A sentence of a translation: how long it and its source are spoken (s), and how many words it has."""

    seconds: float
    source_seconds: float
    words: int


def spoken_seconds(sentence: str, locale: str, film: Film) -> float:
    """Return about how long a displayed sentence is spoken, to a tenth of a second.

    Raises:
        InputError: the language's pronunciations are damaged.
    """
    path = film.words(locale) / "pronunciation.md"
    changed = path.stat().st_mtime_ns if path.exists() else 0
    known = _pronunciation(film, locale, changed)
    spoken = respell(segments(sentence), known.spoken).spoken
    return round(_sound_seconds(unmarked(spoken), Locale(locale).language), 1)


@lru_cache
def _pronunciation(film: Film, locale: str, _changed: int) -> Pronunciation:
    return read_pronunciation(film.words(locale) / "pronunciation.md")


def _sound_seconds(spoken: str, language: str) -> float:
    phoneme_seconds, pause_seconds = PACES.get(language, OTHER_PACE)
    pauses = pause_seconds * sum(character in PAUSED_AT for character in spoken)
    try:
        count = sum(len(bare(each)) for each in phonemes(spoken, _ESPEAK.get(language, language)))
    except ValueError:
        return pauses + LETTER_SECONDS * sum(map(str.isalnum, spoken))
    return pauses + phoneme_seconds * count


def cuts(sentences: Sequence[Spoken], scenes: int, longest: float) -> Iterator[tuple[int, float, int]]:
    """Yield which sentences to cut so that a film fits its longest time, once it is paced as far as it may be.

    Those come first that take longest compared with their source.

    Yields:
        The number of the sentence from 0, by how many seconds it is too long, and by about how many words.
    """
    room = (longest - silence_seconds(scenes, len(sentences))) * MOST_PACED
    over = sum(each.seconds for each in sentences) - room
    if not sentences or over <= 0:
        return
    share = room / max(sum(each.source_seconds for each in sentences), 0.1)
    excess = [(each.seconds - share * each.source_seconds, number) for number, each in enumerate(sentences)]
    for more, number in sorted(excess, reverse=True):
        cut, sentence = min(max(more, 0.0), over), sentences[number]
        if cut <= 0:
            return
        yield number, cut, max(1, math.ceil(cut * sentence.words / sentence.seconds))
        over -= cut


def missing_seconds(sentences: Sequence[Spoken], scenes: int, shortest: float) -> float:
    """Return how much longer (s) the sentences must be, even when they are paced as slowly as they may be."""
    silence = silence_seconds(scenes, len(sentences))
    return max(0.0, shortest - silence - sum(each.seconds for each in sentences) * MOST_PACED)
