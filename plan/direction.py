"""Text that is written from right to left, as Arabic and Hebrew are, with Latin letters and figures inside.

A line that has a letter of such a script is laid out from right to left as a whole, whatever letter it begins with.
Who shows a text without knowing its language goes by its first letter, so `marked` puts an invisible letter before it.
"""

from __future__ import annotations

import unicodedata

from plan.typefaces import script_of

MARK = "\u200f"
"""RIGHT-TO-LEFT MARK: an invisible letter that is written from right to left."""
ISOLATE, POP = {False: "\u2066", True: "\u2067"}, "\u2069"
"""Open a part of a text with a direction of its own, by whether that is right to left; and close it."""
_RIGHT_TO_LEFT = ("R", "AL")


def is_right_to_left(text: str) -> bool:
    """Return whether a text has a letter of a script that is written from right to left.

    >>> is_right_to_left("IL-6 يرتفع"), is_right_to_left("IL-6 rises")
    (True, False)
    """
    return any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT and each.isalpha() for each in text)


def direction_of(locale: str) -> str:
    """Return the direction in which a language is written, as HTML names it.

    >>> direction_of("ar"), direction_of("en")
    ('rtl', 'ltr')
    """
    return "rtl" if script_of(locale) in ("Arab", "Hebr") else "ltr"


def marked(text: str) -> str:
    r"""Return a text whose lines are shown from right to left if they should be, with stops on the right side.

    A line gets MARK before it if it begins with another letter, and after it if it ends with one and a stop.

    >>> marked("يرتفع IL-6"), marked("IL-6 يرتفع"), marked("يرتفع IL-6."), marked("IL-6.")
    ('يرتفع IL-6', '\u200fIL-6 يرتفع', 'يرتفع IL-6.\u200f', 'IL-6.')
    """
    return "\n".join(_marked(line) if is_right_to_left(line) else line for line in text.split("\n"))


def without_marks(text: str) -> str:
    """Return a text without MARK."""
    return text.replace(MARK, "")


def _marked(line: str) -> str:
    strong = [each for each in map(unicodedata.bidirectional, line) if each in ("L", *_RIGHT_TO_LEFT)]
    before = MARK if strong[0] == "L" else ""
    stops = unicodedata.bidirectional(line[-1]) not in ("L", "EN")
    after = MARK if strong[-1] == "L" and stops else ""
    return before + line + after
