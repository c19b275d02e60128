"""The film as people get it: make, on real words, a real voice and real frames, at draft quality.

It is built once, in this folder. What edits, interrupts or breaks a build is tested on the small film: test_build.py.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import av
import pytest
import srt
import webvtt
from project import ROOT, copy_sources, edit, make, rendered

from audio.loudness import LOUDNESS_LUFS, PEAK_DBTP, measure
from audio.timing.record import load
from plan.edition import Edition
from plan.film import film as declared
from plan.segments import joined
from publish.captions.rules import RULES
from publish.captions.write import captions_of

pytestmark = pytest.mark.slow
CLIPS = Path("build/en/landscape-480p15")


@pytest.fixture(scope="module")
def film() -> Path:
    run = make(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    return ROOT / CLIPS / "film.mp4"


def test_the_film_has_its_length_its_frames_and_its_sound(film, running_order):
    timings = [load(ROOT / f"build/en/{scene}.json") for scene in running_order]
    seconds = sum(timing.seconds for timing in timings)
    assert declared().shortest <= seconds <= declared().longest
    assert 125 <= sum(timing.word_count for timing in timings) <= 155
    with av.open(str(film)) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        assert video.frames == sum(1 for _ in container.decode(video=0)) == round(seconds * 15)
        ends = []
        for stream in (video, sound):
            assert stream.duration and stream.time_base
            ends.append(float(stream.duration * stream.time_base))
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
    assert " ".join(cue.text for cue in webvtt.read(str(film.with_suffix(".vtt"))).captions).split() == words
    with av.open(str(film)) as container:
        assert [stream.metadata["language"] for stream in container.streams.subtitles] == ["eng"]
    inside = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(film), "-map", "0:s:0", "-f", "srt", "-"], capture_output=True, text=True
    )
    assert " ".join(item.content for item in srt.parse(inside.stdout)).split() == words


def test_captions_can_be_read_at_the_voices_pace(film, running_order):
    rules = RULES["landscape"]
    for caption in captions_of(Edition("en"), running_order):
        speed = rules.count(joined(caption.words)) / (caption.end - caption.start)
        assert speed <= rules.reading_speed + 0.05, caption.text
        assert rules.shortest - 0.02 <= caption.end - caption.start <= rules.longest, caption.text


def test_nothing_changed_renders_nothing(film):
    before = film.stat().st_mtime_ns
    run = make(ROOT)
    assert run.returncode == 0
    assert "ready: build/en/landscape-480p15/film.mp4" in run.stdout
    assert not rendered(run) and "narration:" not in run.stdout and film.stat().st_mtime_ns == before


def test_a_claim_that_the_model_does_not_bear_out_stops_the_build_at_its_sentence(film, tmp_path):
    copy_sources(tmp_path)
    edit(tmp_path / "words/en/trend.md", "1000 > 94 %", "1000 < 90 %")
    run = make(tmp_path)
    assert run.returncode != 0 and not rendered(run)
    assert re.search(r"words/en/trend\.md:\d+: the model gives .* «", run.stdout + run.stderr)
