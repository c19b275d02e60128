"""Phonemes of espeak (IPA), as Piper speaks them: which of them belong to which word.

espeak runs words together (`of the` → ʌvðə), takes one token apart (`1,000` → wˈʌn θˈaʊzənd) and says a word
otherwise in a sentence than alone. So the phonemes of a sentence are shared out by likeness to those of each
word spoken alone, and where the two are not alike there is no answer rather than a wrong one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from threading import Lock

# Piper comes with onnxruntime, which from 1.29 on tells its maker over the network that and how it runs, and
# leaves an identifier on the disk. An embedded voice does neither; this must be set before Piper is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from piper.phonemize_espeak import EspeakPhonemizer

PUNCTUATION = frozenset(",.:;?!()\"'-—…¿¡")
STRESS = str.maketrans("", "", "ˈˌːʲ")
MOST_JOINED = 3  # words that espeak runs into one
MOST_SPLIT = 12  # pieces that it makes of one token, such as a long number
ALIKE = 0.75  # of all phonemes must match; the film's sentences reach 0.92 or more

# English words that espeak gets wrong. Corrected here and not in the spelling, so that gTTS, which knows
# them, still reads the word itself.
CORRECTIONS = {
    "alveoli": "ælvˈiːəlˌaɪ",
    "alveolus": "ælvˈiːələs",
    "covid": "kˈoʊvɪd",
    "tocilizumab": "tˌoʊsɪlˈɪzjuːmˌæb",
}

_ESPEAK = Lock()
Span = tuple[int, int]  # half-open range of indices


@cache
def _espeak() -> EspeakPhonemizer:
    return EspeakPhonemizer()


def phonemes(text: str, language: str = "en-us") -> list[str]:
    """The phonemes of each sentence of `text`, corrected. Raises ValueError if espeak lacks the language.

    >>> phonemes("Of the alveoli. And more.")
    ['ʌvðɪʲ ælvˈiːəlˌaɪ.', 'ænd mˈɔːɹ.']
    """
    sentences = _uncorrected(text, language)
    for word, right in CORRECTIONS.items():
        if language.startswith("en") and word in text.lower():
            wrong = _uncorrected(word, language)[0]
            sentences = [sentence.replace(wrong, right) for sentence in sentences]
    return sentences


def _uncorrected(text: str, language: str) -> list[str]:
    try:
        with _ESPEAK:  # it has one state for all threads
            return ["".join(sentence) for sentence in _espeak().phonemize(language, text)]
    except RuntimeError as error:
        raise ValueError(f"espeak does not know the language {language!r}") from error


def spans(alone: Sequence[str], stream: str) -> list[Span] | None:
    """Where in `stream`, the phonemes of a sentence, each word lies, given those of each word spoken `alone`.

    None where that is not clear. A token without phonemes, such as a dash, gets an empty span.

    >>> [("ʌvðə sˈɛlz.")[start:end] for start, end in spans(["ˈʌv", "ðə", "", "sˈɛlz."], "ʌvðə sˈɛlz.")]
    ['ʌv', 'ðə', '', 'sˈɛlz']
    """
    words = [bare(sound) for sound in alone]
    found = _share(_groups(stream), [word for word in words if word], stream)
    if found is None:
        return None
    filled: list[Span] = []
    rest = iter(found)
    for word in words:
        here = filled[-1][1] if filled else 0
        filled.append(next(rest) if word else (here, here))
    return filled


def bare(sound: str) -> str:
    """The phonemes without stress, length, punctuation and spaces."""
    return "".join(symbol for symbol in sound.translate(STRESS) if symbol not in PUNCTUATION | {" "})


def _groups(stream: str) -> list[Span]:
    """The runs between spaces and punctuation."""
    groups, start = [], None
    for index, symbol in enumerate(stream + " "):
        if symbol == " " or symbol in PUNCTUATION:
            if start is not None:
                groups.append((start, index))
            start = None
        elif start is None:
            start = index
    return groups


def _share(groups: Sequence[Span], words: Sequence[str], stream: str) -> list[Span] | None:
    """The cheapest way to give all groups, in order, to all words, in order; None if it is not cheap."""
    joined = [(1, count) for count in range(1, MOST_JOINED + 1)]
    steps = joined + [(count, 1) for count in range(2, MOST_SPLIT + 1)]
    best: dict[tuple[int, int], tuple[float, list[Span]]] = {(0, 0): (0.0, [])}
    for g in range(1, len(groups) + 1):
        for w in range(1, len(words) + 1):
            ways = []
            for dg, dw in steps:
                before = best.get((g - dg, w - dw))
                if before:
                    cost, pieces = _split((groups[g - dg][0], groups[g - 1][1]), words[w - dw : w], stream)
                    ways.append((before[0] + cost, before[1] + pieces))
            if ways:
                best[g, w] = min(ways, key=lambda way: way[0])
    cost, found = best.get((len(groups), len(words)), (float("inf"), []))
    return found if cost <= (1 - ALIKE) * sum(map(len, words)) else None


def _split(span: Span, words: Sequence[str], stream: str) -> tuple[float, list[Span]]:
    """Cut `span` of `stream` into one piece a word where they are most alike: (unlike phonemes, pieces)."""
    if len(words) == 1:
        return _unlike(bare(stream[span[0] : span[1]]), words[0]), [span]
    ways = []
    for cut in range(span[0] + 1, span[1]):
        if stream[cut] in "ːʲ":  # these belong to the symbol before
            continue
        first = _unlike(bare(stream[span[0] : cut]), words[0])
        rest, pieces = _split((cut, span[1]), words[1:], stream)
        ways.append((first + rest, [(span[0], cut), *pieces]))
    return min(ways, key=lambda way: way[0], default=(float("inf"), []))


@cache
def _unlike(one: str, other: str) -> float:
    """How many phonemes of two words do not match."""
    return (1 - SequenceMatcher(None, one, other, autojunk=False).ratio()) * max(len(one), len(other))
