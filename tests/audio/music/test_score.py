"""The score: what the music follows comes from the words' hours and the film's part, and from nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from narrations import speak, stretch
from scores import composed

from audio.mix import bed
from audio.music import score as scores
from audio.music.effects import EFFECTS, named_effects
from audio.music.score import STEPS
from audio.timing.record import Timing, dump
from plan.errors import InputError
from plan.words import Script, parse
from plan.words import compose as compose_words

HEADER = "---\ntitle: A loop\n{}\n---\nCells [call](#call) cells, and these [call](#more) more.\n"


def scene(header: str) -> tuple[Script, Timing]:
    script = parse(HEADER.format(header), Path("words/en/loop.md"))
    return script, speak(script)


def plain(run: str, hours: np.ndarray) -> SimpleNamespace:
    """Take the share of 240 hours as tension, and ten times that as beats a minute."""
    return SimpleNamespace(tension=hours / 240, heart_rate=10 * hours / 240, injury=0 * hours)


PLAIN = SimpleNamespace(curves=plain)


def test_curves_follow_the_words_hours_by_the_films_own_part():
    script, timing = scene("hours: normal 0..120 h\nhours.more: normal 120..240 h")
    score = composed([script], [timing], PLAIN)
    more = timing.cues["more"].start
    # Away from where the hours change their speed, smoothing changes nothing.
    for second, tension in ((more / 2, 0.25), ((more + timing.seconds) / 2, 0.75)):
        assert score.tension[round(second * STEPS)] == pytest.approx(tension, abs=0.01)
        assert score.heart_rate[round(second * STEPS)] == pytest.approx(10 * tension, abs=0.1)


def test_a_jump_between_two_lines_is_smoothed():
    script, timing = scene("hours: normal 0..0 h\nhours.more: normal 240..240 h")
    tension = composed([script], [timing], PLAIN).tension
    assert tension[0] == pytest.approx(0, abs=0.01) and tension[-1] == pytest.approx(1, abs=0.01)
    assert np.abs(np.diff(tension)).max() < 0.05


def test_a_scene_without_hours_stays_at_the_last_one():
    one, other = scene("hours: normal 0..120 h"), scene("hours: normal 0..120 h")
    silent = replace(other[1], hours=())
    tension = composed([one[0], other[0]], [one[1], silent], PLAIN).tension
    assert tension[-round(0.5 * silent.seconds * STEPS) :] == pytest.approx(0.5, abs=1e-3)


def test_a_scene_stays_at_the_first_hour_of_its_first_line_until_the_cue_as_its_picture_does():
    one, other = scene("hours: normal 0..0 h"), scene("hours.more: normal 240..120 h")
    tension = composed([one[0], other[0]], [one[1], other[1]], PLAIN).tension
    assert tension[round((one[1].seconds + 0.6 * other[1].cues["more"].start) * STEPS)] == pytest.approx(1, abs=0.02)


def test_hours_follow_words_not_seconds(scripts_of_the_film, timings, score):
    slow = [stretch(timing, 0, 1.5) if timing.scene == "trend" else timing for timing in timings]
    slower = composed(scripts_of_the_film, slow)
    starts = [[0.0, *accumulate(timing.seconds for timing in each)] for each in (timings, slow)]
    for number, timing in enumerate(timings):
        for cue in timing.cues:
            a, b = (
                round((start[number] + each[number].cues[cue].start) * STEPS)
                for start, each in zip(starts, (timings, slow), strict=True)
            )
            # Smoothing reaches to a cue's neighbours, which lie elsewhere in the slower scene.
            assert slower.tension[b] == pytest.approx(score.tension[a], abs=0.15), cue


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("effect.call: gong", r"words/en/loop\.md:3: there is no effect 'gong': use one of ping"),
        ("effect.call: pign", r"words/en/loop\.md:3: there is no effect 'pign'; did you mean 'ping'\?: use one of"),
        ("effect: ping", r"words/en/loop\.md:3: this effect names no cue: write effect\.<cue>: ping"),
    ],
)
def test_an_unknown_effect_is_named_with_line_and_fix(line, says):
    with pytest.raises(InputError) as error:
        named_effects(scene(line)[0])
    assert re.search(says, str(error.value))


def test_every_effect_of_the_film_has_its_second(scripts_of_the_film, score):
    asked = [note.text for script in scripts_of_the_film for note in script.effects]
    assert [name for _, name in score.effects] == asked
    assert set(asked) <= set(EFFECTS)


@pytest.mark.parametrize("missing", ["part", "hours"])
def test_a_film_without_score_or_hours_has_no_music(missing, tmp_path, monkeypatch):
    script, timing = scene("label.cell: Cell" if missing == "hours" else "hours: storm 0..9 h")
    path = tmp_path / "loop.json"
    path.write_text(dump(replace(timing, source=str(tmp_path / "loop.md"))), encoding="utf-8")
    (tmp_path / "loop.md").write_text(compose_words(script), encoding="utf-8")
    if missing == "part":
        monkeypatch.setattr(scores.parts, "optional", lambda name: None)
    assert bed([path]) is None
