r"""Markdown of one line, as far as words may have it: emphasis, entities and escapes are read, and links are cues.

    plain("**Cells** &amp; T&nbsp;cells", …)     Cells & T cells
    without_comments(lines, path)                <!-- … --> is taken out, over several lines, too
    refuse_blocks(line, path, number)            headings, lists and quotes have no place among sentences

All else that Markdown has is an error with its line: it would be read aloud, or shown, as the characters it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from plan.errors import InputError
from plan.text import refuse_invisible

_COMMENT = re.compile(r"<!--.*?-->")
_IGNORED = frozenset({"em_open", "em_close", "strong_open", "strong_close"})
_WRONG = {
    "code_inline": ("`code`", "write it without the backquotes"),
    "html_inline": ("an HTML tag", r"delete it, or write &lt; for a <"),
    "image": ("a picture", "delete it: words have no pictures"),
    "s_open": ("text that is struck out", "delete it"),
}
_BLOCKS = (
    (re.compile(r"#{1,6}(\s|$)"), "this is a heading", r"delete the #, or write \# if it is to be read"),
    (re.compile(r"([-+*]|\d{1,9}[.)])(\s|$)"), "this is an item of a list", "write a sentence without the mark"),
    (re.compile(r">"), "this is a quotation", r"delete the >, or write \> if it is to be read"),
    (re.compile(r"\|"), "this is a row of a table", "write a sentence"),
    (re.compile(r"(`{3}|~{3})"), "this opens a block of code", "write a sentence"),
    (re.compile(r"([-_*=]\s*){3,}$"), "this is a rule", "delete this line"),
    (re.compile(r"\[[^\[\]]+\]:"), "this says where a link leads", "write [the words](#cue-name) in the sentence"),
)
_SPECIAL = re.compile(r"[\\`*_\[\]~|]")
_OPENING = re.compile(r"([#>+=-])|(\d{1,9})([.)])(?=\s|$)")


@dataclass(frozen=True)
class Piece:
    """Some text of a line, and the address of the link that it is; "" where it is none."""

    text: str
    link: str = ""


def without_comments(lines: Sequence[str], path: Path) -> list[str]:
    """Return lines without their comments; what follows a comment of several lines continues the line that opens it.

    Raises:
        InputError: a comment does not end, or does not begin.
    """
    kept: list[str] = []
    opened = 0
    for number, line in enumerate(lines, 1):
        rest = line
        if opened:
            comment, end, rest = line.partition("-->")
            kept.append("")
            if not end:
                continue
        rest = _COMMENT.sub("", rest)
        before, begins, _ = rest.partition("<!--")
        if "-->" in before:
            raise InputError(path, number, "a comment ends that has not begun", "delete -->, or open it with <!--")
        if opened:
            kept[opened - 1] += before
        else:
            kept.append(before)
        opened = (opened or number) if begins else 0
    if opened:
        raise InputError(path, opened, "the comment does not end", "close it with -->")
    return kept


def refuse_blocks(line: str, path: Path, number: int) -> None:
    """Raise an InputError for a line that is no sentence to Markdown, such as a heading."""
    for form, problem, fix in _BLOCKS:
        if form.match(line.strip()):
            raise InputError(path, number, problem, fix)


def plain(line: str, path: Path, number: int) -> str:
    """Return a line as Markdown shows it.

    Raises:
        InputError: it has a link, or what `pieces` refuses.
    """
    found = pieces(line, path, number)
    if any(piece.link for piece in found):
        raise InputError(path, number, "there is a link", "write the words alone: cues stand in sentences only")
    return "".join(piece.text for piece in found)


def pieces(line: str, path: Path, number: int) -> list[Piece]:
    """Return a line as Markdown shows it, in pieces that are links or none.

    Raises:
        InputError: it has code, HTML, pictures, struck-out text, links with titles, or a character that is invisible.
    """
    found, text, link = [], "", ""
    for token in _markdown().parseInline(line)[0].children or ():
        if token.type == "link_open":
            found.append(Piece(text))
            text, link = "", _address(token, path, number)
        elif token.type == "link_close":
            found.append(Piece(text, link))
            text, link = "", ""
        elif token.type == "text":
            text += token.content
        elif token.type not in _IGNORED:
            what, fix = _WRONG.get(token.type, ("Markdown that words do not have", "write plain text"))
            raise InputError(path, number, f"there is {what}", fix)
    found.append(Piece(text))
    refuse_invisible("".join(piece.text for piece in found), path, number)
    return [piece for piece in found if piece.text or piece.link]


def _address(token: Token, path: Path, number: int) -> str:
    address = unquote(str(token.attrs["href"]))
    if token.info == "auto" or not address or "title" in token.attrs:
        raise InputError(path, number, "this link is no cue", "write [the words](#cue-name)")
    return address


def escaped(text: str, *, opening: bool = True) -> str:
    r"""Return text as the Markdown that shows it; `opening` says whether it may open a line.

    >>> escaped("3. T < 0 *"), escaped("--> A"), escaped("- b"), escaped("- b", opening=False)
    ('3\\. T &lt; 0 \\*', '\\--\\> A', '\\- b', '- b')
    """
    text = _SPECIAL.sub(lambda found: "\\" + found[0], text.replace("&", "&amp;").replace("<", "&lt;"))
    text = text.replace("-->", r"--\>")
    return _OPENING.sub(_escaped_opening, text, count=1) if opening and _OPENING.match(text) else text


def _escaped_opening(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("strikethrough")
