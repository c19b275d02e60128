"""The project as tests drive it: a copy in another folder, a film of its own, make at draft quality, its pictures."""

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
    command = ["make", goal, "VOICE=hibari", *arguments]
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


def captured(pattern: str, text: str) -> str:
    """Return what the first group of a pattern matches in a text of many lines, in which it must be found."""
    found = re.search(pattern, text, re.M)
    assert found, f"{pattern} is not in {text}"
    return found[1]


def copy_sources(into: Path) -> Path:
    """Copy what git knows or would take, with the ages of the files; the installed packages are shared."""
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    for name in filter(lambda name: (ROOT / name).is_file(), files.stdout.splitlines()):
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, into / name)
    if not (into / ".venv").exists():
        (into / ".venv").symlink_to(ROOT / ".venv")
    return into


def write_film(root: Path, scenes: dict[str, str]) -> Path:
    """Write a film into a folder, with one sentence a scene.

    Args:
        root: the folder.
        scenes: the code of each scene's picture, in running order; each has a cue "now" to use.
    """
    names = ", ".join(f'"{name}"' for name in scenes)
    files = {"film.toml": f'title = "Little"\nscenes = [{names}]\nseconds = [0, 60]\n', "scenes/__init__.py": ""}
    for name, code in scenes.items():
        files[f"scenes/{name}.py"] = code
        files[f"words/en/{name}.md"] = f"---\ntitle: {name}\n---\nIt is shown [now](#now), and then it ends.\n"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def edit(path: Path, old: str, new: str) -> None:
    """Put new text in the place of an old one, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
