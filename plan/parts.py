"""A film's own parts, found by name at run time in the film's folder.

The engine knows no film. What it needs of one it asks for here, and each part is a module with a fixed name:

    scenes/<scene>.py   one scene's picture
    scenes/style.py     MEANINGS, the colours that tell something apart
    scenes/poster.py    draw(title, layout), the poster; optional
    scenes/score.py     what the music follows; optional
    model/claims.py     check(claim), which holds a sentence to the model; optional
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from plan.film import film


def module(name: str) -> ModuleType:
    """Import a module of the film, such as "scenes.loop".

    Raises:
        ModuleNotFoundError: the film has no such module (`name` tells which), or one that it imports is missing.
    """
    folder = str(film().root.resolve())
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def optional(name: str) -> ModuleType | None:
    """Import a module of the film; None where the film does without it."""
    try:
        return module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            return None
        raise


def meanings() -> dict[str, str]:
    """Return the film's meaningful colours (#rrggbb), each with its name."""
    style = optional("scenes.style")
    return dict(style.MEANINGS) if style else {}
