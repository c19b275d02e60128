"""The budget: it says what to cut, or how much to add."""

from __future__ import annotations

import pytest
from narrations import speak, stretch

from audio.timing.budget import BudgetError, check_budget
from plan.film import film


def test_a_film_over_its_budget_is_refused_with_what_to_cut(scripts_of_the_film):
    timings = [stretch(speak(script), 0, 2.5) for script in scripts_of_the_film]
    assert sum(timing.seconds for timing in timings) > film().longest
    with pytest.raises(BudgetError) as error:
        check_budget(timings, shortest=film().shortest, longest=film().longest)
    message = str(error.value)
    for timing in timings:
        assert f"{timing.scene:<10} {timing.seconds:7.1f}" in message
    assert "cut about" in message
    assert any(f"{t.source}:{beat.line}: " in message for t in timings for beat in t.beats)


def test_a_film_that_is_too_short_is_told_how_many_words_to_add(scripts_of_the_film):
    timings = [speak(script) for script in scripts_of_the_film[:3]]
    with pytest.raises(BudgetError, match=r"under its 50 s: add about \d+ words"):
        check_budget(timings, shortest=50, longest=59.9)
    check_budget(timings, shortest=0, longest=59.9)
