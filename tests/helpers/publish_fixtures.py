"""What a build leaves of one short scene: films in two formats, their sound and captions, for checks to judge.

`pytest_plugins = ["publish_fixtures"]` gives the fixtures to a test file.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from narrations import speak
from PIL import Image
from project import ROOT
from short_film import CODEC, TAGS, burned, ffmpeg, film

from audio.encode import encode
from audio.mix import master
from audio.samples import RATE
from audio.timing.record import dump
from publish.captions.captions import RULES, captions, compose_srt
from publish.folders.content import read
from publish.folders.folders import Source
from publish.join import join


@pytest.fixture(scope="module")
def script(scripts_of_the_film):
    return replace(scripts_of_the_film[-1], path=Path("words/en/close.md"))


@pytest.fixture(scope="module")
def timing(script):
    """One scene, spoken slowly enough for portrait captions."""
    return speak(script)


@pytest.fixture(scope="module")
def sound(tmp_path_factory, script, timing) -> Path:
    """A folder as the build leaves it: films of one scene, moving pictures and a voice of noise, in two formats."""
    folder = tmp_path_factory.mktemp("build") / "en"
    folder.mkdir()
    (folder / "close.json").write_text(dump(timing))
    raw, rng = np.zeros(round(timing.seconds * RATE), dtype=np.int16), np.random.default_rng(1)
    for beat in timing.beats:
        span = slice(round(beat.start * RATE), round(beat.end * RATE))
        raw[span] = rng.normal(0, 2000, span.stop - span.start)
    (folder / "raw.pcm").write_bytes(raw.tobytes())
    ffmpeg("-f", "s16le", "-ar", RATE, "-i", folder / "raw.pcm", folder / "raw.wav")
    master(folder / "raw.wav", folder / "narration.wav")
    encode(folder / "narration.wav", folder / "narration.aac")
    for form, size in (("landscape", "854x480"), ("portrait", "480x854")):
        clips = folder / f"{form}-480p15"
        clips.mkdir()
        source = f"testsrc2=size={size}:rate=15:duration={timing.seconds}"
        ffmpeg("-f", "lavfi", "-i", source, *TAGS, *CODEC, clips / "close.mp4")
        cues = captions([timing], RULES[form])
        (clips / "film.srt").write_text(compose_srt(cues))
        join([clips / "close.mp4"], folder / "narration.aac", clips / "film.srt", clips / "film.mp4", "en")
    return folder


@pytest.fixture(scope="module")
def source(sound, script, timing) -> Source:
    for form, size in (("landscape", (1280, 720)), ("portrait", (1080, 1920))):
        Image.new("RGB", size, "#0b1022").save(sound / f"poster-{form}.png")
    films = [film(sound), burned(sound, timing, "portrait")]
    return Source(read(ROOT / "words/en/film.md"), [script], [timing], sound, films, "en")
