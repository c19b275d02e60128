"""The choice of the voice: one narrator for all sentences of a film.

    VOICE=auto    gTTS if its service answers within 3 s, else Piper
    VOICE=gtts    gTTS, or an error
    VOICE=piper   Piper, which needs no network

Voices must not mix. So the whole film is given to one engine, and if gTTS fails at any sentence, all of them are
given to Piper. `auto` may thus change the voice from one build to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from audio.voice.engine import Engine
from audio.voice.gtts import Gtts, GttsError, GttsRetry
from plan.film import VOICES

Say = Callable[[str], None]
Work = TypeVar("Work")


class VoiceError(Exception):
    """The film cannot be spoken as asked; the message says why, and what to do."""


def with_one_voice(
    work: Callable[[Engine], Work], choice: str, locale: str, ipa: Mapping[str, str], say: Say, retry: GttsRetry
) -> Work:
    """Call `work` with the chosen engine, or with Piper if that fails and `choice` is auto; return its result.

    Args:
        work: speaks every sentence of the film with one engine.
        choice: one of VOICES.
        locale: the film's language.
        ipa: the IPA of words that the embedded voice gets wrong.
        say: called with each line that the user of the build should see.
        retry: how long gTTS is waited for.

    Raises:
        VoiceError: no voice can speak as `choice` and `locale` ask.
    """
    if choice not in VOICES:
        raise VoiceError(f"there is no voice {choice!r}: use VOICE={', '.join(VOICES[:-1])} or {VOICES[-1]}")
    if choice == "piper":
        return work(_piper(locale, ipa))
    try:
        return work(Gtts(locale, retry, say, probing=choice == "auto"))
    except GttsError as error:
        if choice == "gtts":
            raise VoiceError(f"gTTS {error}: try again later, or build with VOICE=piper") from error
        say(f"gTTS {error}: Piper speaks the whole film")
        return work(_piper(locale, ipa))


def _piper(locale: str, ipa: Mapping[str, str]) -> Engine:
    from audio.voice.piper import Piper  # takes half a second to import, which gTTS does not need

    try:
        return Piper(locale, ipa)
    except ValueError as error:
        raise VoiceError(str(error)) from error
