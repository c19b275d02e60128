r"""The part of Markdown that words may use, in one line: emphasis, entities and escapes, and links, which are cues.

    plain("**Cells** &amp; T&nbsp;cells", …)     Cells & T cells
    without_comments(lines, path)                comments (<!-- … -->) are removed, also those of several lines
    refuse_blocks(line, path, number)            raises an error for headings, lists and quotes

Any other Markdown is an error, because its syntax would be read aloud or shown literally.
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

_COMMENT = re.compile(r"(?<!\\)<!--.*?-->")
_COMMENT_BEGINS = re.compile(r"(?<!\\)<!--")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")
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
    (re.compile(r"([-_*=]\s*){3,}$"), "this is a horizontal line", "delete this line"),
    (re.compile(r"\[[^\[\]]+\]:"), "this is the address of a link", "write [the words](#cue-name) in the sentence"),
)
_SPECIAL = re.compile(r"[\\`*_\[\]~|]")
_OPENING = re.compile(r"([#>+=-])|(\d{1,9})([.)])(?=\s|$)")


@dataclass(frozen=True)
class Piece:
    """Some text of a line, and its address if it is a link, else ""."""

    text: str
    link: str = ""


def without_comments(lines: Sequence[str], path: Path) -> list[str]:
    """Return lines without their comments; text after a comment of several lines is joined to the comment's first line.

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
        before, *begins = _COMMENT_BEGINS.split(rest, maxsplit=1)
        if "-->" in before:
            raise InputError(path, number, "a comment ends here that has not begun", "delete -->, or open it with <!--")
        if opened:
            kept[opened - 1] += before
        else:
            kept.append(before)
        opened = (opened or number) if begins else 0
    if opened:
        raise InputError(path, opened, "the comment does not end", "close it with -->")
    return kept


def refuse_blocks(line: str, path: Path, number: int) -> None:
    """Raise an InputError for a line that is not a sentence in Markdown, such as a heading."""
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
        raise InputError(path, number, "there is a link", "write only the words: cues are for sentences")
    return "".join(piece.text for piece in found)


def pieces(line: str, path: Path, number: int) -> list[Piece]:
    """Return a line as Markdown shows it, in pieces, each of them a link or not.

    Raises:
        InputError: it has code, HTML, pictures, footnotes, struck-out text, links with titles, or a character that is
            invisible.
    """
    if _FOOTNOTE.search(line):
        fix = "write its text into a sentence, or into a comment <!-- … -->"
        raise InputError(path, number, "there is a footnote", fix)
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
            what, fix = _WRONG.get(token.type, ("Markdown that words may not use", "write plain text"))
            raise InputError(path, number, f"there is {what}", fix)
    found.append(Piece(text))
    refuse_invisible("".join(piece.text for piece in found), path, number)
    return [piece for piece in found if piece.text or piece.link]


def _address(token: Token, path: Path, number: int) -> str:
    address = unquote(str(token.attrs["href"]))
    if token.info == "auto" or not address or "title" in token.attrs:
        raise InputError(path, number, "this link is not a cue", "write [the words](#cue-name)")
    return address


def escaped(text: str, *, opening: bool = True) -> str:
    r"""Return text as the Markdown that shows it; `opening` says whether it may be at the start of a line.

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
