"""Command-line options that all steps share: `--locale`, `--format`, `--quality`, and the scenes in running order."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from plan.edition import Edition
from plan.errors import near
from plan.exits import exit_on, say_disk_errors_in_one_line
from plan.film import film
from plan.formats import FORMATS, QUALITIES
from plan.locale import FORM, Locale
from plan.voices import UnknownVoiceError, parse_choice


def parser(
    description: str, *, format: bool = False, quality: bool = False, scenes: bool = True, json: bool = False
) -> argparse.ArgumentParser:
    """Return a parser of the options that a step needs; `edition` reads them.

    Args:
        description: what the step does, in a line.
        format: whether the step depends on the format.
        quality: whether it depends on the quality.
        scenes: whether it works on scenes; if the command line names none, it works on all scenes of the film.
        json: whether it can print a JSON document.
    """
    options = argparse.ArgumentParser(description=description)
    step = options.prog.removesuffix(".py")
    with exit_on(step):
        declared = film()
    say_disk_errors_in_one_line(step)
    options.add_argument("--locale", default=declared.languages[0], type=locale, help="language, such as en or pt-BR")
    if format:
        options.add_argument("--format", default="landscape", choices=FORMATS)
    if quality:
        options.add_argument("--quality", default="1080p60", choices=QUALITIES)
    if scenes:
        options.add_argument("scenes", nargs="*", default=list(declared.scenes), type=scene, help="in running order")
    if json:
        add_json(options)
    return options


def add_json(options: argparse.ArgumentParser) -> None:
    """Add the option by which a step prints a JSON document instead of lines."""
    options.add_argument("--json", action="store_true", help="one JSON document instead of lines: docs/programs.md")


def edition(options: argparse.Namespace) -> Edition:
    """Return the edition that the options name."""
    named = {key: getattr(options, key) for key in ("format", "quality") if hasattr(options, key)}
    return Edition(options.locale, **named)


def locale(code: str) -> Locale:
    """Return a locale from its code on the command line.

    Raises:
        ArgumentTypeError: the code does not have the form of a locale.
    """
    if not FORM.fullmatch(code):
        raise argparse.ArgumentTypeError(f"{code!r} is not a locale: use a code such as en, es or pt-BR")
    return Locale(code)


def voice(choice: str) -> str:
    """Return a choice of the voice from the command line.

    Raises:
        ArgumentTypeError: there is no such voice.
    """
    try:
        parse_choice(choice)
    except UnknownVoiceError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return choice


def scene(name: str) -> str:
    """Return the name of a scene from the command line.

    Raises:
        ArgumentTypeError: the film has no such scene.
    """
    known: Sequence[str] = film().scenes
    if name not in known:
        raise argparse.ArgumentTypeError(f"there is no scene {name!r}{near(name, known)}; known: {', '.join(known)}")
    return name
