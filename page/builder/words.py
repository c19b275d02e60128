"""Words of the page: one TOML file a language, all with the same keys and the same {placeholders}."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model import claims
from plan.film import film

REFERENCE = "en"
NAME = "page.toml"
CLAIMS = Path(__file__).with_name("claims.toml")
_PLACEHOLDER = re.compile(r"\{\w+\}")


class WordsError(ValueError):
    """Words that can't be used. The message names the file, the key and the mend."""


def load(locale: str) -> dict[str, Any]:
    """Return the words of `locale`.

    Raises:
        WordsError: there is no such file, it is no TOML, or its keys or placeholders differ from English.
    """
    path = film().words(locale) / NAME
    if not path.exists():
        known = ", ".join(sorted(p.parent.name for p in film().words(locale).parent.glob(f"*/{NAME}")))
        source = film().words(REFERENCE) / NAME
        raise WordsError(f"{path}: there are no words in this language: translate {source}; known: {known}")
    words = _read(path)
    if locale != REFERENCE:
        _compare(path, words, _read(film().words(REFERENCE) / NAME))
    return words


def check_claims(words: dict[str, Any]) -> None:
    """Hold the words to the model.

    Raises:
        WordsError: a claim of `claims.toml` is false of the model, can't be read, or belongs to no sentence.
    """
    path = CLAIMS
    for key, texts in _read(path).items():
        try:
            sentence = at(words, key)
        except (KeyError, IndexError, ValueError):
            raise WordsError(f"{path}: {key} names no sentence: use a key of {NAME}") from None
        for text in texts:
            try:
                verdict = claims.check(text)
            except ValueError as fault:
                raise WordsError(f"{path}: {key}: {text!r} can't be read: {fault}") from None
            if not verdict.ok:
                problem = f"the model gives {verdict.measured}, so {text!r} is false"
                raise WordsError(f"{path}: {key}: {problem}: change the model back, or the claim and «{sentence}»")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise WordsError(f"{path}: this isn't TOML: {fault}") from None


def _compare(path: Path, words: dict[str, Any], reference: dict[str, Any]) -> None:
    mine, theirs = dict(leaves(words)), dict(leaves(reference))
    for key in sorted(mine.keys() ^ theirs.keys()):
        problem = "is missing" if key in theirs else f"isn't in that of {REFERENCE}"
        raise WordsError(f"{path}: {key} {problem}: the keys of all languages are the same")
    for key, text in mine.items():
        if set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(theirs[key])):
            raise WordsError(f"{path}: {key} has other {{placeholders}} than {REFERENCE}: keep {theirs[key]!r}'s")


def leaves(words: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text with its dotted key.

    >>> list(leaves({"a": {"b": "x"}, "c": ["y", "z"]}))
    [('a.b', 'x'), ('c.0', 'y'), ('c.1', 'z')]
    """
    if isinstance(words, str):
        yield key, words
        return
    for name, value in words.items() if isinstance(words, dict) else enumerate(words):
        yield from leaves(value, f"{key}.{name}" if key else str(name))


def at(words: dict[str, Any], key: str) -> str:
    """Return the text at a dotted key."""
    found: Any = words
    for name in key.split("."):
        found = found[int(name) if isinstance(found, list) else name]
    return found
