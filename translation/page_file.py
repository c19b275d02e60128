"""page.toml as units, and back: one text a line, each below the text of the first language that it translates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from page.builder.words import OF_TRANSLATIONS
from plan.direction import direction_of
from plan.film import parse_toml
from plan.text import lines_of, read_text
from translation.unit import Memory, Unit, memories, memory, with_memory

FACTS = ("direction", "foot.licence_link")
"""Keys that are no text to translate."""
OWN = (OF_TRANSLATIONS,)
"""Keys that only a translation has."""
_TABLE = re.compile(r"\[(\[?)\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")
_VALUE = re.compile(r"\s*([\w-]+)\s*=\s*(.*)")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass
class _Comments:
    """The comments above a text: the source that they keep, and those of the translator."""

    kept: Memory | None = None
    former: Memory | None = None
    notes: list[str] = field(default_factory=list)


def leaves(content: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a TOML file with its dotted key.

    >>> list(leaves({"a": {"b": "x"}, "c": ["y", "z"]}))
    [('a.b', 'x'), ('c.0', 'y'), ('c.1', 'z')]
    """
    if isinstance(content, str):
        yield key, content
    elif isinstance(content, dict | list):
        for name, each in content.items() if isinstance(content, dict) else enumerate(content):
            yield from leaves(each, f"{key}.{name}".removeprefix("."))


def read_units(source: Path, path: Path, locale: str) -> list[Unit]:
    """Return the texts of the page with their translations, as far as there are any.

    Args:
        source: page.toml in the film's first language.
        path: page.toml of the translation, which may be missing.
        locale: the film's first language.

    Raises:
        InputError: a file is not TOML.
    """
    original, lines = _content(source)
    source_lines = {key: number for number, key, _ in _places(lines)}
    units = [
        Unit(path, key, text, source_lines.get(key, 1)) for key, text in leaves(original) if key not in FACTS and text
    ]
    if not path.exists():
        return units
    content, lines = _content(path)
    texts = dict(leaves(content))
    places = {key: (number, _comments(above, locale)) for number, key, above in _places(lines)}
    return [_filled(unit, texts.get(unit.key, ""), *places.get(unit.key, (1, _Comments()))) for unit in units]


def extra_keys(source: Path, path: Path) -> dict[str, str]:
    """Return the texts of a translation that its source does not have, by key."""
    known = {key for key, _ in leaves(_content(source)[0])}
    return {key: text for key, text in leaves(_content(path)[0]) if key not in known} if path.exists() else {}


def compose(source: Path, path: Path, units: Sequence[Unit], locale: str, into: str) -> str:
    """Return the text of page.toml with these units; what else a translator wrote stays.

    Args:
        source: page.toml in the film's first language.
        path: page.toml of the translation, which may be missing.
        units: the texts.
        locale: the film's first language.
        into: the language of the translation.

    Raises:
        InputError: the file that is there is not TOML.
    """
    own = {key: text for key, text in extra_keys(source, path).items() if key in OWN}
    gone = {key: text for key, text in extra_keys(source, path).items() if key not in OWN and text}
    content = _content(source)[0]
    writer = _Writer({unit.key: unit for unit in units}, own, locale, direction_of(into))
    lines = [*writer.table(content, ""), *_gone(path, gone, locale), *_tail(path)]
    return "\n".join(lines).strip("\n") + "\n"


def _gone(path: Path, gone: Mapping[str, str], locale: str) -> Iterator[str]:
    """Yield texts whose source is gone as comments, after those that are there already."""
    yield from (f"# no longer in {locale}: {key} = {_quoted(text)}" for key, text in gone.items())


def _tail(path: Path) -> list[str]:
    """Return the comments below the last text of a file."""
    if not path.exists():
        return []
    lines = _content(path)[1]
    end = next((number for number in range(len(lines), 0, -1) if not _is_aside(lines[number - 1])), 0)
    return [line for line in lines[end:] if line.strip()]


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


