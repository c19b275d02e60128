"""What a film's words tell the sites, besides what is spoken: `words/<locale>/film.md`.

A flat header of `key: value` lines, as scenes have, then the description, a paragraph a line. Both are read as
Markdown, as scenes are. The keys `sources`, `credits`, `advice` and `translation` may be left out. A translation takes
the answers to the sites' questions, the category and the sources from the film.md of the film's first language, unless
it has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from plan.errors import InputError, near
from plan.film import film
from plan.markdown import refuse_blocks, without_comments
from plan.parts import Reference, references
from plan.text import lines_of, read_text
from plan.words import header_lines, shown

NAME = "film.md"
HEADINGS = ("chapters", "sources", "transcript", "seen")
CATEGORIES = ("education", "science")
_ANSWERS = ("made-for-kids", "synthetic-media", "synthetic-voice")
_OPTIONAL = ("sources", "credits", "advice", "translation")
FACTS = ("category", *_ANSWERS, "sources")
"""Keys that are no text: a translation has those of the film's first language."""
_NEEDED = ("title", "poster", "voice", "tags", "category", *_ANSWERS)
KEYS = (*_NEEDED, *_OPTIONAL, *(f"heading.{name}" for name in HEADINGS))

Lines = Mapping[str, tuple[int, str]]
"""The number and the value of each key's line."""


@dataclass(frozen=True)
class Content:
    """What film.md says.

    Attributes:
        title, description, tags, category: what sites show and search.
        poster: the words on the poster.
        made_for_kids, synthetic_media, synthetic_voice: answers to the sites' questions.
        sources: the works that the film cites, by their key; each has a DOI.
        voice: that the narrator is a synthetic voice; the voice's name follows it.
        credits, advice: further sentences of the description, "" where there is none.
        translation: who made this translation, and who has read it; "" for an original.
        headings: of the parts of the description and of the transcript.
    """

    title: str
    poster: str
    description: str
    tags: tuple[str, ...]
    category: str
    made_for_kids: bool
    synthetic_media: bool
    synthetic_voice: bool
    sources: Mapping[str, Reference]
    credits: str
    voice: str
    advice: str
    translation: str
    headings: Mapping[str, str]

    def voice_and_credits(self, narrator: str) -> str:
        """Return who speaks, and the credits after it, those of the translation last."""
        return " ".join(part for part in (f"{self.voice}: {narrator}.", self.credits, self.translation) if part)

    def citations(self) -> list[str]:
        """Return each source with its key and the address of its DOI; none for a film that cites nothing."""
        return [f"{key}: {work.citation}, https://doi.org/{work.doi}" for key, work in self.sources.items()]


def read_content(words: Path) -> Content:
    """Read film.md from the folder of a language's words.

    Raises:
        InputError: with the file, the line and the fix.
    """
    path, original = words / NAME, words.with_name(film().languages[0]) / NAME
    facts: Lines = {}
    if original != path and original.is_file():
        parse_content(known := read_text(original, "write it"), original)
        facts = {key: line for key, line in _header_of(known, original)[0].items() if key in FACTS}
    return parse_content(read_text(path, "translate the film.md of another language to it"), path, facts)


def parse_content(text: str, path: Path, facts: Lines = MappingProxyType({})) -> Content:
    """Parse film.md.

    Args:
        text: what it says.
        path: names it in errors.
        facts: lines of the header that hold unless the text has its own.

    Raises:
        InputError: with the file, the line and the fix.
    """
    header, (lines, end) = _header_of(text, path, facts)
    paragraphs = [_paragraph(line, n, path) for n, line in enumerate(lines[end + 1 :], end + 2) if line.strip()]
    if not paragraphs:
        raise InputError(path, end + 1, "there is no description", "write a paragraph below the header")

    def value(key: str) -> str:
        return header[key][1] if key in header else ""

    return Content(
        title=value("title"),
        poster=value("poster"),
        description="\n\n".join(paragraphs),
        tags=tuple(_items(value("tags"))),
        category=_one_of(CATEGORIES, "category", header, path),
        made_for_kids=_one_of(("yes", "no"), "made-for-kids", header, path) == "yes",
        synthetic_media=_one_of(("yes", "no"), "synthetic-media", header, path) == "yes",
        synthetic_voice=_one_of(("yes", "no"), "synthetic-voice", header, path) == "yes",
        sources=_sources(*header["sources"], path) if "sources" in header else {},
        credits=value("credits"),
        voice=value("voice"),
        advice=value("advice"),
        translation=value("translation"),
        headings={name: value(f"heading.{name}") for name in HEADINGS},
    )


def _paragraph(line: str, number: int, path: Path) -> str:
    refuse_blocks(line, path, number)
    if line.partition(":")[0].strip() in KEYS:
        raise InputError(
            path, number, f"{line.strip()!r} looks like a line of the header", "move it above the second ---"
        )
    return shown(line.strip(), path, number)


def _header_of(text: str, path: Path, facts: Lines = MappingProxyType({})) -> tuple[Lines, tuple[list[str], int]]:
    """Return the header of film.md, and all its lines with the number of the one that ends the header."""
    lines = without_comments(lines_of(text, path), path)
    start, end = header_lines(lines, path)
    return _header(lines[start + 1 : end], start + 2, path, facts), (lines, end)


def _header(lines: list[str], first: int, path: Path, facts: Lines) -> Lines:
    header: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        key, _, value = (part.strip() for part in line.partition(":"))
        if key not in KEYS or not value:
            fix = f"use one of {', '.join(KEYS)}{near(key, KEYS) if key not in KEYS else ''}"
            raise InputError(path, number, f"{line.strip()!r} is not a header line", fix)
        if key in header:
            raise InputError(path, number, f"the key {key!r} is given twice", "keep one")
        header[key] = (number, shown(value, path, number))
    header = {**facts, **header}
    optional = {*_OPTIONAL, *(() if "sources" in header else ("heading.sources",))}
    for key in KEYS:
        if key not in header and key not in optional:
            raise InputError(path, 1, f"the header lacks {key!r}", f"add a line {key}: …")
    return header


def _items(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]


def _one_of(choices: tuple[str, ...], key: str, header: Lines, path: Path) -> str:
    line, value = header[key]
    if value not in choices:
        raise InputError(path, line, f"{key} is {value!r}", f"write one of {', '.join(choices)}")
    return value


def _sources(line: int, value: str, path: Path) -> dict[str, Reference]:
    known, found = references(), {}
    for name in _items(value):
        if name not in known:
            fix = "use a key of the film's model/references.py, or add the work there"
            raise InputError(path, line, f"the source {name!r} is unknown{near(name, known)}", fix)
        if not known[name].doi:
            raise InputError(path, line, f"the source {name!r} has no DOI", "add it in the film's model/references.py")
        found[name] = known[name]
    return found
