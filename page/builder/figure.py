"""What a film's figure gives to its page.

film.toml names a package under `figure`, such as "page.figure", or none. The package has a function
`figure(words, locale)`, which returns a Figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

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
            icon.svg stands for the page's own.
        values: what those templates need, under the name `figure`.
        style: CSS that follows the page's own.
        files: the contents of further files, by their path within the page's folder, scripts among them.
        start: the script that starts the figure, one of `files`.
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

    def figure(self, words: Words, locale: str) -> Figure:
        """Return the figure in a language, with its words.

        Raises:
            ValueError: the words or the figure's own tables cannot be used; the message is one line with the fix.
        """


def load(words: Words, locale: str) -> Figure | None:
    """Return the film's figure, None where the film has none.

    Raises:
        InputError: film.toml names a package that isn't there.
        ValueError: the figure cannot be made from these words.
    """
    name = film().figure
    if not name:
        return None
    found = parts.optional(name)
    if found is None:
        fix = "name a package such as page.figure, or take the line out"
        raise InputError(film().root / NAME, 1, f"figure names {name!r}, and there is no such package", fix)
    return cast(FigurePackage, found).figure(words, locale)
