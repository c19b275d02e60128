"""The film as people get it: make, on real words, a real voice and real frames, at draft quality.

The film is built once in this folder. What edits, interrupts or breaks it works on a copy.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import av
import pytest
import srt
import webvtt
from project import ENVIRONMENT, ROOT, copy_sources, edit, make, picture, rendered, sound

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, measure
from audio.timing.record import load
from plan.edition import Edition
from publish.captions.rules import RULES
from publish.captions.write import captions_of

pytestmark = pytest.mark.slow
CLIPS = Path("build/en/landscape-480p15")


@pytest.fixture(scope="module")
def film() -> Path:
    run = make(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    return ROOT / CLIPS / "film.mp4"


@pytest.fixture
def copy(film: Path, tmp_path: Path) -> Path:
    """The project with its finished draft, in another folder."""
    copy_sources(tmp_path)
    shutil.copytree(ROOT / "build", tmp_path / "build", ignore=shutil.ignore_patterns("*p60", "page"))
    return tmp_path


def test_the_film_has_its_length_its_frames_and_its_sound(film, running_order):
    timings = [load(ROOT / f"build/en/{scene}.json") for scene in running_order]
    seconds = sum(timing.seconds for timing in timings)
    assert 50 <= seconds <= 59.9
    assert 125 <= sum(timing.word_count for timing in timings) <= 155
    with av.open(str(film)) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        assert video.frames == sum(1 for _ in container.decode(video=0)) == round(seconds * 15)
        ends = [float(stream.duration * stream.time_base) for stream in (video, sound)]
        assert abs(ends[0] - ends[1]) <= 1 / 60
        assert abs(ends[0] - seconds) <= 1 / 60
        assert video.start_time == sound.start_time == 0
    for timing, scene in zip(timings, running_order, strict=True):
        with av.open(str(ROOT / CLIPS / f"{scene}.mp4")) as clip:
            assert clip.streams.video[0].frames == timing.frames(15), scene


def test_the_sound_is_as_loud_as_the_sites_want_it(film):
    loudness = measure(film)
    assert abs(loudness.lufs - LOUDNESS_LUFS) <= 0.5
    assert loudness.peak <= PEAK_DBTP


def test_the_sound_falls_where_the_timing_says(film, running_order):
    """In the decoded film, each scene opens with nothing but music and its first word with sound."""
    with av.open(str(film)) as container:
        blocks = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    level = [value for block in blocks for value in abs(block)]
    start = 0.0
    for scene in running_order:
        timing = load(ROOT / f"build/en/{scene}.json")
        first = start + timing.beats[0].words[0].start
        before, after = (
            max(level[round(48000 * a) : round(48000 * b)]) for a, b in ((start, first - 0.06), (first, first + 0.3))
        )
        assert before < 0.2 * after, scene
        start += timing.seconds


def test_the_file_is_what_sites_accept(film):
    atoms = film.read_bytes()
    assert atoms.index(b"moov") < atoms.index(b"mdat"), "it starts to play before it is loaded"
    assert b"elst" not in atoms[: atoms.index(b"mdat")], "no edit list"
    with av.open(str(film)) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.profile, context.pix_fmt, context.has_b_frames) == (
            "h264",
            "High",
            "yuv420p",
            True,
        )
        assert {context.colorspace, context.color_primaries, context.color_trc} == {1}
        sound = container.streams.audio[0].codec_context
        assert (sound.name, sound.sample_rate, sound.channels) == ("aac", 48000, 2)


def test_captions_are_the_script_word_for_word_beside_and_inside(film, scripts_of_the_film):
    words = [word for script in scripts_of_the_film for beat in script.beats for word in beat.words]
    beside = list(srt.parse(film.with_suffix(".srt").read_text(encoding="utf-8")))
    assert " ".join(item.content for item in beside).split() == words
    assert " ".join(cue.text for cue in webvtt.read(str(film.with_suffix(".vtt")))).split() == words
    with av.open(str(film)) as container:
        assert [stream.metadata["language"] for stream in container.streams.subtitles] == ["eng"]
    inside = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(film), "-map", "0:s:0", "-f", "srt", "-"], capture_output=True, text=True
    )
    assert " ".join(item.content for item in srt.parse(inside.stdout)).split() == words


def test_captions_can_be_read_at_the_voices_pace(film, running_order):
    rules = RULES["landscape"]
    for caption in captions_of(Edition("en"), running_order):
        assert caption.reading_speed <= rules.reading_speed + 0.05, caption.text
        assert rules.shortest - 0.02 <= caption.end - caption.start <= rules.longest, caption.text


def test_nothing_changed_renders_nothing(film):
    before = film.stat().st_mtime_ns
    run = make(ROOT)
    assert run.returncode == 0
    assert "ready: build/en/landscape-480p15/film.mp4" in run.stdout
    assert not rendered(run) and "narration:" not in run.stdout and film.stat().st_mtime_ns == before


def test_leaving_the_music_out_makes_the_sound_anew_and_no_scene(copy):
    narration = copy / "build/en/narration.wav"
    heard = narration.read_bytes()
    run = make(copy, "MUSIC=off")
    assert run.returncode == 0, run.stdout + run.stderr
    assert not rendered(run) and "narration:" not in run.stdout and "sound: voice, " in run.stdout
    assert narration.read_bytes() != heard
    loudness = measure(copy / CLIPS / "film.mp4")
    assert abs(loudness.lufs - LOUDNESS_LUFS) <= 0.5 and loudness.peak <= PEAK_DBTP
    make(copy)
    assert narration.read_bytes() == heard, "and back"


def test_a_scene_with_broken_code_is_named_by_its_line(copy):
    text = (copy / "scenes/close.py").read_text()
    (copy / "scenes/close.py").write_text(text + "\n\nnothing.here\n")
    run = make(copy)
    assert run.returncode != 0 and "Traceback" not in run.stderr
    assert f"close: scenes/close.py:{text.count(chr(10)) + 3}: NameError: name 'nothing'" in run.stderr


def test_one_edited_sentence_costs_one_take_and_one_scene(copy):
    takes = set((copy / "build/en/takes").glob("*.json"))
    pictures = {path.name: picture(path) for path in (copy / CLIPS).glob("*.mp4")}
    edit(copy / "words/en/close.md", "in time, [in", "in time and [in")
    run = make(copy)
    assert run.returncode == 0, run.stdout + run.stderr
    assert rendered(run) == {"close"}
    assert "rendered anew: close (" in run.stdout
    assert len(set((copy / "build/en/takes").glob("*.json")) - takes) == 1
    for name in pictures.keys() - {"close.mp4", "film.mp4"}:
        assert picture(copy / CLIPS / name) == pictures[name]
    captions_now = srt.parse((copy / CLIPS / "film.srt").read_text(encoding="utf-8"))
    assert "in time and in" in " ".join(caption.content.replace("\n", " ") for caption in captions_now)


def test_an_interrupted_build_leaves_nothing_half_written_and_goes_on(copy):
    """Killed in the middle of a scene; the next make, one job at a time, gives the very same frames and samples."""
    whole = {name: picture(copy / CLIPS / f"{name}.mp4") for name in ("close", "trend", "film")}
    heard = sound(copy / CLIPS / "film.mp4")
    for name in whole:
        (copy / CLIPS / f"{name}.mp4").unlink()
    command = ["make", "-j2", "draft", "VOICE=piper"]
    build = subprocess.Popen(
        command, cwd=copy, env=ENVIRONMENT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while not list((copy / CLIPS).glob(".*.mp4")):
        assert time.monotonic() < deadline and build.poll() is None, "the build ended before it could be interrupted"
        time.sleep(0.02)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    assert not (copy / CLIPS / "film.mp4").exists()
    for name in ("close", "trend"):
        path = copy / CLIPS / f"{name}.mp4"
        assert not path.exists() or picture(path) == whole[name]
    run = make(copy, "-j1")
    assert run.returncode == 0, run.stdout + run.stderr
    assert {name: picture(copy / CLIPS / f"{name}.mp4") for name in whole} == whole
    assert sound(copy / CLIPS / "film.mp4") == heard, "to the sample"
    assert not list((copy / CLIPS).glob(".*")), "the next build clears what the killed one left"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("words/en/loop.md", "(#more)", "(#mroe)", r"loop\.md:1: .*waits for the cue 'more'.*did you mean 'mroe'"),
        ("words/en/loop.md", "(#more)", "(#call)", r"words/en/loop\.md:\d+: the cue 'call' stands on line"),
        ("words/en/loop.md", "title:", "tilte:", r"words/en/loop\.md:2: unknown header key 'tilte'"),
        ("words/en/trend.md", "1000 > 94 %", "1000 < 90 %", r"trend\.md:\d+: the model gives .* «In our model"),
        ("words/en/loop.md", "In a storm, ", "In a storm, " + "and again " * 12, r"cut about \d+ words"),
        (
            "scenes/message.py",
            'self.at("ends")',
            "pass",
            r"words/en/message\.md:\d+: no animation uses the cue 'ends'",
        ),
    ],
)
def test_bad_content_stops_the_build_with_file_line_and_mend_and_loses_nothing(copy, file, old, new, says):
    edit(copy / file, old, new)
    run = make(copy)
    assert run.returncode != 0
    assert re.search(says, run.stdout + run.stderr), run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert (copy / CLIPS / "film.mp4").exists()
    if file.endswith(".md") and "mroe" not in new:
        assert not rendered(run), "nothing is rendered from words that cannot be built"


@pytest.mark.parametrize(
    ("locale", "says"),
    [
        ("xx", r"words/xx/message\.md:1: there is no such file: write it"),
        ("english", r"LOCALE=english is no locale: use a code such as en"),
    ],
)
def test_a_locale_without_words_and_a_wrong_one_are_named(copy, locale, says):
    run = make(copy, f"LOCALE={locale}")
    assert run.returncode != 0 and re.search(says, run.stderr), run.stdout + run.stderr


def test_a_missing_scene_is_named_and_the_film_stays(copy):
    (copy / "words/en/loop.md").unlink()
    run = make(copy)
    assert run.returncode != 0 and "words/en/loop.md:1: there is no such file" in run.stderr
    assert (copy / CLIPS / "film.mp4").exists()
