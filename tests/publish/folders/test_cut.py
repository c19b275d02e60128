"""Texts cut to a limit: whole words, and never inside what people see as one character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.folders.cut import ELLIPSIS, cut, inside_character
from publish.folders.sites import utf8_bytes

FAMILY, FLAG, ACCENT = "👩‍👩‍👧", "🇪🇸", "e\u0301"
SCOTLAND, KEY, HINDI, KOREAN = (
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "3️⃣",
    "क्षि",
    "\u1112\u1161\u11ab",
)
CLUSTERS = [FAMILY, FLAG, ACCENT, "👍🏽", SCOTLAND, KEY, HINDI, KOREAN]
LETTERS = [*"abc <&\n", "α", "é", *CLUSTERS, "漢"]


@given(st.lists(st.sampled_from(LETTERS), max_size=60).map("".join), st.integers(0, 80))
def test_a_cut_text_fits_begins_like_the_whole_and_splits_no_character(text, limit):
    for measure in (len, utf8_bytes):
        short = cut(text, limit, measure)
        assert measure(short) <= limit or short == ""
        if short != text and short:
            kept = short.removesuffix(ELLIPSIS)
            assert text.startswith(kept)
            assert not inside_character(text, len(kept))


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("before", range(1, 9))
def test_a_title_of_101_characters_is_never_cut_inside_a_visible_character(cluster, before):
    """What is cut by the limit is left out as a whole."""
    text = "x" * (100 - before) + cluster * 12
    short = cut(text, 100)
    clusters, rest = divmod(len(short) - (100 - before) - 1, len(cluster))
    assert short.endswith(ELLIPSIS) and len(short) <= 100 and rest == 0 and clusters >= 0


def test_a_text_is_cut_at_a_word():
    assert cut("Cytokines are small proteins", 22) == "Cytokines are small…"
    assert cut(FAMILY * 4, 12) == FAMILY * 2 + ELLIPSIS
