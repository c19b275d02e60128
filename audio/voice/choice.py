"""The voice: sentences in, takes out, all of them by one narrator.

    VOICE=auto    gTTS if its service answers within 3 s, else Piper
    VOICE=gtts    gTTS or an error
    VOICE=piper   Piper, which needs no network

Speak a whole film with one call, since voices must not mix: where gTTS fails at any sentence, all of them are
Piper's. A film whose every take is kept already needs no service, so it keeps gTTS without a network.
Otherwise `auto` is free to change the voice from one build to the next, and then the build says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np

from audio.voice.gtts import Gtts, GttsError, Patience
from audio.voice.takes import (
    RATE,
    DamagedTakeError,
    Take,
    Voice,
    Word,
    key,
    read,
    trim,
    within,
    write,
    write_whole,
)

__all__ = ["CHOICES", "Patience", "Take", "Voice", "VoiceError", "Word", "speak_all"]

CHOICES = ("auto", "gtts", "piper")
Say = Callable[[str], None]
Film = tuple[Voice, list[Take]]


class VoiceError(Exception):
    """The film cannot be spoken as asked; the message says why, and what to do."""


class Engine(Protocol):
    """A way to speak. Raises ValueError for a text that it cannot say."""

    voice: Voice
    abreast: int
    """How many sentences it can speak side by side."""

    def recipe(self, text: str) -> str:
        """What shapes the sound of `text` besides the voice."""

    def speak(self, text: str) -> tuple[np.ndarray, tuple[Word, ...] | None]:
        """The sound of `text` at RATE, and its words if the engine knows when they fall."""


def speak_all(
    spoken: Sequence[str],
    *,
    choice: str = "auto",
    locale: str = "en",
    cache: Path,
    say: Say = print,
    patience: Patience = Patience(),  # noqa: B008  it is frozen
) -> Film:
    """Speak every sentence of a film with one voice, and tell `say` what the viewer of the build should know.

    Raises:
        VoiceError: no voice can speak as `choice` and `locale` ask.
    """
    if choice not in CHOICES:
        raise VoiceError(f"there is no voice {choice!r}: use VOICE=auto, gtts or piper")
    if choice == "piper":
        film = _by_piper(spoken, locale, cache, say)
    else:
        try:
            film = _takes(Gtts(locale, patience, say, probing=choice == "auto"), spoken, cache, say)
        except GttsError as error:
            if choice == "gtts":
                raise VoiceError(f"gTTS {error}: try again later, or build with VOICE=piper") from error
            say(f"gTTS {error}: Piper speaks the whole film")
            film = _by_piper(spoken, locale, cache, say)
    _tell_change(film[0], locale, cache, say)
    return film


def _by_piper(spoken: Sequence[str], locale: str, cache: Path, say: Say) -> Film:
    from audio.voice.piper import Piper  # half a second to import, which gTTS need not wait for

    try:
        engine = Piper(locale)
    except ValueError as error:
        raise VoiceError(str(error)) from error
    return _takes(engine, spoken, cache, say)


def _takes(engine: Engine, spoken: Sequence[str], cache: Path, say: Say) -> Film:
    def take(sentence: str) -> Take:
        return _take(engine, sentence, cache, say)

    if engine.abreast == 1:
        return engine.voice, [take(sentence) for sentence in spoken]  # a failure must be the last request
    with ThreadPoolExecutor(engine.abreast) as pool:
        return engine.voice, list(pool.map(take, spoken))


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
    if not any(map(str.isalnum, spoken)):
        raise VoiceError(f"there is nothing to speak in {spoken!r}: give the sentence words")
    sound, words = engine.speak(spoken)
    sound, cut = trim(sound)
    if words:
        words, source = within(words, len(sound) / RATE, -cut), "voice"
    else:
        from audio.timing.align import word_times  # pocketsphinx is not needed for a voice that knows its words

        words, source = word_times(sound, spoken, engine.voice.language)
    return write(cache, name, spoken, sound, words, source)


def _tell_change(voice: Voice, locale: str, cache: Path, say: Say) -> None:
    """Say so if the film of this locale had another voice when it was last spoken."""
    note = cache / f"voice.{locale}.txt"
    before = note.read_text(encoding="utf-8") if note.exists() else voice.description
    if before != voice.description:
        say(f"the voice changes from {before} to {voice.description}: every sentence is another take")
    if before != voice.description or not note.exists():
        write_whole(note, voice.description.encode())
