"""What a film's figure gives to its page.

film.toml names a package under `figure`, such as "page.figure", or none. The package has two functions: `shape()` says
which words the figure needs, and `figure(words, locale)` returns a Figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from page.builder.shape import Table
from page.builder.words import Words
from plan import parts
from plan.errors import InputError
from plan.film import NAME, film

TEMPLATE = "figure.html"


@dataclass(frozen=True)
class Figure:
    """A figure, ready to be put into the page.

    Attributes:
        templates: folder of Jinja templates. Its figure.html extends the page's page.html and fills its blocks; an
            icon.svg replaces the page's own.
        values: what those templates need, under the name `figure`.
        style: CSS that follows the page's own.
        files: the contents of further files, by their path within the page's folder, scripts among them.
        start: the script that starts the figure, one of `files`. It dispatches the event `figure-started` on the window
            once the figure can be used, and `figure-failed` where it can't, at any time: the page then shows what needs
            no script.
        cited: keys of the works in the list of sources, in order.
    """

    templates: Path
    values: Mapping[str, Any]
    style: str
    files: Mapping[str, bytes]
    start: str
    cited: tuple[str, ...]


class FigurePackage(Protocol):
    """The package that film.toml names."""

    def shape(self) -> Table:
        """Return which words the figure asks for, besides those of every page."""

    def figure(self, words: Words, locale: str) -> Figure:
        """Return the figure in a language, with its words.

        Raises:
            ValueError: the words or the figure's own tables cannot be used; the message is one line with the fix.
        """


def find() -> FigurePackage | None:
    """Return the package of the film's figure, None where the film has none.

    Raises:
        InputError: film.toml names a package that isn't there, or one that has no figure.
    """
    name = film().figure
    if not name:
        return None
    found = parts.optional(name)
    fix = "name a package such as page.figure, or take the line out"
    if found is None:
        raise InputError(film().root / NAME, 1, f"figure names {name!r}, and there is no such package", fix)
    for function in ("shape", "figure"):
        if not callable(getattr(found, function, None)):
            raise InputError(film().root / NAME, 1, f"figure names {name!r}, which has no function {function}", fix)
    return cast(FigurePackage, found)
