"""Names of several words that a caption must not break, from `words/<locale>/phrases.md`.

One name per line, as the narration writes it: `ice cream`. Lines that begin with #, and <!-- -->, are comments. A
language without this file has no such names.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from plan.errors import InputError
from plan.markdown import plain, refuse_blocks, without_comments
from plan.segments import words_of
from plan.text import lines_of, optional_text

NAME = "phrases.md"


def read_phrases(words: Path) -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring words, in lower case, between which no caption may break.

    Args:
        words: the folder of a language's words.

    Raises:
        InputError: the file is damaged, or a line has a single word or is not plain text.
    """
    path = words / NAME
    return parse_phrases(optional_text(path), path)


def parse_phrases(text: str, path: Path) -> frozenset[tuple[str, str]]:
    r"""Parse the names; `path` names their file in errors.

    Raises:
        InputError: a line has a single word, or is not plain text.

    >>> sorted(parse_phrases("# Names\nT-shirt weather\nNew York City", Path("phrases.md")))
    [('new', 'york'), ('t-shirt', 'weather'), ('york', 'city')]
    """
    pairs: set[tuple[str, str]] = set()
    for number, line in enumerate(without_comments(lines_of(text, path), path), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        refuse_blocks(line, path, number)
        words = words_of(plain(line, path, number).lower())
        if len(words) < 2:
            raise InputError(path, number, f"{line.strip()!r} is a single word", "write all words of the name")
        pairs.update(pairwise(words))
    return frozenset(pairs)
