"""Names of several words that a caption must not break, from `words/<locale>/phrases.md`.

One name a line, as the narration writes it: `heart muscle`. Lines that begin with # are comments. A language whose
words have no such file has no such names.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from plan.errors import InputError

NAME = "phrases.md"


def read_phrases(words: Path) -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring words, in lower case, between which no caption may break.

    Args:
        words: the folder of a language's words.

    Raises:
        InputError: the file is not UTF-8, or a line holds a single word.
    """
    path = words / NAME
    try:
        return parse_phrases(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        return frozenset()
    except UnicodeDecodeError:
        raise InputError(path, 1, "this is not UTF-8 text", "save the file as UTF-8") from None


def parse_phrases(text: str, path: Path) -> frozenset[tuple[str, str]]:
    r"""Parse the names; `path` names their file in errors.

    Raises:
        InputError: a line holds a single word.

    >>> sorted(parse_phrases("# Names\nCAR-T therapy\ntumour necrosis factor", Path("phrases.md")))
    [('car-t', 'therapy'), ('necrosis', 'factor'), ('tumour', 'necrosis')]
    """
    pairs: set[tuple[str, str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        words = line.lower().split()
        if not words or line.startswith("#"):
            continue
        if len(words) == 1:
            raise InputError(path, number, f"{line.strip()!r} is a single word", "write all words of the name")
        pairs.update(pairwise(words))
    return frozenset(pairs)
