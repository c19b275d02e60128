"""What a translation must keep of its source: the cues in their order, the numbers, and one direction."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from plan.direction import direction_of
from translation.markdown_file import cue_names, without_cues

_DIGITS = re.compile(r"\d+(?:[.,٫٬\u00a0\u202f\u2009’']\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,٬\u00a0\u202f\u2009’']\d{3})+")
_WORD = re.compile(r"[^\W\d_]+")
_HOLES = re.compile(r"\{\w+\}")
_NAME_WORDS, _QUOTED_WORDS = 3, 6
"""Most words in the other direction that are a text of their own, such as CAR-T, or that stand inside of one."""


def numbers(text: str) -> Counter[str]:
    """Return the numbers of a text in one notation, with how often each occurs; {placeholders} do not count.

    >>> numbers("1,000 in 0.5 h") == numbers("1\u00a0000 en 0,5 h") == numbers("١٬٠٠٠ في ٠٫٥")
    True
    """
    found = _DIGITS.findall(_HOLES.sub(" ", without_cues(text)))
    return Counter(_plain(each) for each in found)


def _plain(number: str) -> str:
    grouped = _GROUPED.fullmatch(number) and not number.startswith("0")
    return "".join(str(unicodedata.digit(each)) if each.isdigit() else "" if grouped else "." for each in number)


def number_problem(source: str, text: str) -> str:
    """Return how the numbers of a translation differ from those of its source, "" if they do not.

    >>> number_problem("above 1,000", "más de 100")
    'it has the number 100 and lacks 1000'
    """
    wanted, given = numbers(source), numbers(text)
    more, less = sorted((given - wanted).elements()), sorted((wanted - given).elements())
    parts = [f"has the number {', '.join(more)}"] if more else []
    parts += [f"lacks {', '.join(less)}" if more else f"lacks the number {', '.join(less)}"] if less else []
    return f"it {' and '.join(parts)}" if parts else ""


def cue_problems(source: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the cues of a translation, each with its fix.

    >>> [problem for problem, _ in cue_problems("[A](#a) [b](#b)", "[B](#b) [x](#b)")]
    ["the cue 'a' is missing", "the cue 'b' is there twice"]
    """
    wanted, given = cue_names(source), cue_names(text)
    for name in wanted:
        if name not in given:
            yield f"the cue {name!r} is missing", f"mark the words that it belongs to: [words](#{name})"
    for name, count in Counter(given).items():
        if name not in wanted:
            near = f"use {', '.join(wanted)}" if wanted else "delete its link"
            yield f"the cue {name!r} is not in the source", near
        elif count > 1:
            yield f"the cue {name!r} is there twice", "keep one of its links"
    if sorted(wanted) == sorted(given) and wanted != given:
        yield (
            f"the cues come as {', '.join(given)}, and in the source as {', '.join(wanted)}",
            "the picture shows them in the order of the source: write the sentence so that they come in it",
        )


def direction_problem(source: str, text: str, locale: str) -> str:
    """Return how a text mixes directions, "" if it does not; names and numbers may stand in a text of either.

    >>> direction_problem("Cells call.", "Cells call.", "es"), direction_problem("IL-6", "IL-6", "ar")
    ('', '')
    >>> direction_problem("Cells call cells.", "Las células llaman.", "ar")
    'it has no right-to-left letter, and the language is written from right to left'
    """
    right = [each for each in text if unicodedata.bidirectional(each) in ("R", "AL")]
    if direction_of(locale) == "ltr":
        return (
            f"it has the right-to-left letter {right[0]}, and the language is written from left to right"
            if right
            else ""
        )
    if right or not any(map(str.isalpha, without_cues(text))):
        foreign = _longest_foreign_run(without_cues(text))
        return f"it has {foreign} words in a row from left to right" if foreign > _QUOTED_WORDS else ""
    if set(_WORD.findall(text)) <= set(_WORD.findall(source)) and len(text.split()) <= _NAME_WORDS:
        return ""
    return "it has no right-to-left letter, and the language is written from right to left"


def _longest_foreign_run(text: str) -> int:
    """Return how many words in a row are written from left to right, numbers left out."""
    longest = run = 0
    for word in text.split():
        kinds = {unicodedata.bidirectional(each) for each in word if each.isalpha()}
        if kinds:
            run = run + 1 if kinds <= {"L"} else 0
            longest = max(longest, run)
    return longest
