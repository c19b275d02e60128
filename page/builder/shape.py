"""What the words of a page must be: which keys, which are texts, and which {placeholders} a text may have.

A shape is written as the words themselves are:

    Text("title", "time")       a text, and the placeholders that it may have
    {"name": …, "note?": …}     a table; a key with a question mark may be left out
    [Text()]                    a list of such, of one at least
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from plan.errors import InputError, near
from plan.text import refuse_invisible

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_HEADER = re.compile(r"\s*(\[\[?)([\w.\s\"'-]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w.\"'-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=")


class Text:
    """A text: its placeholders, what it may be if that is one of a few, and whether it may be empty."""

    def __init__(self, *placeholders: str, choices: Sequence[str] = (), may_be_empty: bool = False) -> None:
        self.placeholders, self.choices, self.may_be_empty = placeholders, choices, may_be_empty


Shape: TypeAlias = "Text | Mapping[str, Shape] | list[Shape]"
Table: TypeAlias = "Mapping[str, Shape]"


class WordsError(InputError):
    """The words cannot be used. The message is one line that names the file, the line, the key and the fix."""


class Lines:
    """The lines of a TOML file, found by dotted key such as "facts.0.value"."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        self.path = path
        self._by_key: dict[str, int] = {}
        counts: dict[str, int] = {}
        table = ""
        for number, line in enumerate(lines, 1):
            if header := _HEADER.fullmatch(line):
                table = _plain(header[2])
                if header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    self._by_key.setdefault(table, number)
                    table = f"{table}.{counts[table]}"
                self._by_key.setdefault(table, number)
            elif key := _KEY.match(line):
                self._by_key.setdefault(f"{table}.{_plain(key[1])}".removeprefix("."), number)

    def of(self, key: str) -> int:
        """Return the line of a key, or of its first part, or of what it is part of."""
        while key and key not in self._by_key:
            parts = [line for known, line in self._by_key.items() if known.startswith(f"{key}.")]
            if parts:
                return min(parts)
            key = key.rpartition(".")[0]
        return self._by_key.get(key, 1)

    def error(self, key: str, problem: str, fix: str) -> WordsError:
        """Return the error that there is a problem with a key."""
        return WordsError(self.path, self.of(key), problem, fix)


def check(content: Any, shape: Shape, lines: Lines, key: str = "") -> None:
    """Check that the words under a key have a shape.

    Raises:
        WordsError: a key is unknown or missing, or something is not what it should be.
    """
    if isinstance(shape, Text):
        _check_text(content, shape, lines, key)
    elif isinstance(shape, list):
        if not isinstance(content, list) or not content:
            fix = f"write a list, such as {key} = [{_example(shape[0])}]"
            raise lines.error(key, f"{key} is {_described(content)}", fix)
        for i, each in enumerate(content):
            check(each, shape[0], lines, f"{key}.{i}")
    else:
        _check_table(content, shape, lines, key)


def merge(one: Table, other: Table) -> Table:
    """Return a shape with the keys of both, table by table.

    >>> merge({"hero": {"title": 1}}, {"hero": {"drive": 2}})
    {'hero': {'title': 1, 'drive': 2}}
    """
    merged: dict[str, Any] = dict(one)
    for name, shape in other.items():
        before = merged.get(name)
        merged[name] = merge(before, shape) if isinstance(before, Mapping) and isinstance(shape, Mapping) else shape
    return merged


def placeholders(text: str) -> set[str]:
    """Return the names in braces of a text.

    >>> sorted(placeholders("{title}, from {time}"))
    ['time', 'title']
    """
    return set(_PLACEHOLDER.findall(text))


def _check_table(content: Any, shape: Table, lines: Lines, key: str) -> None:
    if not isinstance(content, dict):
        raise lines.error(key, f"{key} is {_described(content)}", f"write a table: [{key}]")
    known = {name.removesuffix("?"): each for name, each in shape.items()}
    for name in content:
        if name not in known:
            whole = f"{key}.{name}".removeprefix(".")
            raise lines.error(whole, f"unknown key {whole}{near(name, known)}", f"use one of {', '.join(known)}")
    for name in shape:
        if not name.endswith("?") and name not in content:
            missing, there = f"{key}.{name}".removeprefix("."), f"{key} has" if key else "there are"
            raise lines.error(key, f"the key {missing} is missing", f"write it; {there} {', '.join(content) or 'none'}")
    for name, each in content.items():
        check(each, known[name], lines, f"{key}.{name}".removeprefix("."))


def _check_text(text: Any, shape: Text, lines: Lines, key: str) -> None:
    if not isinstance(text, str):
        raise lines.error(key, f"{key} is {_described(text)}", "write text in quotes")
    if not text.strip() and not shape.may_be_empty:
        raise lines.error(key, f"{key} is empty", "write some text")
    if shape.choices and text not in shape.choices:
        problem = f"{key} is {text!r}{near(text, shape.choices)}"
        raise lines.error(key, problem, f"use one of {', '.join(shape.choices)}")
    allowed = " or ".join(f"{{{name}}}" for name in shape.placeholders)
    fix = f"write {allowed}" if allowed else "write the text without braces: nothing is filled in here"
    for name in _PLACEHOLDER.findall(text):
        if name not in shape.placeholders:
            raise lines.error(key, f"{key} has the placeholder {{{name}}}{near(name, shape.placeholders)}", fix)
    if brace := re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        raise lines.error(key, f"{key} has a brace {brace[0]} by itself", fix)
    for line in text.splitlines():
        refuse_invisible(line, lines.path, lines.of(key))  # TOML can write it as an escape


def _described(content: Any) -> str:
    names = {dict: "a table", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    if content == [] or content == {}:
        return "empty"
    return names.get(type(content), "a date or a time")


def _example(shape: Shape) -> str:
    return '"…"' if isinstance(shape, Text) else "[…]" if isinstance(shape, list) else "{…}"


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