class _Writer:
    """Writes a table as TOML, each text below its source."""

    def __init__(self, units: Mapping[str, Unit], own: Mapping[str, str], locale: str, direction: str) -> None:
        self._units, self._own, self._locale, self._direction = units, own, locale, direction

    def table(self, content: Mapping[str, Any], key: str) -> Iterator[str]:
        """Yield the lines of a table: first what stands in it, then the tables below it, as TOML demands."""
        below = {name: each for name, each in content.items() if _is_table(each)}
        for name, each in content.items():
            if name not in below:
                yield from self._value(name, each, f"{key}.{name}".removeprefix("."))
        for own, text in self._own.items():
            if own.rpartition(".")[0] == key:
                yield f"{own.rpartition('.')[2]} = {_quoted(text)}"
        for name, each in below.items():
            whole = f"{key}.{name}".removeprefix(".")
            if isinstance(each, dict):
                yield from ("", f"[{whole}]", *self.table(each, whole))
                continue
            for number, row in enumerate(each):
                yield from ("", f"[[{whole}]]", *self.table(row, f"{whole}.{number}"))

    def _value(self, name: str, content: Any, key: str) -> Iterator[str]:
        if isinstance(content, str):
            yield from self._text(key, content, f"{name} = ", "")
        else:
            yield f"{name} = ["
            yield from self._list(content, key, "  ")
            yield "]"

    def _list(self, content: Sequence[Any], key: str, indent: str) -> Iterator[str]:
        for number, each in enumerate(content):
            below = f"{key}.{number}"
            if isinstance(each, str):
                yield from self._text(below, each, indent, ",")
            else:
                yield f"{indent}["
                yield from self._list(each, below, indent + "  ")
                yield f"{indent}],"

    def _text(self, key: str, source: str, opening: str, closing: str) -> Iterator[str]:
        indent = " " * (len(opening) - len(opening.lstrip()))
        unit = self._units.get(key)
        if unit is None:
            text = self._direction if key == "direction" else source
        else:
            text = unit.text
            yield from (f"{indent}{note}" for note in unit.notes)
            yield from (f"{indent}# {each}" for each in memories(unit, self._locale))
        yield f"{opening}{_quoted(text)}{closing}"


def _is_table(content: Any) -> bool:
    return isinstance(content, dict) or (isinstance(content, list) and any(isinstance(each, dict) for each in content))


def _quoted(text: str) -> str:
    r"""Return text as TOML writes it in quotes.

    >>> _quoted('Say "α"')
    '"Say \\"α\\""'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _content(path: Path) -> tuple[dict[str, Any], list[str]]:
    lines = lines_of(read_text(path, "write it"), path)
    return parse_toml(lines, path), lines


def _comments(above: Sequence[str], locale: str) -> _Comments:
    found = _Comments()
    for line in above:
        kept = memory(line.strip().lstrip("#").strip(), locale)
        if kept is None:
            found.notes.append(line.strip())
        elif kept.is_former:
            found.former = kept
        else:
            found.kept = kept
    return found


def _filled(unit: Unit, text: str, line: int, above: _Comments) -> Unit:
    notes = tuple(above.notes)
    return with_memory(replace(unit, text=text.strip(), line=line, notes=notes), above.kept, above.former)


def _places(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the line and the key of each text of a TOML file, and the comments right above it.

    Lists may go over several lines. What else TOML allows, such as dotted keys, is not found here, so its comments
    are not seen.
    """
    table, counts = "", dict[str, int]()
    above: list[str] = []
    stack: list[int] = []
    key = ""
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("#"):
            above.append(line)
            continue
        if not stack and (header := _TABLE.fullmatch(bare)):
            table = header[2]
            if header[1]:
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}.{counts[table]}"
            continue
        rest = bare
        if not stack and (value := _VALUE.fullmatch(line)):
            key, rest = f"{table}.{value[1]}".removeprefix("."), value[2]
        for token in re.findall(rf"{_TEXT.pattern}|[\[\]]", rest):
            if token == "[":
                stack.append(0)
            elif token == "]":
                stack = stack[:-1]
                if stack:
                    stack[-1] += 1
            else:
                yield number, ".".join([key, *map(str, stack)]), above
                above = []
                if stack:
                    stack[-1] += 1
        if bare:
            above = above if stack and not _TEXT.search(bare) else []
