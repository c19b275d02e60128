"""Words are one mobject that knows its size, and digits have equal widths."""

from __future__ import annotations

import pytest
from manim import VGroup

from stage import style
from stage.type import DIGITS, TypefaceError, Words, digits, narrow, register_fonts

register_fonts()


def test_words_are_one_mobject_that_knows_how_large_it_stands():
    words = Words("Four words in all", size=30)
    assert len(words.family_members_with_points()) == 1 and words.type_size == pytest.approx(30)
    assert VGroup(words).scale(0.5)[0].type_size == pytest.approx(15) and words.size == 30


def test_words_that_are_too_wide_are_broken_into_lines_of_like_length():
    flat = Words("Some words that are rather many for one line")
    broken = Words(flat.words, width=0.4 * flat.width)
    assert broken.width <= 0.45 * flat.width and broken.height > 2.5 * flat.height
    assert broken.words == flat.words and broken.type_size == pytest.approx(style.LABEL)
    assert Words(flat.words, width=2 * flat.width).width == pytest.approx(flat.width)


def test_each_digit_is_centred_in_the_same_advance():
    outlines, advance = digits(30)
    assert list(outlines) == list(DIGITS)
    for character, points in outlines.items():
        left, right = points[:, 0].min(), points[:, 0].max()
        assert left + right == pytest.approx(advance * narrow(character), abs=1e-6), character
        assert left >= 0 or character == "-"


def test_a_missing_typeface_is_named(monkeypatch):
    monkeypatch.setattr(style, "FAMILY", "Nosuch")
    with pytest.raises(TypefaceError, match="the typeface Nosuch is missing: restore"):
        register_fonts()
