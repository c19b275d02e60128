"""What a build leaves of one short scene: films in two formats, their sound and captions, for checks to judge.

`pytest_plugins = ["publish_fixtures"]` gives the fixtures to a test file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from film_folder import working_on, write_film
from narrations import speak
from PIL import Image
from short_film import CODEC, TAGS, burned, captions_in, draft, ffmpeg

from audio.encode import encode
from audio.mix import master
from audio.samples import RATE
from audio.timing.record import Timing, dump
from plan.formats import POSTERS
from plan.words import Script
from publish.captions.subrip import compose_srt
from publish.folders.prepare import Source, gather
from publish.join import join


@pytest.fixture(scope="module")
def short_film(tmp_path_factory: pytest.TempPathFactory, script: Script) -> Iterator[Path]:
    """The folder of a film of one scene, on which all tests of the module work."""
    with working_on(write_film(tmp_path_factory.mktemp("film"), [script.scene])) as root:
        yield root


@pytest.fixture(scope="module")
def script(scripts_of_the_film: list[Script]) -> Script:
    return scripts_of_the_film[-1]


@pytest.fixture(scope="module")
def timing(script: Script) -> Timing:
    """One scene, spoken slowly enough for portrait captions."""
    return speak(script)


@pytest.fixture(scope="module")
def sound(short_film: Path, script: Script, timing: Timing) -> Path:
    """A folder as the build leaves it: films of one scene, moving pictures and a voice of noise, in two formats."""
    folder = draft("landscape").sound
    folder.mkdir(parents=True)
    draft("landscape").timing(script.scene).write_text(dump(timing))
    raw, rng = np.zeros(round(timing.seconds * RATE), dtype=np.int16), np.random.default_rng(1)
    for beat in timing.beats:
        heard = slice(round(beat.start * RATE), round(beat.end * RATE))
        raw[heard] = rng.normal(0, 2000, heard.stop - heard.start)
    (folder / "raw.pcm").write_bytes(raw.tobytes())
    ffmpeg("-f", "s16le", "-ar", str(RATE), "-i", folder / "raw.pcm", folder / "raw.wav")
    master(folder / "raw.wav", folder / "narration.wav")
    encode(folder / "narration.wav", folder / "narration.aac")
    for form, size in (("landscape", "854x480"), ("portrait", "480x854")):
        edition = draft(form)
        edition.clips.mkdir()
        source = f"testsrc2=size={size}:rate=15:duration={timing.seconds}"
        clip, captions = edition.clip(script.scene), edition.film.with_suffix(".srt")
        ffmpeg("-f", "lavfi", "-i", source, *TAGS, *CODEC, clip)
        captions.write_text(compose_srt(captions_in(form, [timing])))
        join([clip], folder / "narration.aac", captions, edition.film, "en")
    return folder


@pytest.fixture(scope="module")
def source(sound: Path, script: Script, timing: Timing) -> Source:
    for form, size in POSTERS.items():
        Image.new("RGB", size, "#0b1022").save(draft(form).poster)
    burned(timing, "portrait")
    return gather("en", "480p15", "", [script.scene])
