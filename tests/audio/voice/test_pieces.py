"""A text is cut into requests: none is too long, and none has nothing to speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.voice.pieces import pieces
from plan.segments import BORDER, normal, unmarked

LETTERS = "aé1好か가ع अ"
MARKS = " ?!,.;:—…«»\u00a0\u202f。，？%" + BORDER


@given(st.text(st.sampled_from(LETTERS + MARKS), max_size=400), st.integers(5, 95))
def test_every_piece_has_letters_and_fits(text, longest):
    found = pieces(text, longest)
    for piece in found:
        assert any(map(str.isalnum, piece)) and 0 < len(piece) <= longest
        assert piece == piece.strip() and BORDER not in piece


@given(st.text(st.sampled_from(LETTERS + MARKS), max_size=400), st.integers(5, 95))
def test_no_letter_is_lost(text, longest):
    def letters(written: str) -> str:
        return "".join(filter(str.isalnum, written))

    assert letters("".join(pieces(text, longest))) == letters(text)


@given(st.lists(st.text(st.sampled_from("abc"), min_size=1, max_size=9), min_size=1), st.integers(9, 95))
def test_words_stay_whole(words, longest):
    assert " ".join(pieces(" ".join(words), longest)) == " ".join(words)


@pytest.mark.parametrize("end", [" ?", "\u00a0?", "\u202f!", " …", " »"])
def test_the_mark_that_ends_a_french_sentence_stays_with_its_word(end):
    words = "Pourquoi le corps se défend-il si fort, et pourquoi ne cesse-t-il pas de se battre contre lui-même"
    for length in range(len(words) + 1):
        sentence = f"{words[:length].strip()}x{end}"
        assert pieces(sentence, 95)[-1].endswith(normal(end).strip()), sentence
        assert all(len(piece) > 2 for piece in pieces(sentence, 95)) or length < 2


def test_a_text_without_blanks_is_cut_between_words():
    text = BORDER.join(["感染", "的", "细胞", "发出", "警报，", "免疫", "细胞", "赶来。"] * 9)
    words = text.split(BORDER)
    edges = {len("".join(words[:count])) for count in range(len(words) + 1)}
    position = 0
    for piece in pieces(text, 95):
        assert piece[-1] in "，。"
        position += len(piece)
        assert position in edges
    assert position == len(unmarked(text))
