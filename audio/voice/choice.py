"""The choice of the voice: one narrator for all sentences of a film. `plan.voices` lists what may be chosen.

Voices must not mix. So the whole film is given to one engine, and with VOICE=auto, if the service fails at any
sentence, all of them are given to the embedded voice. `auto` may thus change the voice from one build to the next.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from audio.voice.engine import Engine, Role, ServiceError
from plan.voices import AUTO, Choice, EngineRow, UnknownVoiceError, embedded, parse_choice, row, service

Work = TypeVar("Work")


class VoiceError(Exception):
    """The film cannot be spoken as asked; the message says why, and what to do."""


def with_one_voice(work: Callable[[Engine], Work], choice: str, role: Role) -> Work:
    """Call `work` with the chosen engine, or with the embedded one if that fails and `choice` is auto.

    Args:
        work: speaks every sentence of the film with one engine.
        choice: what VOICE says.
        role: what is asked of the voice; which of the engine's voices it is, is taken from `choice`.

    Returns:
        The result of `work`.

    Raises:
        VoiceError: no voice can speak as `choice` and `role` ask.
    """
    try:
        chosen = parse_choice(choice)
    except UnknownVoiceError as error:
        raise VoiceError(str(error)) from error
    if chosen.engine == AUTO:
        return _by_service_or_embedded(work, role)
    engine = row(chosen.engine)
    try:
        return work(create(engine, replace(role, voice=chosen.voice, understudy=_understudy(chosen, role))))
    except ServiceError as error:
        other = embedded(role.locale)
        fix = f"try again later{f', or build with VOICE={other.name}' if other else ''}"
        raise VoiceError(f"{engine.title} {error}: {fix}") from error


def _understudy(chosen: Choice, role: Role) -> Engine | None:
    other = chosen.understudy
    return create(row(other.engine), replace(role, voice=other.voice)) if other else None


def _by_service_or_embedded(work: Callable[[Engine], Work], role: Role) -> Work:
    first, second = service(), embedded(role.locale)
    if second is None:
        role.say(f"no embedded voice speaks {role.locale!r}: {first.title} speaks it, or your own voice (VOICE=own)")
    try:
        return work(create(first, replace(role, replaceable=second is not None)))
    except ServiceError as error:
        if second is None:
            problem = f"{first.title} {error}, and no embedded voice speaks {role.locale!r}"
            raise VoiceError(f"{problem}: use {first.title} with a network, or your own voice (VOICE=own)") from error
        role.say(f"{first.title} {error}: {second.title} speaks the whole film")
        return work(create(second, role))


def create(engine: EngineRow, role: Role) -> Engine:
    """Return an engine that takes on a role; its preferred voice, if the role names none.

    Raises:
        VoiceError: it does not speak the role's language with that voice, or it cannot be used here.
    """
    names = engine.voices_of(role.locale)
    if names is None:
        other = embedded(role.locale)
        fix = f"VOICE={other.name}" if other else f"{service().title}, or your own voice (VOICE=gtts or VOICE=own)"
        raise VoiceError(f"{engine.title} does not speak {role.locale!r}: use {fix}")
    if role.voice and role.voice not in names:
        raise VoiceError(f"{engine.name}:{role.voice} does not speak {role.locale!r}: use {_named(engine, names)}")
    try:
        made: Callable[[Role], Engine] = getattr(importlib.import_module(engine.module), engine.class_name)
        return made(replace(role, voice=role.voice or next(iter(names), "")))
    except ValueError as error:
        raise VoiceError(str(error)) from error


def _named(engine: EngineRow, names: tuple[str, ...]) -> str:
    return " or ".join(f"VOICE={Choice(engine.name, name)}" for name in names) or f"VOICE={engine.name}"
