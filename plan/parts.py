"""A film's own parts, found by name at run time in the film's folder.

The engine is for any film. What it needs of a film it asks for here; each part is a module with a fixed name:

    scenes/<scene>.py     one class that extends Stage and draws the scene
    scenes/style.py       MEANINGS, the colours that carry a meaning, each with its name
    scenes/poster.py      draw(title, layout), the poster; optional
    scenes/score.py       what the music follows; optional: without it a film has only a voice
    model/hours.py        hour_of(scenario, event), an hour of the model; optional
    model/claims.py       check(claim), which checks a claim against the model; optional
    model/references.py   REFERENCES, the works that may be cited; optional
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Protocol, cast

from plan.film import film


class Reference(Protocol):
    """A work that the film cites."""

    @property
    def citation(self) -> str:
        """Authors, title, journal, year."""

    @property
    def doi(self) -> str:
        """Its DOI, "" if it has none."""


class Verdict(Protocol):
    """The model's result for a claim."""

    @property
    def ok(self) -> bool:
        """Whether the claim is true."""

    @property
    def measured(self) -> str:
        """The value that the model gives, with its unit."""


def module(name: str) -> ModuleType:
    """Import a module of the film, such as "scenes.loop".

    Raises:
        ModuleNotFoundError: the film has no such module (its `name` tells which), or one that it imports is missing.
    """
    if not _is_there(name):
        raise ModuleNotFoundError(f"the film has no module {name}", name=name)
    folder = str(film().root.resolve())
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def optional(name: str) -> ModuleType | None:
    """Import a module of the film; return None if the film does not have it."""
    return module(name) if _is_there(name) else None


def _is_there(name: str) -> bool:
    """Return whether the film has a module; the folder from which the engine runs may have another film's."""
    path = film().root.joinpath(*name.split("."))
    return path.with_name(f"{path.name}.py").is_file() or (path / "__init__.py").is_file()


def meanings() -> dict[str, str]:
    """Return the film's meaningful colours (#rrggbb), each with its name."""
    style = optional("scenes.style")
    return dict(style.MEANINGS) if style else {}


def references() -> Mapping[str, Reference]:
    """Return the works that the film may cite, by the key that its words use; none if it has no such list."""
    found = optional("model.references")
    return dict(found.REFERENCES) if found else {}


def claim_check() -> Callable[[str], Verdict] | None:
    """Return the function that checks a claim against the film's model; None if the film has no `model/claims.py`.

    It raises ValueError, saying what is allowed, for a claim that it cannot read.
    """
    found = optional("model.claims")
    return cast("Callable[[str], Verdict]", found.check) if found else None


def hour_of(scenario: str, event: str) -> float:
    """Return the hour of a scenario at which an event of the film's model happens.

    Args:
        scenario: its name.
        event: what the film's `model/hours.py` can read, or a number of hours, which needs no model.

    Raises:
        ValueError: there is no such scenario, event or hour; the message says what is allowed.
    """
    found = optional("model.hours")
    if found:
        return float(found.hour_of(scenario, event))
    try:
        return float(event)
    except ValueError:
        raise ValueError(f"write a number: the film has no model/hours.py that knows when {event!r} happens") from None
