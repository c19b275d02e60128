"""Word times for voices that do not report them.

`align` finds English words in the sound by an acoustic model, and `listen` those of other languages by their phonemes.
Where a language's phonemes are not known, or a sound does not fit its text, `estimate` gives each word a share of the
speech by weight. `python -m audio.takes.word_time_error` measures the errors of all of them; docs/voices.md has them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio.spoken import SpokenWord
from audio.takes.align import align
from audio.takes.estimate import estimate, word_weights
from audio.takes.listen import listen
from audio.takes.sounds import sounds
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
    if Locale(language).language == "en":
        words = align(samples, tokens, ipa)
    else:
        known = sounds(tokens, language, ipa)
        words = listen(samples, tokens, known) if known else None
    if words is not None:
        return words, "aligned"
    return estimate(samples, tokens, word_weights(tokens, language, ipa)), "estimated"
