"""The project as tests drive it: a copy in another folder, make at draft quality, the pictures that came out."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import av

ROOT = Path(__file__).resolve().parent.parent.parent

ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
"""Without what a make around the tests would tell the one inside them."""


def make(folder: Path, *arguments: str, goal: str = "draft", **more: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder; `more` is added to its environment."""
    command = ["make", goal, "VOICE=piper", *arguments]
    return subprocess.run(command, cwd=folder, env={**ENVIRONMENT, **more}, capture_output=True, text=True)


def rendered(run: subprocess.CompletedProcess[str]) -> set[str]:
    """The scenes that a make run rendered, by its own report."""
    return set(re.findall(r"^(\w+): \d+ frames", run.stdout, re.M))


def picture(path: Path) -> str:
    """A hash of all decoded frames."""
    digest = hashlib.sha256()
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            digest.update(frame.to_ndarray().tobytes())
    return digest.hexdigest()


def sound(path: Path) -> str:
    """A hash of all decoded samples."""
    digest = hashlib.sha256()
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            digest.update(frame.to_ndarray().tobytes())
    return digest.hexdigest()


def copy_sources(into: Path) -> Path:
    """Copy what git knows or would take, with the ages of the files; the installed packages are shared."""
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    for name in filter(lambda name: (ROOT / name).is_file(), files.stdout.splitlines()):
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, into / name)
    if not (into / ".venv").exists():
        (into / ".venv").symlink_to(ROOT / ".venv")
    return into


def edit(path: Path, old: str, new: str) -> None:
    """Put new text in the place of an old one, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
