"""The words of the page: `words/<locale>/page.toml`, with the same keys and the same {placeholders} in every language.

SHAPE says what every page needs, and may have. A section of the page is there if its table is. A film's figure asks for
further keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from page.builder.shape import Lines, Table, Text, WordsError, check, merge, placeholders
from plan.errors import near
from plan.film import film, parse_toml
from plan.text import lines_of, read_text

NAME = "page.toml"
OF_TRANSLATIONS = "foot.translation"
"""The key that only translations have."""
SHAPE: Table = {
    "language": Text(),
    "direction": Text(choices=("ltr", "rtl")),
    "head": {
        "title": Text(),
        "description": Text(),
        "skip": Text(),  # a link to the film for keyboards and screen readers
    },
    "hero": {
        "topic?": Text(),  # above the title
        "title": Text(),
        "tagline": Text(),
        "lead": Text(),
        "more?": Text(),  # below the facts
    },
    "facts?": [{"name": Text(), "value": Text(), "versus": Text(), "note": Text()}],
    "film": {
        "heading": Text(),
        "lead": Text(),
        "play": Text(),
        "poster": Text(),  # its text twin
        "no_video": Text(),
        "download": Text(),
        "chapters": Text(),
        "chapter": Text("title", "time"),
        "transcript": Text(),
        "seen": Text(),
    },
    "how?": {"heading": Text(), "steps": [{"title": Text(), "text": Text()}]},
    "compare?": {
        "heading": Text(),
        "columns": [Text(may_be_empty=True)],  # the first one names the rows
        "rows": [[Text()]],
    },
    "questions?": {"heading": Text(), "items": [{"question": Text(), "answer": Text()}]},
    "sources?": {"heading": Text(), "lead": Text(), "link": Text()},
    "foot": {
        "advice?": Text(),
        "emergency?": Text(),
        "licence": Text(),
        "licence_link?": Text(),  # for machines
        "translation?": Text(),  # who made this translation, and who has read it
    },
}


class Words:
    """A table or a list of a words file. `words["hero"]["title"]` is a text; templates write `words.hero.title`.

    What is missing is a WordsError that names the file and the key, and says what is there.
    """

    def __init__(self, path: Path, content: dict[str, Any] | list[Any], key: str = "") -> None:
        self._path, self._content, self._key = path, content, key

    def __getitem__(self, name: str | int) -> Any:
        try:
            found = self._content[name]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            raise self._missing(name) from None
        return Words(self._path, found, self._below(name)) if isinstance(found, dict | list) else found

    def __contains__(self, name: object) -> bool:
        return isinstance(self._content, dict) and name in self._content

    def __iter__(self) -> Iterator[Any]:
        """Iterate over what a list holds, or over the keys of a table."""
        if isinstance(self._content, dict):
            return iter(self._content)
        return (self[i] for i in range(len(self._content)))

    def pairs(self) -> Iterator[tuple[str, Any]]:
        """Iterate over a table's keys and their values."""
        return ((name, self[name]) for name in self)

    def filled(self, name: str | int, **values: object) -> str:
        """Return the text under `name` with its {placeholders} filled in.

        Raises:
            WordsError: the text is missing.
        """
        return str(self[name]).format(**values)

    def select(self, *names: str) -> dict[str, Any]:
        """Return tables as plain data, by name."""
        return {name: self.at(name)._content for name in names}

    def at(self, key: str) -> Any:
        """Return the value of a dotted key, such as "facts.0.value"."""
        found: Any = self
        for name in key.split("."):
            found = found[int(name) if name.isdecimal() else name]
        return found

    def leaves(self) -> Iterator[tuple[str, str]]:
        """Yield every text with its dotted key."""
        names = self._content if isinstance(self._content, dict) else range(len(self._content))
        for name in names:
            found = self[name]
            if isinstance(found, Words):
                yield from found.leaves()
            else:
                yield self._below(name), str(found)

    def _below(self, name: str | int) -> str:
        return f"{self._key}.{name}" if self._key else f"{name}"

    def _missing(self, name: str | int) -> WordsError:
        there = [str(key) for key in (self._content if isinstance(self._content, dict) else range(len(self._content)))]
        problem = f"the key {self._below(name)} is missing{near(str(name), there)}"
        return WordsError(self._path, 1, problem, f"write it; {self._key or 'the file'} has {_listed(there)}")


def load(locale: str, more: Table | None = None) -> Words:
    """Return the words of the page in a language.

    Args:
        locale: the language.
        more: the shape of what the film's figure asks for.

    Raises:
        InputError: there is no such file, it is not TOML, or its shape, keys or placeholders are not those of the first
            language's.
    """
    shape, reference = merge(SHAPE, more or {}), film().languages[0]
    path, reference_path = (film().words(name) / NAME for name in (locale, reference))
    known = sorted(found.parent.name for found in film().words(locale).parent.glob(f"*/{NAME}"))
    fix = f"translate {reference_path}" if locale != reference else "write it; page/builder/words.py says what it needs"
    words, lines = _read(path, shape, f"{fix} (there are words in {_listed(known)})")
    if locale != reference:
        _compare(words, lines, _read(reference_path, shape, "write it")[0], reference_path)
    return words


def _read(path: Path, shape: Table, fix: str) -> tuple[Words, Lines]:
    text = lines_of(read_text(path, fix), path)
    content, lines = parse_toml(text, path), Lines(path, text)
    check(content, shape, lines)
    columns = content.get("compare", {}).get("columns", [])
    for i, row in enumerate(content.get("compare", {}).get("rows", [])):
        if len(row) != len(columns):
            problem = f"row {i + 1} of compare.rows has {len(row)} cells"
            raise lines.error("compare.rows", problem, f"write {len(columns)}, one for each of compare.columns")
    return Words(path, content), lines


def _compare(words: Words, lines: Lines, reference: Words, reference_path: Path) -> None:
    """Check that words have the keys and the placeholders of the first language's, `reference`."""
    mine, theirs = dict(words.leaves()), dict(reference.leaves())
    for key in sorted((mine.keys() ^ theirs.keys()) - {OF_TRANSLATIONS}):
        problem = f"the key {key} is missing" if key in theirs else f"the key {key} is not in {reference_path}"
        raise lines.error(key, problem, "the keys of all languages are the same")
    for key in sorted(mine.keys() & theirs.keys()):
        text, wanted = mine[key], placeholders(theirs[key])
        if placeholders(text) != wanted:
            problem = f"{key} has other {{placeholders}} than {reference_path}"
            raise lines.error(key, problem, f"use {_listed(sorted(wanted))}")


def _listed(names: Any) -> str:
    return ", ".join(names) or "none"
