"""The timing of a scene: times of spoken words become those of the written words and the cues."""

from __future__ import annotations

from pathlib import Path

from audio.samples import RATE
from audio.spoken import SpokenWord
from audio.takes.store import Take
from audio.timing.record import CueTime, WordTime, dump, load
from audio.timing.scene import time_scene
from audio.voice.engine import Voice
from audio.voice.pronunciation import respell
from plan.words import parse

SCRIPT = parse("---\ntitle: A rise\nlabel.cell: Cell\n---\nNow [IL-6 rises](#rise).\n", Path("words/en/rise.md"))
VOICE = Voice("piper", "1", "joe", "en", "US", 1.0, "Piper, joe")


def test_a_word_that_is_read_as_several_lasts_from_the_first_to_the_last_of_them(tmp_path):
    spelling = respell(SCRIPT.beats[0].segments, {"IL-6": "I L six"})
    texts = ("Now", "I", "L", "six", "rises.")
    spoken = tuple(SpokenWord(text, number / 4, number / 4 + 0.2) for number, text in enumerate(texts))
    take = Take(spelling.spoken, tmp_path / "take.wav", 1.25, spoken, "voice")
    timing = time_scene(SCRIPT, [spelling], [take], [0.2], 2 * RATE, VOICE)
    (beat,) = timing.beats
    assert beat.words == (WordTime("Now", 0.2, 0.4), WordTime("IL-6", 0.45, 1.15), WordTime("rises.", 1.2, 1.4))
    assert timing.cues == {"rise": CueTime("rise", 0.45, 1.4)}
    assert (beat.start, beat.end, beat.line, beat.text) == (0.2, 1.45, 5, "Now IL-6 rises.")
    assert (timing.seconds, timing.word_count, timing.voice) == (2.0, 3, "Piper, joe")
    (tmp_path / "rise.json").write_text(dump(timing), encoding="utf-8")
    assert load(tmp_path / "rise.json") == timing
