"""Captions for other players: TTML, and ASS whose words light up."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from narrations import speak

from publish.captions.ass import compose_ass
from publish.captions.breaks import english
from publish.captions.optimise import make_captions
from publish.captions.rules import RULES
from publish.captions.ttml import compose_ttml
from stage.layout import LAYOUTS


@pytest.fixture(scope="module")
def timings(scripts_of_the_film):
    return [speak(script) for script in scripts_of_the_film]


def test_ttml_gives_back_the_captions_even_with_markup_in_them(timings):
    cues = make_captions(timings, RULES["landscape"], english())
    cues = [replace(cues[0], lines=("T < 0 & v > c",)), *cues[1:]]
    root = ET.fromstring(compose_ttml(cues, "en"))
    parts = list(root.iter("{http://www.w3.org/ns/ttml}p"))
    assert [" ".join(part.itertext()) for part in parts] == [" ".join(cue.lines) for cue in cues]
    assert [part.get("begin") for part in parts] == [f"{cue.start:.3f}s" for cue in cues]


def test_burned_in_words_light_up_when_they_are_spoken(timings):
    cues = make_captions(timings, RULES["portrait"], english())
    lines = [line for line in compose_ass(cues, LAYOUTS["portrait"], "en").splitlines() if line.startswith("Dialogue")]
    for cue, line in zip(cues, lines, strict=True):
        text = line.split(",,", 2)[2]
        steps = [int(step) for step in re.findall(r"\\k(\d+)", text)]
        for number, word in enumerate(cue.words):
            assert abs(cue.start + sum(steps[: number + 1]) / 100 - word.start) <= 0.0051
        shown = re.sub(r"\{\\k\d+\}", "", text)
        assert shown.replace("\\N", "\n") == cue.text


def test_no_word_can_command_the_burner(timings):
    cue = make_captions(timings, RULES["portrait"], english())[0]
    evil = replace(cue.words[0], text="{\\b1}\\N")
    shown = compose_ass([replace(cue, lines=(evil.text,), words=(evil,))], LAYOUTS["portrait"], "en").splitlines()[-1]
    assert "\\{" in shown and "\\}" in shown and "\\b" not in shown and "\\N" not in shown
