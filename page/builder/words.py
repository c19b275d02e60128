"""The words of the page: `words/<locale>/page.toml`, with the same keys and the same {placeholders} in every language.

Every page needs these tables:

    language, direction ("ltr" or "rtl")
    [head]      title, description, skip (a link to the film for keyboards and screen readers)
    [hero]      title, tagline, lead; optional: topic above the title, more below the facts
    [film]      heading, lead, play, poster (its text twin), no_video, download, chapters, chapter, transcript, seen
    [foot]      licence; optional: advice, emergency, licence_url (for machines)

These are optional, and a page has a section for each that is there:

    [[facts]]   name, value, versus, note
    [how]       heading, and [[how.steps]] with title, text
    [compare]   heading, columns, rows
    [questions] heading, and [[questions.items]] with question, answer
    [sources]   heading, lead, link

A film's figure asks for tables of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plan.errors import near
from plan.film import film

NAME = "page.toml"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class WordsError(ValueError):
    """The words cannot be used. The message is one line that names the file, the key and the fix."""


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
        """Iterate over a table's keys and what stands under them."""
        return ((name, self[name]) for name in self)

    def filled(self, name: str | int, **values: object) -> str:
        """Return the text under `name` with its {placeholders} filled in.

        Raises:
            WordsError: the text is missing, or has a placeholder for which there is no value.
        """
        text = str(self[name])
        for placeholder in _PLACEHOLDER.findall(text):
            if placeholder not in values:
                problem = f"{self._below(name)} has the placeholder {{{placeholder}}}{near(placeholder, values)}"
                raise WordsError(f"{self._path}: {problem}: use {_listed(values)}")
        return text.format(**values)

    def select(self, *names: str) -> dict[str, Any]:
        """Return tables as plain data, by name."""
        return {name: self.at(name)._content for name in names}

    def at(self, key: str) -> Any:
        """Return what stands at a dotted key, such as "facts.0.value"."""
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
        hint = near(str(name), there)
        where = f"{self._key} has" if self._key else "there are"
        return WordsError(f"{self._path}: the key {self._below(name)} is missing{hint}: {where} {_listed(there)}")


def load(locale: str) -> Words:
    """Return the words of the page in a language.

    Raises:
        WordsError: there is no such file, it is no TOML, or its keys or placeholders differ from the first language's.
    """
    reference = film().languages[0]
    path, model = (film().words(name) / NAME for name in (locale, reference))
    if not path.exists():
        known = sorted(found.parent.name for found in film().words(locale).parent.glob(f"*/{NAME}"))
        fix = f"translate {model}" if locale != reference else "write it; page/builder/words.py says what it needs"
        raise WordsError(f"{path}: the page has no words in this language (there are {_listed(known)}): {fix}")
    words = _read(path)
    if locale != reference:
        _compare(path, words, model, _read(model))
    return words


def _read(path: Path) -> Words:
    try:
        return Words(path, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordsError(f"{path}: this is not TOML: {error}") from None


def _compare(path: Path, words: Words, model_path: Path, model: Words) -> None:
    mine, theirs = dict(words.leaves()), dict(model.leaves())
    for key in sorted(mine.keys() ^ theirs.keys()):
        problem = f"the key {key} is missing" if key in theirs else f"the key {key} is not in {model_path}"
        raise WordsError(f"{path}: {problem}: the keys of all languages are the same")
    for key, text in mine.items():
        wanted = set(_PLACEHOLDER.findall(theirs[key]))
        if set(_PLACEHOLDER.findall(text)) != wanted:
            raise WordsError(f"{path}: {key} has other {{placeholders}} than {model_path}: use {_listed(wanted)}")


def _listed(names: Any) -> str:
    return ", ".join(names) or "none"
