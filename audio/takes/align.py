"""Word times by pocketsphinx, which aligns English words with their sound by its bundled acoustic model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder, get_model_path
from scipy.signal import resample_poly

from audio.samples import RATE
from audio.spoken import SpokenWord, within
from audio.takes.arpabet import arpabet
from audio.voice.ipa import NO_IPA

MODEL_RATE = 16_000
"""Samples a second that the acoustic model wants."""
FRAME_SECONDS = 0.01
"""One frame of the model."""
PADDING_SECONDS = 0.1
"""Silence around the sound; the model expects some."""


def align(samples: np.ndarray, tokens: Sequence[str], ipa: Mapping[str, str] = NO_IPA) -> tuple[SpokenWord, ...] | None:
    """Return English `tokens` with their times in `samples`, or None if they cannot be found there.

    Args:
        samples: (n,) float at RATE.
        tokens: words, numbers and marks, with the punctuation around them.
        ipa: the IPA of words that neither the model's dictionary nor espeak knows, by the word in lower case.
    """
    decoder = _decoder()
    names = [_name(decoder, token, ipa) for token in tokens]
    if not any(names):
        return None
    decoder.set_align_text(" ".join(filter(None, names)))
    decoder.start_utt()
    decoder.process_raw(for_the_model(samples), full_utt=True)
    decoder.end_utt()
    found = [part for part in decoder.seg() or () if not part.word.startswith("<")]
    if len(found) != sum(map(bool, names)):
        return None
    words, remaining, latest = [], iter(found), 0.0
    for token, name in zip(tokens, names, strict=True):
        start = end = latest  # a dash by itself is not heard
        if name:
            part = next(remaining)
            start = part.start_frame * FRAME_SECONDS - PADDING_SECONDS
            end = (part.end_frame + 1) * FRAME_SECONDS - PADDING_SECONDS
        words.append(SpokenWord(token, start, end))
        latest = end
    return within(words, len(samples) / RATE)


@cache
def _decoder() -> Decoder:
    """Return one decoder for all takes, without its `bestpath` search, which misplaces short last words."""
    model = Path(get_model_path()) / "en-us"
    return Decoder(
        hmm=str(model / "en-us"),
        dict=str(model / "cmudict-en-us.dict"),
        lm=None,
        bestpath=False,
        loglevel="FATAL",
    )


def _name(decoder: Decoder, token: str, ipa: Mapping[str, str]) -> str:
    """Return the dictionary's name of `token`, which is added to it if necessary; "" if the token has no sound."""
    word = token.lower().replace("’", "'").strip(".,:;?!()\"'-—–…“”")
    if word and word not in ipa and decoder.lookup_word(word):
        return word
    pronunciation = arpabet(token, ipa)
    name = pronunciation.replace(" ", "_")
    if name and not decoder.lookup_word(name):
        decoder.add_word(name, pronunciation, True)
    return name


def for_the_model(samples: np.ndarray) -> bytes:
    """Return the sound as the model wants it: 16 bit at MODEL_RATE, between silences."""
    silence = np.zeros(round(PADDING_SECONDS * RATE), samples.dtype)
    slow = resample_poly(np.concatenate([silence, samples, silence]), 1, RATE // MODEL_RATE)
    return (np.clip(slow, -1, 1) * 32767).astype("<i2").tobytes()
