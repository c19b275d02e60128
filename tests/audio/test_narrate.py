"""The steps of sound, run as make runs them: any film, also one that has no model, no music and no pronunciations."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from project import ROOT

from audio.narrate import warnings
from audio.timing.record import load
from audio.voice.pronunciation import Pronunciation
from plan.words import parse

WORDS = "---\ntitle: A rise\n---\nOne cell [calls](#call) another.\nThat is all.\n"
RUN = """
import runpy, sys
step = sys.argv.pop(1)
runpy.run_module(step, run_name="__main__")
own = [name for name in sys.modules if name.split(".")[0] in ("model", "scenes", "manim", "stage", "publish", "page")]
assert not own, own
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a film of one scene."""
    folder = tmp_path_factory.mktemp("film")
    (folder / "film.toml").write_text('title = "A rise"\nscenes = ["rise"]\nseconds = [1, 20]\nvoice = "piper"\n')
    (folder / "words" / "en").mkdir(parents=True)
    (folder / "words" / "en" / "rise.md").write_text(WORDS)
    return folder


def run(folder: Path, step: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a step on a film, and refuse it if it imports anything of a film, or what draws it."""
    command = [sys.executable, "-c", RUN, step, *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "FILM": str(folder)}, capture_output=True, text=True)


def test_a_film_without_music_needs_no_model(folder: Path):
    sound = folder / "build" / "en"
    for step, arguments in {"narrate": ["--locale", "en"], "mix": ["--music", "off"], "encode": []}.items():
        done = run(folder, f"audio.{step}", *arguments)
        assert done.returncode == 0, done.stderr
    timing = load(sound / "rise.json")
    assert [beat.text for beat in timing.beats] == ["One cell calls another.", "That is all."]
    assert list(timing.cues) == ["call"] and timing.source == (folder / "words/en/rise.md").as_posix()
    with wave.open(str(sound / "rise.wav")) as scene, wave.open(str(sound / "narration.wav")) as whole:
        assert scene.getnframes() == whole.getnframes() == round(timing.seconds * 48_000)
    assert (sound / "narration.aac").stat().st_size > 10_000


def test_a_second_run_changes_nothing(folder: Path):
    first = run(folder, "audio.narrate")
    ages = {path: path.stat().st_mtime_ns for path in (folder / "build" / "en").glob("rise.*")}
    second = run(folder, "audio.narrate")
    assert first.returncode == second.returncode == 0 and "new: nothing" in second.stdout
    assert len(ages) == 2 and ages == {path: path.stat().st_mtime_ns for path in ages}


def test_a_film_that_is_too_short_is_refused_but_a_part_of_it_is_not(folder: Path):
    declaration = folder / "film.toml"
    whole = declaration.read_text()
    try:
        declaration.write_text(whole.replace("[1, 20]", "[15, 20]"))
        refused = run(folder, "audio.narrate")
        assert refused.returncode and "narration: scene" in refused.stderr and "under its 15 s" in refused.stderr
        assert run(folder, "audio.narrate", "--part").returncode == 0
    finally:
        declaration.write_text(whole)


def test_a_translation_is_paced_by_up_to_12_per_cent_to_fit_the_film_and_the_first_language_is_not(folder: Path):
    declaration, british = folder / "film.toml", folder / "words" / "en-GB" / "rise.md"
    british.parent.mkdir()
    british.write_text("---\ntitle: A rise\n---\nOne of these cells [calls](#call) another.\nThat really is all.\n")
    whole = declaration.read_text()

    def spoken(locale: str, longest: float) -> subprocess.CompletedProcess[str]:
        declaration.write_text(whole.replace("[1, 20]", f"[1, {longest:.2f}]"))
        return run(folder, "audio.narrate", "--locale", locale)

    try:
        assert "times the voice's own rate" not in spoken("en-GB", 20).stdout
        natural = load(folder / "build/en-GB/rise.json").seconds
        faster = spoken("en-GB", natural - 0.05)
        assert faster.returncode == 0 and "this language is spoken at 1." in faster.stdout, faster.stderr
        assert load(folder / "build/en-GB/rise.json").seconds < natural - 0.05
        assert "cut about" in spoken("en-GB", 0.7 * natural).stderr
        original = load(folder / "build/en/rise.json").seconds
        assert "cut about" in spoken("en", 0.98 * original).stderr
    finally:
        declaration.write_text(whole)


def test_a_missing_or_wrong_file_ends_a_step_with_one_line(folder: Path, tmp_path: Path):
    (tmp_path / "film.toml").write_text((folder / "film.toml").read_text())
    unspoken = run(tmp_path, "audio.mix", "--music", "off")
    assert unspoken.returncode and "rise.wav: there is no such file: make publish builds it" in unspoken.stderr
    assert "ffmpeg failed" in run(tmp_path, "audio.encode").stderr
    assert "words/en/rise.md:1: there is no such file" in run(tmp_path, "audio.narrate").stderr
    (tmp_path / "words" / "en").mkdir(parents=True)
    (tmp_path / "words" / "en" / "rise.md").write_text(WORDS)
    (tmp_path / "words" / "en" / "pronunciation.md").write_text("cell: /g/\n")
    assert "pronunciation.md:1: the IPA of 'cell' has 'g'" in run(tmp_path, "audio.narrate").stderr


def test_a_word_that_resembles_an_entry_gets_a_warning_with_its_line(folder: Path, tmp_path: Path):
    (tmp_path / "film.toml").write_text((folder / "film.toml").read_text())
    (tmp_path / "words" / "en").mkdir(parents=True)
    (tmp_path / "words" / "en" / "rise.md").write_text(
        WORDS.replace("another", "Il-6 and anti-IL-6-driven [cells](#cells)")
    )
    (tmp_path / "words" / "en" / "pronunciation.md").write_text("IL-6: I L six\n")
    done = run(tmp_path, "audio.narrate")
    line = (
        f"narration: {tmp_path}/words/en/rise.md:4: warning: 'Il-6' is read as it is written, unlike 'IL-6': write IL-6"
    )
    assert done.returncode == 0 and line in done.stdout and done.stdout.count("warning") == 1
    (beat, _) = load(tmp_path / "build/en/rise.json").beats
    assert [word.text for word in beat.words][-2:] == ["anti-IL-6-driven", "cells."]
    assert beat.word_times == "voice" and beat.words[-2].end <= beat.words[-1].start
    assert 0.8 < beat.words[-2].end - beat.words[-2].start < 2.0


def test_an_entry_of_several_words_in_a_script_without_blanks_gets_a_warning():
    script = parse("---\ntitle: A\n---\n免疫细胞召集免疫。\n", Path("words/zh/any.md"))
    (warning,) = warnings([script], Pronunciation({"免疫细胞": "mian", "免疫": "yi"}))
    assert warning.startswith("words/zh/any.md:4: warning: '免疫细胞' is several words")
    assert warning.endswith("give each of its words an entry: 免疫 | 细胞")
