"""Errors in what a person wrote: each names the file, the line, the problem and the fix."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class InputError(ValueError):
    """Something that a person wrote is wrong. The message names the file, the line, the problem and the fix."""

    def __init__(self, path: Path, line: int, problem: str, fix: str) -> None:
        """Compose the message; `path` is shown as it is."""
        super().__init__(f"{path}:{line}: {problem}: {fix}")
        self.path, self.line, self.problem, self.fix = path, line, problem, fix

    def entry(self) -> dict[str, Any]:
        """Return it for other programs, in terms of JSON."""
        return {"file": str(self.path), "line": self.line, "problem": self.problem, "fix": self.fix}


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that is most similar to an unknown one; "" if none is similar.

    >>> near("titel", ["title", "scenes"]), near("x", ["title"])
    ("; did you mean 'title'?", '')
    """
    found = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {found[0]!r}?" if found else ""
