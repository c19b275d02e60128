"""Makes or updates the folder of a translation: what is new, what has changed in the source since, what is done.

python -m translation.fill --locale es            writes words/es, and loses nothing that is there
python -m translation.fill --locale es --po out   also writes words/es.po, for Weblate
python -m translation.fill --locale es --po in    takes the translations of words/es.po into words/es
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from plan.errors import InputError
from plan.exits import exit_on
from plan.files import write_if_changed
from plan.film import NAME, film
from plan.options import parser
from translation import po
from translation.folder import Folder
from translation.unit import DONE, STATES, Unit


def fill(folder: Folder, exchange: str = "") -> list[str]:
    """Write the folder of a language, and its PO file if that is asked for; return what to tell the translator.

    Args:
        folder: the words.
        exchange: "out" also writes the PO file, "in" first takes the translations from it, "" does neither.

    Raises:
        InputError: a file is damaged, or this is the language from which others are translated.
    """
    if folder.locale == folder.source_locale:
        line = f"{folder.film.words(folder.locale)} is what other languages are translated from"
        raise InputError(folder.film.root / NAME, 1, line, "name another language: make translate LOCALE=es")
    units, said = folder.all_units(), []
    if exchange == "in":
        units, unknown = po.merge(folder.po, units)
        said += [f"{folder.po}: {context} is not a text of this film, so it was left out" for context in unknown]
    folder.write(units)
    units = folder.all_units()
    if exchange == "out":
        source = folder.film.words(folder.source_locale).as_posix()
        write_if_changed(folder.po, po.compose(units, folder.locale, source, folder.film.title).encode())
        said.append(f"{folder.po}: {len(units)} texts")
    return [*_report(units), *said, *_next(folder, units)]


def _report(units: Sequence[Unit]) -> list[str]:
    """Return a line for each file: how many texts are new, changed and done, and how long the sentences may take."""
    lines = []
    for path in dict.fromkeys(unit.path for unit in units):
        own = [unit for unit in units if unit.path == path]
        counts = Counter(unit.state for unit in own)
        seconds = sum(unit.seconds for unit in own)
        spoken = f"; spoken in {seconds:.0f} s" if seconds else ""
        lines.append(f"{path}: {', '.join(f'{counts[state]} {state}' for state in STATES if counts[state])}{spoken}")
    return lines


def _next(folder: Folder, units: Sequence[Unit]) -> list[str]:
    """Return what to do next."""
    steps = []
    if folder.locale not in folder.film.languages:
        steps.append(f'add "{folder.locale}" to languages in {folder.film.root / NAME}')
    if any(unit.state != DONE for unit in units):
        steps.append(f"write each translation below its source in {folder.film.words(folder.locale)}")
    return [f"next: {'; '.join([*steps, f'make words LOCALE={folder.locale} checks all of it'])}"]


def main() -> None:
    """Fill the folder of the language that the command line names."""
    command_line = parser(__doc__.splitlines()[0], scenes=False)
    command_line.add_argument("--po", choices=("out", "in"), default="", help="write or read words/<locale>.po")
    options = command_line.parse_args()
    with exit_on("translate"):
        for line in fill(Folder(film(), options.locale), options.po):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
