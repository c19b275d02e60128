"""Makes takes of sentences: each is spoken and trimmed, its words are timed, and the take is kept.

Speak a whole film with one call, since it has one voice. A take that is in the store is not spoken again, so a film
of which every take is kept can use gTTS even without a network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from audio.samples import RATE, trim
from audio.spoken import within
from audio.takes.store import DamagedTakeError, Take, key, read, write
from audio.voice.choice import VoiceError, with_one_voice
from audio.voice.engine import Engine, Retry, Role, Say, Voice
from audio.voice.ipa import NO_IPA
from plan.files import write_whole


def speak_all(
    sentences: Sequence[str],
    *,
    choice: str = "auto",
    locale: str = "en",
    ipa: Mapping[str, str] = NO_IPA,
    store: Path,
    say: Say = print,
    retry: Retry = Retry(),  # noqa: B008  it is frozen
    speed: float = 1.0,
    recordings: Mapping[str, Path] | None = None,
) -> tuple[Voice, list[Take]]:
    """Speak every sentence of a film with one voice.

    Args:
        sentences: the texts that the voice reads.
        choice: what VOICE says, as `plan.voices` explains.
        locale: their language.
        ipa: the IPA of words that the embedded voice gets wrong, by the word in lower case.
        store: the folder of the takes.
        say: called with each line that the user of the build should see.
        retry: how long a service is waited for.
        speed: factor on the natural pace of a voice that sets its rate.
        recordings: the film's own take of each sentence, for VOICE=own.

    Returns:
        The voice, and a take for each sentence.

    Raises:
        VoiceError: no voice can speak as `choice` and `locale` ask, or a sentence cannot be spoken.
    """

    def speak_with(engine: Engine) -> tuple[Voice, list[Take]]:
        def take(sentence: str) -> Take:
            return _take(engine, sentence, ipa, store, say)

        if engine.concurrency == 1:
            return engine.voice, [take(sentence) for sentence in sentences]
        with ThreadPoolExecutor(engine.concurrency) as pool:
            return engine.voice, list(pool.map(take, sentences))

    role = Role(locale=locale, ipa=ipa, speed=speed, retry=retry, say=say, recordings=recordings or {})
    voice, takes = with_one_voice(speak_with, choice, role)
    _report_change(voice, locale, store, say)
    return voice, takes


def _take(engine: Engine, sentence: str, ipa: Mapping[str, str], store: Path, say: Say) -> Take:
    """Return the take of one sentence: from the store if it is there and undamaged, else spoken now."""
    voice = engine.voice
    shape = (voice.engine, voice.version, voice.name, voice.language, voice.accent, str(voice.speed))
    sounds = [f"{word} {sound}" for word, sound in sorted(ipa.items()) if word in sentence.lower()]
    name = key([sentence, *shape, engine.recipe(sentence), *sounds])
    try:
        kept = read(store, name, sentence)
    except DamagedTakeError as damage:
        say(f"the take of “{sentence}” is damaged ({damage}): it is spoken again")
        kept = None
    return kept or _record(engine, sentence, ipa, store, name)


def _record(engine: Engine, sentence: str, ipa: Mapping[str, str], store: Path, name: str) -> Take:
    """Speak one sentence, find its words, and keep it."""
    if not any(map(str.isalnum, sentence)):
        raise VoiceError(f"{sentence!r} has nothing to speak: write words")
    try:
        sound, words = engine.speak(sentence)
        sound, cut = trim(sound)
    except ValueError as error:
        raise VoiceError(f"{sentence!r} cannot be spoken ({error}): write it in other words") from error
    if words is not None:
        return write(store, name, sentence, sound, within(words, len(sound) / RATE, -cut), "voice")
    from audio.takes.word_times import (
        find_words,
    )  # imports pocketsphinx, which a voice that reports word times does not need

    return write(store, name, sentence, sound, *find_words(sound, sentence, engine.voice.language, ipa))


def _report_change(voice: Voice, locale: str, store: Path, say: Say) -> None:
    """Report it if the film of this locale had another voice when it was last spoken."""
    note = store / f"voice.{locale}.txt"
    before = note.read_text(encoding="utf-8", errors="replace") if note.exists() else voice.description
    if before != voice.description:
        say(f"the voice changes from {before} to {voice.description}: every sentence is spoken again")
    if before != voice.description or not note.exists():
        write_whole(note, voice.description.encode())
