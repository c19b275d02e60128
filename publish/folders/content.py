"""What is told of the film besides its words: words/en/film.md in English, film.<locale>.md in other languages.

A flat header of `key: value` lines, as scenes have, then the description, a paragraph a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.references import REFERENCES, Reference
from plan.errors import InputError

HEADINGS = ("chapters", "sources", "transcript", "seen")
_PLAIN = ("title", "poster", "credits", "voice", "advice")
_LISTS = ("tags", "sources")
_ANSWERS = ("made-for-kids", "synthetic-media", "synthetic-voice")
KEYS = (*_PLAIN, *_LISTS, "category", *_ANSWERS, *(f"heading.{name}" for name in HEADINGS))
CATEGORIES = ("education", "science")


@dataclass(frozen=True)
class Content:
    """What film.md says. `sources` are the cited works by their key, each with a DOI."""

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
    headings: Mapping[str, str]


def read(path: Path) -> Content:
    """Read film.md.

    Raises:
        InputError: with the file, the line and the mend.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        raise InputError(path, 1, "there is no such file", "translate words/en/film.md to it") from None


def parse(text: str, path: Path) -> Content:
    """Parse film.md; `path` names it in errors.

    Raises:
        InputError: with the line and the mend.
    """
    lines = text.splitlines()
    ends = [number for number, line in enumerate(lines) if line.strip() == "---"]
    if len(ends) < 2 or ends[0]:
        raise InputError(path, 1, "the header is missing", "open the file with ---, key: value lines, and ---")
    values = _header(lines[1 : ends[1]], path)
    body = "\n\n".join(line.strip() for line in lines[ends[1] + 1 :] if line.strip())
    if not body:
        raise InputError(path, ends[1] + 1, "there is no description", "write a paragraph below the header")
    return Content(
        description=body,
        tags=tuple(_items(values["tags"][1])),
        sources=_sources(*values["sources"], path),
        category=_one_of(CATEGORIES, "category", values, path),
        headings={name: values[f"heading.{name}"][1] for name in HEADINGS},
        **{key.replace("-", "_"): _one_of(("yes", "no"), key, values, path) == "yes" for key in _ANSWERS},
        **{key: values[key][1] for key in _PLAIN},
    )


def _header(lines: list[str], path: Path) -> dict[str, tuple[int, str]]:
    """Return every key's line and value."""
    values: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, 2):
        key, _, value = (part.strip() for part in line.partition(":"))
        if key not in KEYS or not value:
            raise InputError(path, number, f"{line.strip()!r} is no header line", f"use one of {', '.join(KEYS)}")
        if key in values:
            raise InputError(path, number, f"the key {key!r} stands twice", "keep one")
        values[key] = (number, value)
    for key in KEYS:
        if key not in values:
            raise InputError(path, 1, f"the header lacks {key!r}", f"add a line {key}: …")
    return values


def _items(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]


def _one_of(choices: tuple[str, ...], key: str, values: dict[str, tuple[int, str]], path: Path) -> str:
    line, value = values[key]
    if value not in choices:
        raise InputError(path, line, f"{key} is {value!r}", f"write one of {', '.join(choices)}")
    return value


def _sources(line: int, value: str, path: Path) -> dict[str, Reference]:
    found = {}
    for name in _items(value):
        if name not in REFERENCES:
            mend = "use a key of model/references.py, or add the work there"
            raise InputError(path, line, f"the source {name!r} is unknown", mend)
        if not REFERENCES[name].doi:
            raise InputError(path, line, f"the source {name!r} has no DOI", "add it in model/references.py")
        found[name] = REFERENCES[name]
    return found
