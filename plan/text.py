"""The one reader of text that people write: words, pronunciations, names of several words, declarations.

    read_text(path, fix)      a file's text, or an InputError that says what is wrong with the file
    lines_of(text, path)      its lines, checked: no merge conflict, no invisible character, not too long

A byte order mark, line ends of Windows and accents in decomposed form are accepted. Only the standard library
is used here, since make reads the declaration before anything is installed.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from plan.direction import is_right_to_left
from plan.errors import InputError

LONGEST_FILE = 200_000
"""Most characters of a file: a film of an hour has about 60,000."""
LONGEST_LINE = 5_000
"""Most characters of a line: the longest description that a site accepts."""
NO_BREAK = "\u00a0\u2007\u202f"
"""Spaces at which a line must not break, as French writes them before an exclamation mark."""

_CONFLICT = re.compile(r"<{7} .*|\|{7} .*|={7}|>{7} .*")
_NAMES = {0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x0B: "LINE TABULATION", 0x0C: "FORM FEED"}
_NAMES |= {0x0D: "CARRIAGE RETURN", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x85: "NEXT LINE"}
"""Control characters that occur in texts; Unicode gives them only these aliases as names."""
JOINERS = "\u200c\u200d\u180b\u180c\u180d\u180e\u180f"
"""Invisible characters that shape the letters beside them."""
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_JOINING_SCRIPTS: tuple[str, ...] = (
    "ARABIC",
    "SYRIAC",
    "MANDAIC",
    "NKO",
    "MONGOLIAN",
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
)
_JOINING_SCRIPTS += ("ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "MYANMAR", "KHMER", "TIBETAN")
"""Beginnings of the Unicode names of letters whose scripts use joiners, such as those of Persian and Hindi."""
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""Characters that may be invisible: control and format characters, fillers, variation selectors, private-use code
points and noncharacters."""


def read_text(path: Path, fix: str) -> str:
    """Return the text of a file that people write, without a byte order mark.

    Args:
        path: the file.
        fix: what to do if it is missing.

    Raises:
        InputError: it is missing, is not a file, is too long, cannot be read, or is not UTF-8.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(path, 1, "this is a folder", "put a text file in its place")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(path, 1, "this is not a file", "put a text file in its place")
        if status.st_size > 4 * LONGEST_FILE:  # no character has more bytes
            raise _too_long(path)
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(path, 1, "there is no such file", fix) from None
    except OSError as error:  # a loop of links, a file of another user, a broken disk
        raise InputError(path, 1, f"this cannot be read ({error.strerror})", "put a readable file there") from None
    return decode(content, path)


def optional_text(path: Path) -> str:
    """Return the text of an optional file; "" if it does not exist.

    Raises:
        InputError: it is there, and cannot be read.
    """
    return read_text(path, "delete this link to a file that is gone") if os.path.lexists(path) else ""


def decode(content: bytes, path: Path) -> str:
    """Return UTF-8 bytes as text, without a byte order mark; `path` names them in errors.

    Raises:
        InputError: they are of another encoding; the message names the line.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(path, 1, "this is UTF-16 text", "save the file as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(path, line, "this is not UTF-8 text", "save the file as UTF-8") from None


def lines_of(text: str, path: Path) -> list[str]:
    r"""Return the lines of a text in Unicode's composed form (NFC); `path` names it in errors.

    Lines end only with \n or \r\n: Python's `splitlines` also cuts at characters that no editor shows as line ends.

    Raises:
        InputError: there is a merge conflict, an invisible character, or more text than a file may have.
    """
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    remaining = LONGEST_FILE
    for number, line in enumerate(lines, 1):
        remaining -= len(line) + 1
        if remaining < -1:
            raise _too_long(path, number)
        if len(line) > LONGEST_LINE:
            fix = f"write at most {LONGEST_LINE:,} in a line"
            raise InputError(path, number, f"this line has {len(line):,} characters", fix)
        refuse_conflict(line, path, number)
        refuse_invisible(line, path, number)
    return [unicodedata.normalize("NFC", line) for line in lines]


def refuse_conflict(line: str, path: Path, number: int) -> None:
    """Raise an InputError for a line that git has written to mark a merge conflict."""
    if _CONFLICT.fullmatch(line):
        fix = "keep one side, and delete the lines of <<<<<<<, ======= and >>>>>>>"
        raise InputError(path, number, "there is a merge conflict", fix)


def refuse_invisible(line: str, path: Path, number: int) -> None:
    """Raise an InputError for an invisible character, unless the script of the text needs it in that place."""
    for place, character in _invisible(line):
        known = unicodedata.name(character, "") or _NAMES.get(ord(character), "a character without a name")
        problem = f"character {place + 1} is {known} (U+{ord(character):04X}), which cannot be seen here"
        raise InputError(path, number, problem, "delete it, or type this part of the line again")


def _invisible(line: str) -> Iterator[tuple[int, str]]:
    for found in _INVISIBLE.finditer(line):
        place, character = found.start(), found[0]
        if character in JOINERS and _joins(line[:place].rstrip(JOINERS)[-1:]):
            continue
        if character in _DIRECTION_MARKS and is_right_to_left(line):
            continue
        yield place, character


def _joins(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_JOINING_SCRIPTS) if letter else False


def _too_long(path: Path, line: int = 1) -> InputError:
    return InputError(path, line, f"the file has more than {LONGEST_FILE:,} characters", "write a shorter text")
