"""Phonemes of espeak in IPA, as the embedded voice speaks them, with a film's own pronunciations in place.

python -m audio.voice.phonemes quinoa      prints the phonemes of a word by espeak: kwɪnˈoʊə
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from threading import Lock

import audio.voice.onnx_model  # noqa: F401  keeps onnxruntime, which comes with Piper, from reporting its use
from audio.voice.ipa import NO_IPA, PUNCTUATION
from plan.segments import unmarked

from piper.phonemize_espeak import EspeakPhonemizer  # isort: skip

_BETWEEN = re.escape("".join(sorted(PUNCTUATION)) + " ")
_ESPEAK = Lock()


def phonemes(text: str, language: str = "en-us", ipa: Mapping[str, str] = NO_IPA) -> list[str]:
    """Return the phonemes of each sentence of `text`.

    Args:
        text: any words.
        language: a language as espeak names it.
        ipa: the IPA of words that espeak gets wrong, by the word in lower case. An entry also applies to the
            possessive, but not inside longer words.

    Raises:
        ValueError: espeak does not know the language.

    >>> phonemes("Of the quinoa. And more.", ipa={"quinoa": "kˈiːnwɑː"})
    ['ʌvðə kˈiːnwɑː.', 'ænd mˈɔːɹ.']
    """
    text = unmarked(text)
    sentences = _by_espeak(text, language)
    lower = text.lower()
    for word, sound in ipa.items():
        if word in lower and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            sentences = [_corrected(sentence, " ".join(_by_espeak(word, language)), sound) for sentence in sentences]
    return sentences


def _corrected(sentence: str, wrong: str, right: str) -> str:
    """Put one sound of a word in the place of another, wherever it is a whole word or a possessive.

    A glide (ʲ) to the next word stays.
    """
    whole = rf"(?<![^{_BETWEEN}]){re.escape(wrong)}(?=ʲ?[sz]?(?:[{_BETWEEN}]|$))"
    return re.sub(whole, lambda _: right, sentence)


def _by_espeak(text: str, language: str) -> list[str]:
    try:
        with _ESPEAK:  # espeak has one state for all threads
            return ["".join(sentence) for sentence in _espeak().phonemize(language, text)]
    except RuntimeError as error:
        raise ValueError(f"espeak does not know the language {language!r}") from error


@cache
def _espeak() -> EspeakPhonemizer:
    return EspeakPhonemizer()


if __name__ == "__main__":
    print(" ".join(phonemes(" ".join(sys.argv[1:]))))
