"""All texts of a language, as units by file, and the files that they make: `words/<locale>`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from page.builder import words as page_words
from plan.errors import InputError
from plan.files import write_if_changed
from plan.film import Film
from plan.markdown import plain
from plan.text import lines_of, optional_text
from publish.folders import content
from translation import markdown_file, page_file
from translation.length import spoken_seconds
from translation.unit import Unit

FREE = ("pronunciation.md", "phrases.md")
"""Files that each language writes for itself: what a voice gets wrong, and names that captions keep whole."""
_INTRODUCTIONS = {
    "pronunciation.md": "How words are said: docs/words.md describes the forms. The first language has:",
    "phrases.md": "Names of several words that no caption may break, one a line. The first language has:",
}


@dataclass(frozen=True)
class Folder:
    """The words of a language, and those of the film's first language from which they are translated."""

    film: Film
    locale: str

    @property
    def source_locale(self) -> str:
        """The film's first language."""
        return self.film.languages[0]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files that are translated, in running order; a film may have no page.toml."""
        names = (*(f"{scene}.md" for scene in self.film.scenes), content.NAME, page_words.NAME)
        return tuple(name for name in names if self.source(name).exists() or name != page_words.NAME)

    def source(self, name: str) -> Path:
        """The file of the first language."""
        return self.film.words(self.source_locale) / name

    def path(self, name: str) -> Path:
        """The file of the translation."""
        return self.film.words(self.locale) / name

    @property
    def po(self) -> Path:
        """The file of the exchange with Weblate, beside the folder."""
        return self.film.words(self.locale).with_suffix(".po")

    def units(self, name: str) -> list[Unit]:
        """Return the units of a file.

        Raises:
            InputError: it or its source is damaged.
        """
        module = page_file if name == page_words.NAME else markdown_file
        units = module.read_units(self.source(name), self.path(name), self.source_locale)
        if name in (page_words.NAME, content.NAME):
            return units
        return [replace(unit, seconds=self._seconds(unit)) for unit in units]

    def all_units(self) -> list[Unit]:
        """Return the units of all files.

        Raises:
            InputError: a file is damaged.
        """
        return [unit for name in self.names for unit in self.units(name)]

    def write(self, units: Sequence[Unit]) -> list[Path]:
        """Write units into their files, and the free files if they are missing; return the files that changed."""
        by_name: Mapping[str, list[Unit]] = {
            name: [unit for unit in units if unit.path.name == name] for name in self.names
        }
        changed = [name for name in self.names if self._write(name, self._composed(name, by_name[name]))]
        changed += [name for name in FREE if not self.path(name).exists() and self._write(name, self._started(name))]
        return [self.path(name) for name in changed]

    def _composed(self, name: str, units: Sequence[Unit]) -> str:
        source, path = self.source(name), self.path(name)
        if name == page_words.NAME:
            return page_file.compose(source, path, units, self.source_locale, self.locale)
        return markdown_file.compose(source, path, units, self.source_locale)

    def _started(self, name: str) -> str:
        """Return a free file that has no entry yet, only what the first language has, as comments."""
        entries = [line for line in lines_of(optional_text(self.source(name)), self.source(name)) if line.strip()]
        return "\n".join([f"# {_INTRODUCTIONS[name]}", *(f"# {line.lstrip('# ')}" for line in entries), ""])

    def _write(self, name: str, text: str) -> bool:
        return write_if_changed(self.path(name), text.encode())

    def _seconds(self, unit: Unit) -> float:
        """Return how long the source of a sentence is spoken (s), 0 for a text of the header."""
        if not markdown_file.is_sentence(unit):
            return 0.0
        return spoken_seconds(shown(unit.source, unit.path, unit.line), self.source_locale, self.film)


def shown(sentence: str, path: Path, line: int) -> str:
    """Return a sentence as it is displayed, without its cues; as it is written if Markdown cannot read it."""
    try:
        return plain(markdown_file.without_cues(sentence), path, line)
    except InputError:
        return sentence
