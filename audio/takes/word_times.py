"""Word times for voices that do not report them.

`align` finds English words in the sound; `estimate`, for other languages and for sounds in which they are not found,
gives each word a share of the speech by weight. Their errors against Piper's own phoneme times, in milliseconds, on the
162 spoken words of a film (`python -m audio.takes.word_time_error` measures them again):

                    median  p90  max
    aligned starts      16   38   86
    aligned ends        14   35   86
    estimated starts    35   95  164
    estimated ends      35   96  164
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio.spoken import SpokenWord
from audio.takes.align import align
from audio.takes.estimate import estimate, word_weights
from audio.voice.ipa import NO_IPA
from plan.locale import Locale
from plan.segments import spoken_words


def find_words(
    samples: np.ndarray, spoken: str, language: str, ipa: Mapping[str, str] = NO_IPA
) -> tuple[tuple[SpokenWord, ...], str]:
    """Return the words of `spoken` with their times in `samples`, and how they were found: "aligned" or "estimated".

    Args:
        samples: the trimmed sound, (n,) float at RATE.
        spoken: the text that was read.
        language: its language, such as en or pt-BR.
        ipa: the IPA of words that espeak gets wrong.
    """
    tokens = spoken_words(spoken)
    words = align(samples, tokens, ipa) if Locale(language).language == "en" else None
    if words is not None:
        return words, "aligned"
    return estimate(samples, tokens, word_weights(tokens, language, ipa)), "estimated"
