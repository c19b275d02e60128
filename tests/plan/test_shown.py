"""What the words say of numbers on the screen: lines of the header, read before anything is spoken or drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan.check_words import shown_errors
from plan.errors import InputError
from plan.shown import Shown, shown_at_cues
from plan.words import Script, compose, parse


def script(*lines: str) -> Script:
    return parse("\n".join(["---", "title: T", *lines, "---", "One [word](#a).", ""]), Path("words/en/t.md"))


def test_a_line_is_a_range_with_a_unit_or_nothing():
    read = script("shows.a: 2..7 h", "shows.a: 1,000.. pg/mL", "shows.a: ..-2.5 °C")
    assert shown_at_cues(read) == (
        Shown(3, "a", "h", 2, 7),
        Shown(4, "a", "pg/mL", 1000, None),
        Shown(5, "a", "°C", None, -2.5),
    )
    assert shown_at_cues(parse(compose(read), read.path)) == shown_at_cues(read)
    (nothing,) = shown_at_cues(script("shows.a: nothing"))
    assert nothing.nothing and not any(shown.nothing for shown in shown_at_cues(read))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["shows.a: 2 h"], "t.md:3: '2 h' cannot be read as what is shown"),
        (["shows.a: .. h"], "t.md:3: '.. h' cannot be read"),
        (["shows.a: 2..7"], "t.md:3: '2..7' cannot be read"),
        (["shows.a: 7..2 h"], "t.md:3: no number is within '7..2 h': write 2..7 h"),
        (["shows: 2..7 h"], "t.md:3: this line names no cue: write shows.<cue>: 2..7 h"),
        (["shows.a: 2..7 h", "shows.a: 3..4 h"], "t.md:4: line 3 already says what is shown at 'a'"),
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_with_its_line_and_fix(lines, message):
    (error,) = shown_errors(script(*lines))
    assert message in str(error)


def test_a_line_of_a_cue_that_the_words_lack_is_an_error():
    with pytest.raises(InputError, match="the words have no cue 'b': name one of a$"):
        script("shows.b: 2..7 h")
