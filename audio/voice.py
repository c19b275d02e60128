"""The voice: sentences in, takes out, all of them by one narrator.

VOICE=auto    gTTS if its service answers within 3 s, else Piper
VOICE=gtts    gTTS or an error
VOICE=piper   Piper, which needs no network
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from audio.takes import RATE, DamagedTakeError, Take, Voice, Word, key, read, trim, within, write

__all__ = ["Take", "Voice", "VoiceError", "Word", "speak_all"]

Say = Callable[[str], None]


class VoiceError(Exception):
    """The film cannot be spoken as asked; the message says why, and what to do."""


class Engine(Protocol):
    """A way to speak. Raises ValueError for a text that it cannot say."""

    voice: Voice

    def recipe(self, text: str) -> str:
        """What shapes the sound of `text` besides the voice."""

    def speak(self, text: str) -> tuple[np.ndarray, tuple[Word, ...] | None]:
        """The sound of `text` at RATE, and its words if the engine knows when they fall."""


def speak_all(
    spoken: Sequence[str], *, choice: str = "auto", locale: str = "en", cache: Path, say: Say = print
) -> tuple[Voice, list[Take]]:
    """Speak every sentence of a film with one voice."""
    from audio.piper_voice import Piper

    engine = Piper(locale)
    return engine.voice, [_take(engine, sentence, cache, say) for sentence in spoken]


def _take(engine: Engine, spoken: str, cache: Path, say: Say) -> Take:
    """The take of one sentence: from the cache if it is there and whole, else spoken now."""
    voice = engine.voice
    shape = (voice.engine, voice.version, voice.name, voice.language, voice.accent, str(voice.speed))
    name = key([spoken, *shape, engine.recipe(spoken)])
    try:
        kept = read(cache, name, spoken)
    except DamagedTakeError as damage:
        say(f"the take of “{spoken}” is damaged ({damage}): spoken anew")
        kept = None
    return kept or _record(engine, spoken, cache, name)


def _record(engine: Engine, spoken: str, cache: Path, name: str) -> Take:
    """Speak one sentence and keep it."""
    sound, words = engine.speak(spoken)
    sound, cut = trim(sound)
    if words:
        words, source = within(words, len(sound) / RATE, -cut), "voice"
    else:
        from audio.align import word_times  # pocketsphinx is not needed for a voice that knows its words

        words, source = word_times(sound, spoken, engine.voice.language)
    return write(cache, name, spoken, sound, words, source)
