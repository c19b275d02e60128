"""Scenes and film.md as units, and back: a header of `key: text` lines, then sentences.

A file is rewritten as a whole, in the order of the source. Comments of the translator stay above the text to which they
belong, and a text whose source is gone becomes a comment at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

from plan.errors import InputError
from plan.markdown import without_comments
from plan.text import lines_of, read_text
from plan.words import NOTE_KEYS, header_lines
from publish.folders import content
from translation.unit import Memory, Unit, memories, memory, with_memory

FACTS = frozenset({*NOTE_KEYS, *content.FACTS})
"""Keys of the header that are no text: they hold for all languages, and stand in the first one alone."""
OWN = ("translation",)
"""Keys that only a translation has."""
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->")
_LINK = re.compile(r"\[([^\[\]]*)\]\(#[^()\s]*\)")
_CUE = re.compile(r"\]\(#([a-z0-9-]+)\)")
_ALIKE = 0.6
"""Least likeness of two sentences of which one is an edit of the other."""


@dataclass
class _Entry:
    """A text that a translation's file holds: its key ("" for a sentence), and the comments above it."""

    key: str
    text: str
    line: int
    kept: Memory | None = None
    former: Memory | None = None
    notes: tuple[str, ...] = ()


@dataclass
class _File:
    """What a translation's file holds; `tails` are the comments below the header and below the sentences."""

    header: list[_Entry] = field(default_factory=list)
    sentences: list[_Entry] = field(default_factory=list)
    tails: list[tuple[str, ...]] = field(default_factory=list)


def cue_names(text: str) -> list[str]:
    """Return the names of the cues of a sentence, in order.

    >>> cue_names("[One](#a) and [two](#b).")
    ['a', 'b']
    """
    return _CUE.findall(text)


def without_cues(text: str) -> str:
    """Return a sentence with the words of its cues, and without their links.

    >>> without_cues("[One](#a) and [two](#b).")
    'One and two.'
    """
    return _LINK.sub(r"\1", text)


def source_units(source: Path, path: Path) -> list[Unit]:
    """Return the texts of a file of the film's first language, untranslated; `path` is that of the translation.

    Raises:
        InputError: the source is missing or damaged.
    """
    lines = without_comments(lines_of(read_text(source, "write it"), source), source)
    start, end = header_lines(lines, source)
    header = [
        Unit(path, key, text, number)
        for number, line in enumerate(lines[start + 1 : end], start + 2)
        for key, text in [_parted(line)]
        if line.strip() and key.partition(".")[0] not in FACTS
    ]
    body = [(number, line.strip()) for number, line in enumerate(lines[end + 1 :], end + 2) if line.strip()]
    names = _sentence_keys([text for _, text in body])
    return header + [Unit(path, key, text, number) for key, (number, text) in zip(names, body, strict=True)]


def _sentence_keys(sentences: Sequence[str]) -> list[str]:
    """Return a key for each sentence: its first cue, or else its number.

    >>> _sentence_keys(["[One](#a).", "Two."])
    ['#a', 'sentence 2']
    """
    first = [next(iter(cue_names(text)), "") for text in sentences]
    return [f"#{name}" if name else f"sentence {number}" for number, name in enumerate(first, 1)]


def is_sentence(unit: Unit) -> bool:
    """Return whether a unit of a Markdown file is a sentence, and not a line of the header."""
    return unit.key.startswith(("#", "sentence "))


def read_units(source: Path, path: Path, locale: str) -> list[Unit]:
    """Return the units of a file with their translations, as far as there are any.

    Args:
        source: the file in the film's first language.
        path: the file of the translation, which may be missing.
        locale: the film's first language.

    Raises:
        InputError: a file is damaged.
    """
    units = source_units(source, path)
    found = _read(path, locale) if path.exists() else _File()
    header = {entry.key: entry for entry in found.header}
    texts = [_filled(unit, header.get(unit.key)) for unit in units if not is_sentence(unit)]
    sentences = [unit for unit in units if is_sentence(unit)]
    return texts + [_filled(unit, entry) for unit, entry in _paired(sentences, found.sentences)]


def compose(source: Path, path: Path, units: Sequence[Unit], locale: str) -> str:
    """Return the text of a translation's file with these units; what else was in the file stays.

    Raises:
        InputError: the file that is there is damaged.
    """
    found = _read(path, locale) if path.exists() else _File()
    originals = source_units(source, path)
    keys = {unit.key for unit in originals}
    lines = ["---"]
    for unit in units:
        if not is_sentence(unit):
            lines += [*unit.notes, *_comments(unit, locale), f"{unit.key}: {unit.text}".rstrip()]
    gone: list[str] = []
    for entry in found.header:
        fact = entry.key.partition(".")[0] in FACTS
        if entry.key in OWN or (fact and f"{entry.key}: {entry.text}" not in _facts(source)):
            lines += [*entry.notes, f"{entry.key}: {entry.text}"]
        elif entry.key not in keys and not fact:
            gone += [*entry.notes, *_gone(entry, locale)]
    lines += [*(found.tails[0] if found.tails else ()), "---"]
    for unit in units:
        if is_sentence(unit):
            lines += [*unit.notes, *_comments(unit, locale), unit.text, ""]
    paired = {id(entry) for _, entry in _paired([u for u in originals if is_sentence(u)], found.sentences)}
    for entry in found.sentences:
        if id(entry) not in paired and entry.text:
            gone += [*entry.notes, *_gone(entry, locale)]
    lines += [*gone, *(found.tails[1] if len(found.tails) > 1 else ())]
    return "\n".join(lines).rstrip("\n") + "\n"


