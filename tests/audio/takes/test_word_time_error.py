"""The table of errors of word times."""

from __future__ import annotations

from audio.takes.word_time_error import table


def test_the_table_states_the_errors(timed):
    lines = table(timed).splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        [way, edge] for way in ("aligned", "estimated") for edge in ("starts", "ends")
    ]
