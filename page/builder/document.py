"""The page's document, from templates: `templates/page.html`, extended by the figure's, if the film has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from page.builder import colours, fonts, social
from page.builder.figure import TEMPLATE, Figure
from page.builder.film import FinishedFilm, clock
from page.builder.words import Words
from plan import parts
from plan.errors import InputError
from plan.film import film as declaration
from stage import style

HERE = Path(__file__).parent
FILM_SCRIPT = HERE / "film.js"
PATIENCE = 20_000
"""Milliseconds in which a figure has to start; then the page shows what needs no script instead."""


class Templates(FileSystemLoader):
    """Templates of a folder; one that is not text is an error that names its file."""

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return the text of a template, its file, and what tells whether it has changed."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError:
            path = Path(self.searchpath[0], template)
            raise InputError(path, 1, "this is not UTF-8 text", "save the file as UTF-8") from None


def environment(figure: Figure | None) -> Environment:
    """Return Jinja with the templates of the page and, before them, those of the figure."""
    folders = [figure.templates] if figure else []
    env = Environment(
        loader=ChoiceLoader([Templates(folder) for folder in (*folders, HERE / "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    env.filters["clock"] = clock
    return env


def document(
    film: FinishedFilm, words: Words, figure: Figure | None, scripts: Sequence[str], locale: str, site: str
) -> str:
    """Return index.html.

    Args:
        film: the film that the page shows.
        words: the words of the page.
        figure: the film's figure, or None.
        scripts: the page's modules, which the browser fetches while it paints words and poster.
        locale: the language of the page.
        site: the address that the page will have, "" where it isn't known.

    Raises:
        WordsError: a text is missing.
    """
    env = environment(figure)
    own = (HERE / "style.css").read_text(encoding="utf-8")
    css = [colours.custom_properties(), own, fonts.style_of(locale), figure.style if figure else ""]
    return env.get_template(TEMPLATE if figure else "page.html").render(
        words=words,
        locale=locale,
        site=site,
        film=film,
        figure=figure.values if figure else {},
        style=Markup("".join(css)),  # within the document, which is one request less before the first paint
        ground={"dark": style.NIGHT, "light": colours.PAPER["ground"]},
        scripts=scripts,
        start=figure.start if figure else "",
        patience=PATIENCE,
        sources=_sources(figure),
        open_graph=social.open_graph(words, locale, site),
        linked_data=social.linked_data(film, words, locale, site),
    )


def icon(figure: Figure | None) -> str:
    """Return the page's icon as SVG, in the film's colours.

    Raises:
        InputError: the template makes no SVG.
    """
    names = {name.lower(): colour for colour, name in parts.meanings().items()}
    values = {"night": style.NIGHT, "text": style.TEXT, "accent": declaration().accent, **names}
    template = environment(figure).get_template("icon.svg")
    drawn = template.render(colours=values)
    try:
        ElementTree.fromstring(drawn)
    except ElementTree.ParseError as error:
        problem, fix = f"this is not SVG ({error})", "correct it: browsers would show no icon"
        raise InputError(Path(template.filename or template.name or ""), error.position[0], problem, fix) from None
    return drawn


def _sources(figure: Figure | None) -> Mapping[str, parts.Reference]:
    """Return the works that are cited: those that the figure names, else all that the film has.

    Raises:
        ValueError: the figure cites a work that the film doesn't have.
    """
    known = parts.references()
    cited = figure.cited if figure else tuple(known)
    for key in cited:
        if key not in known:
            fix = f"use one of {', '.join(known)}"
            raise ValueError(f"the figure cites {key!r}, which is not in model/references.py: {fix}")
    return {key: known[key] for key in cited}
