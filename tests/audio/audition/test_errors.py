"""Word errors are counted by sound: a recogniser's spelling is no error, another word is one."""

from __future__ import annotations

import json

import pytest

from audio.audition.errors import sounds, word_errors
from audio.audition.report import result, table
from audio.voice.pronunciation import Pronunciation

PRONUNCIATION = Pronunciation(
    {"IL-6": "I L six", "pg/mL": "picograms per millilitre", "1,000": "one thousand"}, {"quinoa": "kˈiːnwɑː"}
)


def errors(wanted: str, heard: str) -> int:
    return word_errors(sounds(wanted, PRONUNCIATION), sounds(heard, PRONUNCIATION))


@pytest.mark.parametrize(
    ("wanted", "heard", "count"),
    [
        ("The brake loses.", "the break loses", 0),
        ("IL-6 rises.", "IL6 rises", 0),
        ("IL-6 rises.", "I L6 rises!", 0),
        ("above 1,000 pg/mL", "above 1000 picograms per milliliter", 0),
        ("above 1,000 pg/mL", "above 1000 pg per milliliter", 0),
        ("Quinoa is ten.", "quinoa is 10", 0),
        ("in time, in measure", "in time and measure", 1),
        ("Lungs fill.", "Once filled", 2),
        ("", "two words", 2),
        ("two words", "", 2),
    ],
)
def test_only_other_sounds_are_errors(wanted, heard, count):
    assert errors(wanted, heard) == count


def test_the_table_has_each_voice_and_what_was_misheard(tmp_path):
    folder = tmp_path / "piper"
    folder.mkdir()
    spoken = {"voice": "Piper", "written": ["The brake loses.", "Lungs fill."], "load_cpu_seconds": 1.0}
    spoken |= {"cpu_seconds_a_second": 0.09, "lufs": [-27.0, -25.5], "peak": 0.5}
    (folder / "spoken.json").write_text(json.dumps(spoken))
    (folder / "heard.json").write_text(json.dumps({"heard": ["The break loses", "Lungs filled"], "mos": [4.0, 3.0]}))
    found = result(folder, PRONUNCIATION)
    assert (found.word_errors_percent, found.mos_mean, found.mos_worst, found.lufs_spread) == (20.0, 3.5, 3.0, 1.5)
    assert found.misheard == [("Lungs fill.", "Lungs filled")]
    assert "“Lungs fill.” was heard as “Lungs filled”" in table([found]) and "20.0 %" in table([found])
