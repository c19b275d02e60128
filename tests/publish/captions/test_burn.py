"""Which films get burned-in captions."""

from __future__ import annotations

import os
import subprocess

import pytest
from project import ROOT


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ("FORMAT=landscape", "landscape-1080p60/film.mp4"),
        ("FORMAT=square", "square-1080p60/film.mp4"),
        ("FORMAT=portrait", "portrait-1080p60/captioned.mp4"),
        ("FORMAT=portrait CAPTIONS=soft", "portrait-1080p60/film.mp4"),
        ("FORMAT=landscape CAPTIONS=burned", "landscape-1080p60/captioned.mp4"),
    ],
)
def test_make_burns_words_only_into_portrait_unless_asked_otherwise(asked, file):
    assert f"ready: build/en/{file}" in make(*asked.split()).stdout


def test_another_way_to_show_captions_is_refused():
    run = make("CAPTIONS=both")
    assert run.returncode and "CAPTIONS=both is no choice: use burned or soft" in run.stderr


def make(*asked: str) -> subprocess.CompletedProcess[str]:
    """Return what make would do, in an environment that sets none of its variables."""
    said = {
        key: value for key, value in os.environ.items() if key not in ("CAPTIONS", "FORMAT", "QUALITY", "MAKEFLAGS")
    }
    command = ["make", "-n", "film", "QUALITY=1080p60", *asked]
    return subprocess.run(command, cwd=ROOT, env=said, capture_output=True, text=True)
