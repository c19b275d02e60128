"""Odd environments: Python told to find other modules, other locales, and an ffmpeg that does not do its work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ENVIRONMENT, copy_sources

from plan import tools
from plan.tools import ToolError, check_ffmpeg

FILM = "examples/epidemic"
PYTHON = (
    {"PYTHONPATH": "polluted"},
    {"PYTHONSAFEPATH": "1"},
    {"PYTHONHOME": "/nowhere"},
    {"PYTHONOPTIMIZE": "2"},
    {"PYTHONSTARTUP": "polluted/json.py", "PYTHONINSPECT": "1"},
    {"PYTHONIOENCODING": "ascii", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "xx_YY.nonsense"},
    {"PYTHONWARNINGS": "error"},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sources, and a folder of modules that must not be imported."""
    copy_sources(tmp_path)
    for name in ("json", "plan", "numpy", "av", "sitecustomize"):
        (tmp_path / "polluted").mkdir(exist_ok=True)
        (tmp_path / "polluted" / f"{name}.py").write_text("raise SystemExit('polluted')\n")
    return tmp_path


@pytest.mark.parametrize("more", PYTHON, ids=lambda more: "+".join(more))
def test_what_python_is_told_by_the_environment_changes_nothing(folder, more):
    run = subprocess.run(
        ["make", f"{FILM}/build/en/claims.done", f"FILM={FILM}"],
        cwd=folder, env={**ENVIRONMENT, **more}, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert run.returncode == 0 and "3 claims and 6 lines of hours agree" in run.stdout, run.stdout + run.stderr
    assert "Traceback" not in run.stderr and "polluted" not in run.stderr


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs: all of the system's but ffmpeg."""
    into = tmp_path / "programs"
    into.mkdir()
    for place in reversed(os.environ["PATH"].split(os.pathsep)):
        for program in Path(place).glob("*") if Path(place).is_dir() else ():
            if program.name != "ffmpeg" and not (into / program.name).exists():
                (into / program.name).symlink_to(program)
    return into


FFMPEG = {
    "missing": (None, "there is no ffmpeg"),
    "silent": ("exit 0", "does not say its version"),
    "broken": ("echo no libx264 >&2; exit 127", "ended with 127 (no libx264)"),
    "mute": ("exit 3", "ended with 3 (no message)"),
    "poor": ("echo ffmpeg version 4.1", "4.1 has no libx264, aac, mov_text"),
    "idle": ('case "$*" in *color=*) exit 0;; *) exec {real} "$@";; esac', "ends without an error, but wrote no film"),
}


@pytest.mark.parametrize("kind", FFMPEG)
def test_an_ffmpeg_that_does_not_do_its_work_is_named_before_the_first_step(folder, programs, kind):
    does, says = FFMPEG[kind]
    if does:
        (programs / "ffmpeg").write_text(f"#!/bin/sh\n{does.format(real=shutil.which('ffmpeg'))}\n")
        (programs / "ffmpeg").chmod(0o755)
    run = subprocess.run(
        ["make", "-j1", "draft", f"FILM={FILM}"],
        cwd=folder, env={**ENVIRONMENT, "PATH": str(programs)}, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 2 and not run.stdout, run.stdout + run.stderr
    first, *rest = run.stderr.splitlines()
    assert first.startswith("setup: ") and says in first and "install ffmpeg 5 or newer" in first
    assert all(line.startswith("make: *** ") for line in rest)


def test_an_ffmpeg_that_hangs_is_named(tmp_path, monkeypatch):
    (tmp_path / "ffmpeg").write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    (tmp_path / "ffmpeg").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "TIMEOUT_SECONDS", 0.5)
    with pytest.raises(ToolError, match=r"ffmpeg did not answer within 0\.5 s: install ffmpeg"):
        check_ffmpeg()


def doctor(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Ask what is installed, by a Python that has none of our packages."""
    command = [sys.executable, "-S", *arguments, "-m", "plan.doctor"]
    return subprocess.run(command, cwd=folder, env={**ENVIRONMENT, **more}, capture_output=True, text=True)


def test_the_doctor_names_what_is_there(folder):
    found = doctor(folder)
    assert found.returncode == 0 and not found.stderr, found.stdout + found.stderr
    for name in ("Python", "libraries", "ffmpeg", "packages", "film", "gTTS", "tesseract", "Chromium", "revision"):
        assert re.search(rf"^(ok     |without)  {name} ", found.stdout, re.M), name
    assert "as in requirements.lock" in found.stdout and "«Cytokine storm», 7 scenes" in found.stdout
    assert "doctor: a film can be built" in found.stdout and found.stdout.count("\n") <= 24
    goal = subprocess.run(["make", "doctor"], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    assert goal.returncode == 0 and goal.stdout.splitlines()[1:] == found.stdout.splitlines()[1:]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"FILM": "nowhere"}, r"MISSING  film +nowhere/film.toml:1: there is no such file"),
        ({"PY": "/nowhere/python"}, r"MISSING  packages +not installed yet: make setup"),
        ({"PATH": "/nowhere"}, r"MISSING  ffmpeg +there is no ffmpeg: install ffmpeg 5"),
        ({"PATH": "/nowhere"}, r"MISSING  libraries +cc MISSING, pkg-config MISSING, Cairo MISSING, Pango MISSING"),
        ({"PATH": "/nowhere"}, r"without  tesseract +none; only make test and make check need it"),
    ],
)
def test_the_doctor_names_what_is_missing(folder, more, says):
    found = doctor(folder, **more)
    assert found.returncode == 1 and not found.stderr, found.stderr
    assert re.search(says, found.stdout) and re.search(r"^doctor: missing: \w+", found.stdout, re.M), found.stdout


def test_the_doctor_names_a_package_of_another_version_and_no_secret(folder):
    lock = folder / "requirements.lock"
    lock.write_text(re.sub(r"^(numpy==)\S+", r"\g<1>0.1", lock.read_text(), flags=re.M))
    found = doctor(folder, PEERTUBE="https://peer.example", PEERTUBE_PASSWORD="hunter2", PYTHONPATH="/home/anna")
    assert re.search(r"MISSING  packages +numpy \S+, not 0\.1: make setup", found.stdout), found.stdout
    assert not re.search("hunter2|peer.example|/home/anna", found.stdout)
