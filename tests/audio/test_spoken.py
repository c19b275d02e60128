"""Spoken words: they stay in order within their take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audio.spoken import SpokenWord, within


@given(
    st.lists(st.tuples(st.floats(-1, 9), st.floats(-1, 9)), max_size=8),
    st.floats(0.01, 8),
    st.floats(-1, 1),
)
def test_words_stay_in_order_within_their_take(times, seconds, shift):
    words = within([SpokenWord("a", start, end) for start, end in times], seconds, shift)
    flat = [0.0, *(time for word in words for time in (word.start, word.end))]
    assert flat == sorted(flat) and flat[-1] <= seconds and len(words) == len(times)
