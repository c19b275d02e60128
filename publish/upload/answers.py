"""Reads what sites answer, which may be anything: a proxy's page, a list for an object, a part that is missing."""

from __future__ import annotations

import re
from typing import TypeVar

from publish.upload.errors import UploadError

Kind = TypeVar("Kind")

_LONGEST = 300
"""Characters of a site's own words that a message shows."""


def part(site: str, answer: object, *path: str | int, kind: type[Kind]) -> Kind:
    """Return a part of an answer, by the keys and positions that lead to it.

    Raises:
        UploadError: there is no such part, or it is of another kind.

    >>> part("PeerTube", {"video": {"uuid": "a"}}, "video", "uuid", kind=str)
    'a'
    """
    found = answer
    for step in path:
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int):
            found = found[step] if step < len(found) else None
        else:
            raise unexpected_answer(site)
    if not isinstance(found, kind):
        raise unexpected_answer(site)
    return found


def unexpected_answer(site: str) -> UploadError:
    """Return the error of an answer that cannot be the site's."""
    fix = "check the address and the network, and whether a proxy or a log-in page is in between"
    return UploadError(f"{site} answers, but not as it should: {fix}")


def bytes_reached(site: str, header: str | None, size: int) -> int:
    """Return how many bytes of an unfinished upload have come, from the header Range of an answer; 0 without it.

    Args:
        site: its name, for the message.
        header: such as "bytes=0-99".
        size: of the film, in bytes.

    Raises:
        UploadError: the header says something else, or that more has come than there is.
    """
    if header is None:
        return 0
    found = re.fullmatch(r"\s*(?:bytes[= ])?0-(\d{1,18})\s*", header)
    if not found or int(found[1]) >= size:
        raise unexpected_answer(site)
    return int(found[1]) + 1


def in_a_line(words: object) -> str:
    """Return a site's own words as a message shows them: in one line, without signs that steer a terminal."""
    text = " ".join(words.split()) if isinstance(words, str) else ""
    text = "".join(filter(str.isprintable, text))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
