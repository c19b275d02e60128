"""The table of voices, and what VOICE may be."""

from __future__ import annotations

import subprocess
import sys

import pytest
from project import ROOT

from plan.voices import AUTO, CHOICES, ENGINES, Choice, UnknownVoiceError, embedded, parse_choice, service


def test_every_voice_of_the_table_can_be_chosen():
    for engine in ENGINES:
        assert parse_choice(engine.name) == Choice(engine.name)
        for names in engine.voices.values():
            for name in names:
                assert str(parse_choice(f"{engine.name}:{name}")) == f"{engine.name}:{name}"
    assert parse_choice(AUTO) == Choice(AUTO)


def test_names_are_unique_and_can_stand_in_a_variable_of_make():
    assert len(set(CHOICES)) == len(CHOICES)
    names = {name for engine in ENGINES for voices in engine.voices.values() for name in voices}
    for name in {*CHOICES, *names}:
        assert name.replace("_", "").replace("-", "").isalnum() and name.isascii(), name


@pytest.mark.parametrize(
    "text", ["", "pieper", "piper:", "piper:jo", "auto:joe", ":joe", "piper:joe:joe", "gtts:en", "-h"]
)
def test_what_is_no_voice_is_an_error_that_says_what_is(text):
    with pytest.raises(UnknownVoiceError) as error:
        parse_choice(text)
    assert (
        f"no voice {text!r}" in error.value.problem or f"has no voice {text.partition(':')[2]!r}" in error.value.problem
    )
    assert error.value.fix.startswith("use ") and "\n" not in str(error.value)
    said = subprocess.run([sys.executable, "-m", "plan.voices", text], capture_output=True, text=True, cwd=ROOT)
    assert said.stdout.strip() == str(error.value)


def test_auto_knows_a_service_and_the_embedded_voice_of_a_language():
    assert service().voices_of("cy") is not None
    english = embedded("en")
    assert english is not None and english == embedded("en-GB")
    assert embedded("cy") is None, "no engine speaks Welsh without a network"
