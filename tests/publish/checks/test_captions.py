"""The checks of captions: whatever is a little off breaks its own rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from short_film import broken, captions_in, draft

from plan.segments import segments
from publish.captions.breaks import grammar
from publish.captions.rules import RULES
from publish.captions.subrip import compose_srt
from publish.checks.captions import check_captions
from publish.checks.measurement import measure
from publish.folders.prepare import write_folder
from publish.folders.sites import SITES

pytest_plugins = ["publish_fixtures"]


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("captions.en.srt", "Calm", "Cal", ".srt is the script"),
        ("captions.en.vtt", "Calm", "Ca<lm", "WebVTT is escaped"),
        ("captions.en.vtt", "WEBVTT", "WEB", "WebVTT is valid"),
        ("captions.en.srt", "Fight the invader", "Fight the\ninvader", "no break inside a phrase"),
        ("captions.en.srt", "00:00:00,1", "00:00:01,1", "in-time within 3 frames of the sound"),
        ("captions.en.vtt", "00:00:00.1", "00:00:00.2", "all captions at the same times"),
        ("captions.en.vtt", "00:00:00.1", "0:0.1", "WebVTT is valid"),
        ("captions.en.vtt", "measure", "measure --> ", "WebVTT is escaped"),
        ("captions.en.ttml", "Calm", "Cal", ".ttml is the script"),
        ("captions.en.ttml", "<body>", "<bdy>", "all captions at the same times"),
        ("captions.en.ass", "Calm", "Cal", ".ass is the script"),
        ("captions.en.ass", "0:00:00.", "0:00:01.", "all captions at the same times"),
    ],
)
def test_damaged_captions_break_their_rule(file, old, new, rule, source, script, timing, tmp_path):
    write_folder(source, SITES["youtube"], tmp_path / "youtube-en")
    path = tmp_path / "youtube-en" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert rule in broken(captions_of(tmp_path / "youtube-en", script, timing))


def captions_of(folder: Path, script, timing):
    words = [word for beat in script.beats for word in beat.segments]
    return check(folder / "film.mp4", sorted(folder.glob("captions.*")), [timing], words)


def check(film: Path, files, timings, words, rules=RULES["landscape"]):
    return check_captions(measure(film), files, timings, words, rules, grammar(draft("landscape")))


@pytest.mark.parametrize(
    ("rules", "rule"),
    [
        ({"shortest": 6.5}, "6.5 s at least"),
        ({"longest": 0.5}, "0.5 s at most"),
        ({"reading_speed": 0.5}, "0.5 characters a second at most"),
        ({"early": -1 / 60}, "in-time within -1 frames of the sound"),
        ({"late": -3 / 60}, "out-time -3 frames late at most"),
        ({"gap": 9.0}, "no gap, or 540 frames"),
    ],
)
def test_a_changed_rule_changes_the_check_and_its_text(rules, rule, script, timing, sound, tmp_path):
    cues = captions_in("landscape", [timing])
    cues[0] = replace(cues[0], end=cues[1].start - 0.1)
    (tmp_path / "captions.en.srt").write_text(compose_srt(cues))
    (tmp_path / "film.mp4").symlink_to(draft("landscape").film)
    words = [word for beat in script.beats for word in beat.segments]
    changed = replace(RULES["landscape"], **rules)
    assert rule in broken(check(tmp_path / "film.mp4", [tmp_path / "captions.en.srt"], [timing], words, changed))


@pytest.mark.parametrize(
    ("shift", "rule"),
    [
        (lambda cues: [replace(cues[0], lines=("x" * 43,)), *cues[1:]], "2 lines of 42 at most"),
        (lambda cues: [replace(cues[0], lines=("Fight", "the", "invader."))], "2 lines of 42 at most"),
        (lambda cues: [replace(cues[0], end=cues[0].start + 0.8)], "5/6 s at least"),
        (lambda cues: [replace(cues[0], end=cues[0].start + 0.5)], "17 characters a second at most"),
        (lambda cues: [replace(cues[0], end=cues[0].start + 7.1)], "7 s at most"),
        (lambda cues: [replace(cues[0], end=cues[1].start - 0.02), *cues[1:]], "no gap, or 2 frames"),
        (lambda cues: [replace(cues[0], end=cues[1].start + 0.1), *cues[1:]], "no gap, or 2 frames"),
        (lambda cues: [replace(cues[0], start=cues[0].words[0].start - 0.06)], "in-time within 3 frames of the sound"),
        (lambda cues: [replace(cues[0], end=cues[0].words[-1].end + 0.21)], "out-time 12 frames late at most"),
        (lambda cues: [replace(cues[0], end=cues[0].words[-1].end - 0.1)], "out-time 12 frames late at most"),
    ],
)
def test_captions_a_little_off_break_their_rule(shift, rule, script, timing, sound, tmp_path):
    """Each is off by what the standards forbid, and hardly by more."""
    (tmp_path / "captions.en.srt").write_text(compose_srt(shift(captions_in("landscape", [timing]))))
    (tmp_path / "film.mp4").symlink_to(draft("landscape").film)
    assert rule in broken(captions_of(tmp_path, script, timing))


def test_a_caption_over_two_scenes_straddles(script, timing, sound, tmp_path):
    whole = captions_in("landscape", [timing])
    after = replace(timing, beats=timing.beats[1:])
    both = [replace(timing, beats=timing.beats[:1], seconds=0.0), after]
    text = " ".join(word.text for beat in timing.beats for word in beat.words)
    one = replace(whole[0], lines=(text,), end=whole[-1].end)
    (tmp_path / "captions.en.srt").write_text(compose_srt([one]))
    words = segments(text)
    found = check(draft("landscape").film, [tmp_path / "captions.en.srt"], both, words)
    assert "no caption straddles a scene" in broken(found)


def test_captions_in_another_encoding_or_of_21_megabytes_break_their_rule(source, script, timing, tmp_path):
    write_folder(source, SITES["youtube"], tmp_path / "youtube-en")
    path = tmp_path / "youtube-en" / "captions.en.vtt"
    text = path.read_text()
    path.write_text(text.replace("Calm", "Cälm"), encoding="latin-1")
    assert "captions are UTF-8" in broken(captions_of(tmp_path / "youtube-en", script, timing))
    path.write_text(text + "\n" * 20_100_000)
    assert "captions 20 MB at most" in broken(captions_of(tmp_path / "youtube-en", script, timing))
