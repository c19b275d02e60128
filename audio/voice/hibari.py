"""Hibari: the embedded English voice, which needs no network and reports when it says each word.

Its model predicts spectra and, from a seed, the noise in them, so with a fixed seed the same sentence gives the same
sound every time on the same kind of processor. Inside, it predicts how long each phoneme lasts; that value is made an
output of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from audio.samples import resample
from audio.spoken import SpokenWord
from audio.voice.engine import Role, Speech, Voice
from audio.voice.level import SPEECH_LUFS, evened
from audio.voice.misaki import misaki
from audio.voice.onnx_model import with_output
from audio.voice.pauses import heard_times
from audio.voice.symbol_ranges import SymbolRange, symbol_ranges
from plan.segments import spoken_words, unmarked

if TYPE_CHECKING:
    from hibari import Hibari as HibariModel

PACE = 1.12
"""Factor on the pace of the model, at which a film of 150 written words, with the pauses of `audio.timing.assemble`,
takes 59 s: 152 words a minute. The model rounds lengths to 25 ms, so speech gets faster by about half as much."""
SEED = 6
"""Of the noise in breath and consonants."""
DURATIONS = "/Clip_output_0"
"""The value in the model that says how long each phoneme lasts, in STEP_SAMPLES."""
STEP_SAMPLES = 600
_END = ".!?…,;:—"
"""Punctuation that the model knows, at the end of a text."""
_LOADING = Lock()


class Hibari:
    """The engine behind VOICE=hibari."""

    concurrency = 1  # a second of speech takes it a hundredth of one

    def __init__(self, role: Role) -> None:
        """Take on a role."""
        self._ipa, self._pace = role.ipa, round(PACE * role.speed, 3)
        self.voice = Voice(
            engine="hibari",
            version=version("hibari-tts"),
            name=role.voice,
            language="en",
            accent="US",
            speed=self._pace,
            description=f"Hibari, {role.voice} (en_US), embedded",
        )

    def recipe(self, text: str) -> str:
        """Return what else affects the sound of `text`: loudness, seed and its phonemes."""
        return f"{SPEECH_LUFS} LUFS, seed {SEED}, {' | '.join(self._phonemes(text))}"

    def speak(self, text: str) -> Speech:
        """Return the sound of `text`, and its words, or None if the phonemes do not show where they are.

        Raises:
            ValueError: there is nothing to speak in it.
        """
        model = _load()
        sounds: list[np.ndarray] = []
        times: list[float] = []
        stream = ""
        for phonemes in self._phonemes(text):
            before = sum(map(len, sounds)) / model.sample_rate
            sound, edges = _synthesize(model, phonemes, self._pace)
            stream += phonemes + " "  # there is one more edge than phonemes: this space takes no time
            times += [before + edge for edge in edges]
            sounds.append(sound)
        if not sounds:
            raise ValueError("there is nothing to speak")
        words = spoken_words(text)
        ranges = symbol_ranges([" ".join(self._phonemes(word)) for word in words], stream)
        sound = evened(resample(np.concatenate(sounds), model.sample_rate))
        return sound, None if ranges is None else heard_times(list(_timed(words, ranges, stream, times)), sound)

    def _phonemes(self, text: str) -> list[str]:
        """Return the phonemes of each sentence of a text, in the letters of the model."""
        model = _load()
        plain = unmarked(text)
        sentences = model.phonemize(_marked(plain, self._ipa))
        # A last letter by itself, as in "A R D S.", is taken for an abbreviation, and loses the stop that ends it.
        if sentences and plain[-1] in _END and sentences[-1][-1] not in _END:
            sentences[-1] += plain[-1]
        known = ["".join(symbol for symbol in sentence if symbol in model.vocab) for sentence in sentences]
        return [sentence for sentence in known if sentence]


def _marked(text: str, ipa: Mapping[str, str]) -> str:
    """Return a text with the sound of each word that has IPA, as the model's own text reader takes it.

    >>> _marked("The quinoa's taste.", {"quinoa": "kˈiːnwɑː"})
    "The [quinoa's](/kˈinwɑz/) taste."
    """
    for word, sound in ipa.items():
        said = misaki(sound)

        def link(found: re.Match[str], said: str = said) -> str:
            return f"[{found[0]}](/{said}{_possessive(said) if found['s'] else ''}/)"

        text = re.sub(rf"(?<![\w\[]){re.escape(word)}(?P<s>['’]s)?(?!\w)", link, text, flags=re.IGNORECASE)
    return text


def _possessive(said: str) -> str:
    """Return how the s of a possessive sounds after a word."""
    return "ᵻz" if said[-1] in "szʃʒʧʤ" else "s" if said[-1] in "ptkfθ" else "z"


def _synthesize(model: HibariModel, phonemes: str, pace: float) -> tuple[np.ndarray, list[float]]:
    """Return the sound of one sentence, and the seconds at which each phoneme begins and the last one ends."""
    from hibari.dsp import synth

    feeds = {"ids": np.array([model.ids(phonemes)], np.int64), "speed": np.array([pace], np.float32)}
    *spectra, steps = model.sess.run(None, feeds)
    sound = synth(*(value[0] for value in spectra), np.random.default_rng(SEED))
    lengths = steps.ravel() * STEP_SAMPLES
    if len(lengths) != len(phonemes) + 2 or lengths.sum() != len(sound):  # begin, each phoneme, end
        raise RuntimeError(f"Hibari gave {len(lengths)} lengths for {len(phonemes)} phonemes")
    return sound, (np.cumsum(lengths)[:-1] / model.sample_rate).tolist()


def _timed(
    words: Sequence[str], ranges: Sequence[SymbolRange], stream: str, times: Sequence[float]
) -> Iterator[SpokenWord]:
    """Yield each word with its seconds, given its range of `stream` and when each phoneme there begins.

    A word begins where the one before it ends, unless punctuation separates them, as in `audio.voice.piper`.
    """
    before = 0
    for word, (start, end) in zip(words, ranges, strict=True):
        begin = start if stream[before:start].strip() else before
        yield SpokenWord(word, times[begin if before else start], times[end])
        before = end


def _load() -> HibariModel:
    """Return the model, loaded once."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> HibariModel:
    import hibari

    path = Path(hibari.voices.voice_path(hibari.voices.DEFAULT, download_missing=False))
    return hibari.Hibari(model=with_output(path, DURATIONS))
