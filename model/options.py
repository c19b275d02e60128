"""What the command line accepts, and what it says about anything else: one line that names what is allowed."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

FIGURES = (".pdf", ".png", ".svg")  # kinds of files that --plot may write
GREATEST_COUNT = 100_000


@dataclass(frozen=True)
class Option:
    """One argument of a command: its `flag`, such as "--plot", or the name of a positional one, its type and its help.

    An option without a `kind` is a switch, one that is `repeated` may be given several times.
    """

    flag: str
    about: str
    kind: Callable[[str], Any] | None = None
    default: Any = None
    repeated: bool = False

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        """Let `parser` accept this argument."""
        if self.kind is None:
            parser.add_argument(self.flag, action="store_true", help=self.about)
        elif self.flag.startswith("-"):
            action = "append" if self.repeated else "store"
            parser.add_argument(self.flag, type=self.kind, default=self.default, action=action, help=self.about)
        else:
            required = self.default is None
            parser.add_argument(self.flag, type=self.kind, nargs=None if required else "?", default=self.default,
                                help=self.about)


class Parser(argparse.ArgumentParser):
    """A parser that raises a ValueError of one line where argparse prints several and leaves the process."""

    def error(self, message: str) -> NoReturn:
        """Raise the error, with what the command accepts."""
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        raise ValueError(message if "allowed" in message else f"{message}; allowed: {usage}")


def hours(text: str) -> float:
    """Return a number of hours; `simulate` says which are allowed."""
    return _number(text, "hours, such as 240")


def count(text: str) -> int:
    """Return a whole number from 1 to GREATEST_COUNT."""
    number = _number(text, "whole numbers")
    if number != round(number) or not 1 <= number <= GREATEST_COUNT:
        raise argparse.ArgumentTypeError(f"{text}: allowed are whole numbers from 1 to {GREATEST_COUNT:,}")
    return round(number)


def assignment(text: str) -> tuple[str, float]:
    """Return the name and the value of "name=value"."""
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r}: allowed is a parameter and its value, such as brake=0.5")
    return name, _number(value, "numbers")


def table(text: str) -> Path:
    """Return the path of a table, a place where a file can be written."""
    return _writable(Path(text))


def archive(text: str) -> Path:
    """Return the path of a COMBINE archive, a place where a file can be written."""
    return _writable(_with_suffix(Path(text), (".omex",)))


def figure(text: str) -> Path:
    """Return the path of a figure, a place where a file of one of FIGURES can be written."""
    return _writable(_with_suffix(Path(text), FIGURES))


def folder(text: str) -> Path:
    """Return the path of a folder in which files can be written."""
    path = Path(text)
    _writable(path / "file")
    return path


def _number(text: str, what: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number: allowed are {what}") from None


def _with_suffix(path: Path, allowed: Iterable[str]) -> Path:
    if path.suffix.lower() not in allowed:
        raise argparse.ArgumentTypeError(f"{path}: allowed are names that end in {', '.join(allowed)}")
    return path


def _writable(path: Path) -> Path:
    """Return `path` if a file can be written there: said before the work, which may take minutes."""
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a folder: allowed is the name of a file in it")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"{path}: there is no folder {path.parent}: allowed is a folder that exists")
    if not (os.access(path, os.W_OK) if path.exists() else _takes_files(path.parent)):
        raise argparse.ArgumentTypeError(f"{path} can't be written: allowed is a file that you may write")
    return path


def _takes_files(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
