"""Builds the page: a folder that any host serves, from any path, and which asks no other site for anything.

    python -m page.builder.build --locale en --quality 480p15 --site https://example.org/storm/

It holds the film in landscape, as it was built at that quality, and the film's figure, if film.toml names one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from page.builder import figure as figures
from page.builder import fonts, words
from page.builder.document import FILM_SCRIPT, document, icon
from page.builder.figure import Figure
from page.builder.film import FinishedFilm, load_film, write_poster
from page.builder.site import AddressError, address
from page.builder.words import Words
from plan.edition import Edition
from plan.exits import FAILED, USAGE
from plan.files import partial_folder
from plan.film import film as declaration
from plan.formats import QUALITIES
from plan.locks import exclusive
from plan.typefaces import typeface_of
from stage import style

FONTS = {"inter-semibold.woff2": "Inter-SemiBold.otf", "inter-bold.woff2": "Inter-Bold.otf"}
"""The typeface in the page's folder, and in the house style's."""
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


def build(film: FinishedFilm, locale: str, site: str, into: Path) -> None:
    """Write the whole folder; `site` is the address that it will have, "" where that isn't known.

    Raises:
        ValueError: something that a person wrote cannot be used; the message is one line with the fix.
        OSError: a file cannot be read or written.
    """
    package = figures.find()
    said = words.load(locale, package.shape() if package else None)
    figure = package.figure(said, locale) if package else None
    files = _files(film, said, figure, locale, site)
    for name, content in files.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    letters = "".join(text for _, text in said.leaves())
    for name, font in FONTS.items():
        fonts.subset(style.FONTS / font, letters, into / name)
    typeface = typeface_of(locale)
    if typeface:
        told = [text for chapter in film.chapters for text in (chapter.title, chapter.text)]
        fonts.subset(typeface.path, "".join([letters, *told]), into / fonts.SCRIPT, fonts.ALL_FEATURES)
    for licence in style.FONTS.glob("*.txt"):
        shutil.copyfile(licence, into / licence.name)
    write_poster(film.poster, into / "poster.jpg")
    shutil.copyfile(film.video, into / "film.mp4")
    shutil.copyfile(film.captions, into / "film.vtt")


def _files(film: FinishedFilm, said: Words, figure: Figure | None, locale: str, site: str) -> dict[str, bytes]:
    """Return the contents of the document, the icon and the scripts, by path within the folder."""
    files = dict(figure.files) if figure else {}
    files[FILM_SCRIPT.name] = FILM_SCRIPT.read_bytes()
    scripts = sorted(name for name in files if name.endswith(".js"))
    files |= {name: without_comments(files[name].decode()).encode() for name in scripts}
    files["icon.svg"] = icon(figure).encode()
    files["index.html"] = document(film, said, figure, scripts, locale, site).encode()
    return files


def without_comments(script: str) -> str:
    r"""Return a script without the comments that have lines of their own: a sixth of what the page would weigh.

    >>> without_comments("// left out\nlet a = 1;  // kept")
    'let a = 1;  // kept'
    """
    return _COMMENT.sub("", script)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build from the command line; returns the exit status, after one line that says what to fix if it is not 0."""
    parser = argparse.ArgumentParser(prog="python -m page.builder.build", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--locale", help="language, by default the first one in film.toml")
    parser.add_argument("--quality", choices=QUALITIES, default=Edition.quality, help="of the film")
    site = "address that the folder will have: https://example.org/storm/; by default the environment variable SITE"
    parser.add_argument("--site", default=os.environ.get("SITE", ""), help=site)
    parser.add_argument("--into", type=Path, help="folder to write, by default build/page")
    parser.add_argument("scenes", nargs="*", help="in running order, by default those in film.toml")
    options = parser.parse_args(arguments)
    try:
        site = address(options.site)
        edition = Edition(options.locale or declaration().languages[0], "landscape", options.quality)
        film = load_film(edition, options.scenes or declaration().scenes)
        into = options.into or declaration().build / "page"
        _build_whole(film, edition.locale, site, into)
    except TemplateError as error:
        where = f"{error.filename}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
        return _refuse(f"{where}the template cannot be used: {error.message}")
    except AddressError as error:
        return _refuse(str(error), USAGE)
    except ValueError as error:  # an InputError, too
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}" if error.strerror else str(error))
    sys.stdout.write(f"ready: {into}/index.html, with {edition.film}\n")
    return 0


def _build_whole(film: FinishedFilm, locale: str, site: str, into: Path) -> None:
    """Build beside the folder and put it in its place, so that no half of a page is ever there.

    Raises:
        ValueError: something else than a page is there.
    """
    if into.exists() and not (into / "index.html").exists() and not (into.is_dir() and not any(into.iterdir())):
        raise ValueError(f"{into}: this is not a page, and would be overwritten: name another folder, or delete it")
    with exclusive(into), partial_folder(into) as draft:
        build(film, locale, site, draft)


def _refuse(reason: str, status: int = FAILED) -> int:
    sys.stderr.write(f"page: {reason}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