def _comments(unit: Unit, locale: str) -> list[str]:
    return [f"<!-- {each} -->" for each in memories(unit, locale)]


def _gone(entry: _Entry, locale: str) -> list[str]:
    """Return a text whose source is gone as a comment."""
    source = f" ({locale}: {entry.kept.source})" if entry.kept else ""
    text = (f"{entry.key}: {entry.text}" if entry.key else entry.text).replace("-->", r"--\>")
    return [f"<!-- no longer in {locale}{source}: {text} -->"]


def _facts(source: Path) -> set[str]:
    """Return the lines of a source's header that are no text, as they are compared."""
    lines = without_comments(lines_of(read_text(source, "write it"), source), source)
    start, end = header_lines(lines, source)
    return {": ".join(_parted(line)) for line in lines[start + 1 : end] if line.strip()}


def _filled(unit: Unit, entry: _Entry | None) -> Unit:
    if entry is None:
        return unit
    return with_memory(replace(unit, text=entry.text, line=entry.line, notes=entry.notes), entry.kept, entry.former)


def _paired(units: Sequence[Unit], entries: Sequence[_Entry]) -> list[tuple[Unit, _Entry | None]]:
    """Return each sentence of the source with its translation: by the source that was kept, by cues, by likeness.

    Translations that keep no source, since they were made by hand, follow in their order.
    """
    left = list(entries)
    found: dict[str, _Entry] = {}

    def take(unit: Unit, fits: Iterator[_Entry]) -> None:
        entry = next(fits, None)
        if unit.key not in found and entry is not None:
            found[unit.key] = entry
            left.remove(entry)

    for unit in units:
        take(unit, (each for each in left if each.kept and each.kept.source == unit.source))
    for unit in units:
        names = set(cue_names(unit.source))
        take(unit, (each for each in left if names & {*cue_names(each.text), *cue_names(_kept(each))}))
    for unit in units:
        take(unit, (each for each in left if each.kept and _alike(_kept(each), unit.source)))
    for unit in units:
        take(unit, (each for each in left if not each.kept))
    return [(unit, found.get(unit.key)) for unit in units]


def _kept(entry: _Entry) -> str:
    return entry.kept.source if entry.kept else ""


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _parted(line: str) -> tuple[str, str]:
    key, _, text = (part.strip() for part in line.partition(":"))
    return key, text


def _read(path: Path, locale: str) -> _File:
    """Read a translation's file, also one that is not complete.

    Raises:
        InputError: it is not text, or it has no header.
    """
    reader = _Reader(locale)
    for number, line in enumerate(lines_of(read_text(path, "make translate writes it"), path), 1):
        reader.take(number, line)
    if reader.marks < 2:
        problem = "the header is missing" if not reader.marks else "the header does not end"
        raise InputError(path, 1, problem, "open the file with ---, key: value lines, and ---")
    return reader.end()


class _Reader:
    """Takes the lines of a translation's file one after the other."""

    def __init__(self, locale: str) -> None:
        self.marks, self._locale, self._file, self._number = 0, locale, _File(), 0
        self._in_comment = False
        self._kept: Memory | None = None
        self._former: Memory | None = None
        self._kept_line = 0
        self._above: list[str] = []
        self._notes: list[str] = []

    def take(self, number: int, line: str) -> None:
        self._number = number
        bare = line.strip()
        if self._in_comment or (bare.startswith("<!--") and "-->" not in bare):
            self._notes.append(line)
            self._in_comment = "-->" not in bare
        elif (comment := _COMMENT.fullmatch(bare)) and bare.count("<!--") == 1:
            self._comment(line, comment[1])
        elif bare == "---" and self.marks < 2:
            self._mark()
        elif bare and self.marks == 1:
            key, text = _parted(line)
            self._file.header.append(self._entry(key, text))
        elif bare:
            self._file.sentences.append(self._entry("", bare))

    def end(self) -> _File:
        self._flush()
        self._file.tails.append(tuple(self._notes))
        return self._file

    def _comment(self, line: str, text: str) -> None:
        kept = memory(text, self._locale)
        if kept is None:
            self._notes.append(line)
            return
        if self._kept or (self._former and kept.is_former):
            self._flush()
        if not self._former:
            self._above, self._notes = self._notes, []
        if kept.is_former:
            self._former = kept
        else:
            self._kept, self._kept_line = kept, self._number

    def _mark(self) -> None:
        self.marks += 1
        if self.marks == 2:
            self._file.tails.append((*self._above, *self._notes))
            self._clear()

    def _entry(self, key: str, text: str) -> _Entry:
        entry = _Entry(key, text, self._number, self._kept, self._former, (*self._above, *self._notes))
        self._clear()
        return entry

    def _flush(self) -> None:
        """Keep a sentence that is not translated yet: a source with nothing below it."""
        notes = self._notes
        if self._kept and self.marks == 2:
            self._notes, line = [], self._kept_line
            self._file.sentences.append(replace(self._entry("", ""), line=line))
        self._clear()
        self._notes = notes

    def _clear(self) -> None:
        self._kept = self._former = None
        self._kept_line, self._above, self._notes = 0, [], []
