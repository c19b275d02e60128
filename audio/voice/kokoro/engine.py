"""The engine behind VOICE=kokoro: embedded voices of seven languages, which report when they say each word."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial

from audio.samples import resample
from audio.spoken import SpokenWord
from audio.voice.engine import Role, Speech, Voice
from audio.voice.kokoro import espeak
from audio.voice.kokoro.files import MODEL, voice_file
from audio.voice.kokoro.install import MODEL_SHA256
from audio.voice.kokoro.model import RATE, synthesize
from audio.voice.kokoro.readings import Reader, Reading
from audio.voice.pauses import heard_times
from plan.locale import Locale
from plan.segments import spoken_words, unmarked

GAIN = 0.8
"""Factor on all samples of all takes, for headroom; the sentences' loudness relative to each other stays the same."""
MOST_AT_ONCE = 4
"""Most sentences that are spoken at once; each needs some 100 MiB, and a job of a cluster has few processors."""
ESPEAK = {"es": "es", "fr": "fr", "hi": "hi", "it": "it", "pt": "pt-br"}
"""Language → what espeak calls it, for the languages that Kokoro reads by espeak."""
NAMES = {
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "pt": "Brazilian",
    "zh": "Mandarin",
}
"""Language → what people call its voices."""


class Kokoro:
    """One of Kokoro's voices."""

    concurrency = min(MOST_AT_ONCE, os.cpu_count() or 1)

    def __init__(self, role: Role) -> None:
        """Choose the voice that a role asks for.

        Raises:
            ValueError: it is not installed.
        """
        if not (MODEL.exists() and voice_file(role.voice).exists()):
            raise ValueError(f"the voice {role.voice} is not installed: run make LOCALE={role.locale} VOICE=kokoro")
        language = Locale(role.locale).language
        self._read = _reader(role)
        self.voice = Voice(
            engine="kokoro",
            version=f"Kokoro-82M v1.0, int8, {MODEL_SHA256[:12]}",
            name=role.voice,
            language=language,
            accent=NAMES[language],
            speed=role.speed,
            description=f"Kokoro, {role.voice} ({NAMES[language]}), embedded",
        )

    def recipe(self, text: str) -> str:
        """Return what else affects the sound of `text`: the gain and the model's symbols."""
        return f"gain {GAIN}, {self._reading(text).symbols}"

    def speak(self, text: str) -> Speech:
        """Return the sound of `text`, and its words, or None if the symbols do not show where they are.

        Raises:
            ValueError: there is nothing to speak in it.
        """
        reading = self._reading(text)
        if not reading.symbols:
            raise ValueError("there is nothing to speak")
        speech, edges = synthesize(reading.symbols, self.voice.name, self.voice.speed)
        sound = resample(speech * GAIN, RATE)
        if reading.ranges is None:
            return sound, None
        return sound, heard_times(list(_timed(spoken_words(text), reading, edges)), sound)

    def _reading(self, text: str) -> Reading:
        return self._read(unmarked(text), spoken_words(text))


def _reader(role: Role) -> Reader:
    """Return what reads the language of a role.

    Raises:
        ValueError: its packages are not installed.
    """
    language = Locale(role.locale).language
    try:
        if language == "ja":
            from audio.voice.kokoro import japanese

            return japanese.read
        if language == "zh":
            from audio.voice.kokoro import chinese

            return chinese.read
    except ModuleNotFoundError as error:
        fix = f"run make LOCALE={role.locale} VOICE=kokoro"
        raise ValueError(f"the package {error.name} is not installed: {fix}") from error
    variety = "es-419" if _is_american_spanish(role.locale) else ESPEAK[language]
    return partial(espeak.read, language=variety, ipa=role.ipa)


def _is_american_spanish(locale: str) -> bool:
    """Return whether a locale is Spanish as it is spoken outside Spain, without the sound of th."""
    return locale.startswith("es-") and not locale.endswith("-ES")


def _timed(words: Sequence[str], reading: Reading, edges: Sequence[float]) -> Iterator[SpokenWord]:
    """Yield each word with its seconds, given when each symbol begins.

    A word begins where the one before it ends, unless punctuation separates them, as in `audio.voice.piper`.
    """
    before = 0
    for word, (start, end) in zip(words, reading.ranges or (), strict=True):
        begin = start if reading.symbols[before:start].strip() else before
        yield SpokenWord(word, edges[begin if before else start], edges[end])
        before = end
