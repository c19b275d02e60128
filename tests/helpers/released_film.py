"""A film of two scenes as `make publish` leaves it, and the same after its release, for tests of releases.

`pytest_plugins = ["released_film"]` gives the fixtures to a test file.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from film_folder import working_on, write_film
from narrations import speak
from PIL import Image

from audio.timing.record import Timing, dump
from plan.words import Script
from publish.checks.finding import Finding
from publish.checks.verdict import write_verdict
from publish.folders.folder import read_folder
from publish.upload import manifest

PASSED = [Finding("a rule", "1", True)]
"""A verdict that lets a folder go out."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, scripts_of_the_film: list[Script]) -> Path:
    """A film as `make publish` leaves it: two scenes, and a picture whose colour says which scene it is."""
    root = write_film(tmp_path_factory.mktemp("first") / "film", [script.scene for script in scripts_of_the_film[:2]])
    publish(root, [speak(script) for script in scripts_of_the_film[:2]], ["blue", "green"])
    return root


def publish(root: Path, timings: Sequence[Timing], colours: Sequence[str]) -> None:
    """Write the folder for YouTube, of scenes in plain colours, and the narration that it was made of."""
    folder, sound = root / "build/publish/youtube-en", root / "build/en"
    folder.mkdir(parents=True, exist_ok=True)
    sound.mkdir(exist_ok=True)
    inputs, names = [], "".join(f"[{number}]" for number in range(len(timings)))
    for timing, colour in zip(timings, colours, strict=True):
        (sound / f"{timing.scene}.json").write_text(dump(timing))
        inputs += ["-f", "lavfi", "-i", f"color={colour}:s=320x180:r=15:d={timing.seconds}"]
    inputs += ["-f", "lavfi", "-i", f"sine=d={sum(timing.seconds for timing in timings)}"]
    chain = f"{names}concat=n={len(timings)}:v=1[v]"
    command = ["ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", chain, "-map", "[v]"]
    subprocess.run([*command, "-map", f"{len(timings)}:a", str(folder / "film.mp4")], check=True)
    about = {
        "site": "youtube", "title": "A title", "description": "", "tags": [], "language": "en", "chapters": [],
        "scenes": [timing.scene for timing in timings], "format": "landscape", "quality": "480p15", "captions": "soft",
    }  # fmt: skip
    (folder / "metadata.json").write_text(json.dumps(about))
    (folder / "captions.en.vtt").write_text("WEBVTT\n\n" + " ".join(beat.text for t in timings for beat in t.beats))
    Image.new("RGB", (16, 9)).save(folder / "poster.png")
    write_verdict(folder, PASSED)


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder for YouTube of a copy of that film, on which the test works."""
    shutil.copytree(first, tmp_path / "film", symlinks=True)
    with working_on(tmp_path / "film") as root:
        yield root / "build/publish/youtube-en"


@pytest.fixture
def released(folder: Path) -> Path:
    """The same folder, which is out already."""
    manifest.record_release(read_folder(folder), "video-1")
    return folder


def release_of(name: str = "youtube-en") -> manifest.Release:
    """Return what is out at a site, where something must be."""
    release = manifest.read_release(name)
    assert release
    return release


def change_metadata(folder: Path, **changes: object) -> None:
    """Change what a folder's metadata.json says."""
    raw = json.loads((folder / "metadata.json").read_text())
    (folder / "metadata.json").write_text(json.dumps({**raw, **changes}))
