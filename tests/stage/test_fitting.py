"""Pictures give way to words in a fixed order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stage.fitting import FLOOR, LEAST_FILL, Interval, fit

SECONDS = st.integers(0, 1200).map(lambda frames: frames / 60)


@given(SECONDS, SECONDS, SECONDS, st.integers(0, 2))
def test_tempos_shrink_first_then_holds_then_it_is_an_error(seconds, tempo, hold, fills):
    shortening, missing = fit(Interval(0, seconds, tempo, hold, fills))
    assert FLOOR - 1e-9 <= shortening.tempo <= 1 and 0 <= shortening.hold <= 1
    used = shortening.tempo * tempo + shortening.hold * hold + fills * LEAST_FILL
    assert used <= seconds + missing + 1e-6
    if shortening.hold < 1 - 1e-9 and hold:
        assert tempo == 0 or shortening.tempo == pytest.approx(FLOOR), "holds go only when tempos are at their floor"
    if missing:
        assert shortening.hold == 0 or hold == 0
    if tempo + hold + fills * LEAST_FILL <= seconds:
        assert (shortening.tempo, shortening.hold, missing) == (1, 1, 0), "what fits is not changed"
