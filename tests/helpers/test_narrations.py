"""What the narrations of tests promise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from narrations import speak, stretch

from plan.words import parse

WORDS = "---\ntitle: A test\n---\nOne word [fires](#first).\nAnd a second [sentence](#second).\n"


def test_stretching_moves_what_follows_and_nothing_before() -> None:
    words = speak(parse(WORDS, Path("words/en/test.md")))
    longer = stretch(words, 0, 1.4)
    assert longer.beats[0].start == words.beats[0].start
    assert longer.cues["second"].start - words.cues["second"].start == pytest.approx(
        0.4 * (words.beats[0].end - words.beats[0].start), abs=0.01
    )
    assert replace(longer, beats=words.beats, seconds=words.seconds) == words
