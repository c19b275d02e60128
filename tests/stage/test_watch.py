"""make watch: what is saved is drawn, in the order in which a person needs it, and an error ends nothing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ENVIRONMENT, ROOT, copy_sources, edit, picture

from audio.timing.record import load
from stage.watch import put_first, scene_of, touched_last

CLIPS = Path("build/en/square-480p15")
PATIENCE = 300


class Watch:
    """A running `make watch` of a short scene; `says` waits for what it prints after what was read before."""

    def __init__(self, folder: Path) -> None:
        self._log, self._read = folder / "watch.log", 0
        command = ["make", "watch", "VOICE=piper", "FORMAT=square", "SCENES=close"]
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True
            )

    def says(self, pattern: str) -> str:
        """Wait for a line, and return all that was printed up to its end."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self._log.read_text()[self._read :], re.M)):
            assert time.monotonic() < deadline and self.process.poll() is None, self._log.read_text()
            time.sleep(0.05)
        said = self._log.read_text()[self._read :][: found.end()]
        self._read += found.end()
        return said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_sources(tmp_path)
    shutil.copytree(ROOT / "build/en/takes", tmp_path / "build/en/takes", dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[Watch]:
    watch = Watch(folder)
    yield watch
    os.killpg(watch.process.pid, signal.SIGINT)
    watch.process.wait(PATIENCE)


@pytest.mark.slow
def test_a_saved_scene_is_drawn_an_error_is_named_and_ends_nothing(folder, watching):
    watching.says(r"^watch: up to date")
    assert picture(folder / CLIPS / "film.mp4")
    close = folder / CLIPS / "close.mp4"

    edit(folder / "words/en/close.md", "in time, [in", "in time and now [in")
    said = watching.says(r"^watch: up to date")
    assert re.findall(r"^(\w+): \d+ frames in [\d.]+ s: (\S+)$", said, re.M) == [("close", str(CLIPS / "close.mp4"))]
    assert said.index("narration:") < said.index("close: ") and "captions: " in said
    assert "and now in" in (folder / CLIPS / "film.srt").read_text()
    first = picture(close)

    edit(folder / "scenes/close.py", "def construct(self) -> None:\n", "def construct(self) -> None:\n        oops\n")
    lines = (folder / "scenes/close.py").read_text().splitlines()
    said = watching.says(r"^watch: mend what is said above")
    assert f"close: scenes/close.py:{lines.index('        oops') + 1}: NameError: name 'oops' is not defined" in said
    assert "Traceback" not in said and "***" not in said
    assert picture(close) == first, "the clip that was there stays"

    # Mended, and saved again while it is drawn: what was under way is dropped, the last words count.
    edit(folder / "scenes/close.py", "        oops\n", "")
    deadline = time.monotonic() + PATIENCE
    while not list((folder / CLIPS).glob(".close.*")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    edit(folder / "words/en/close.md", "in time and now [in", "in time, [in")
    said = watching.says(r"^watch: up to date")
    assert "frames" not in said.split("watch: saved words/en/close.md")[0]
    assert "and now in" not in (folder / CLIPS / "film.srt").read_text()
    assert load(folder / "build/en/close.json").frames(15) == int(re.search(r"^close: (\d+) frames", said, re.M)[1])


def test_what_a_person_works_on_comes_first(tmp_path):
    order = ["message", "loop", "close"]
    for age, name in enumerate(["close.py", "loop.es.md", "message.md", "loop.py", "cast.py"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    assert touched_last(tmp_path, order) == ["close", "loop", "message"]
    assert put_first(["close", "loop", "message"], [Path("words/es/message.md")]) == ["message", "close", "loop"]
    shared = [Path("scenes/cast.py"), Path("model/parameters.py"), Path("publish/loop.py")]
    assert put_first(["message", "close", "loop"], shared) == ["message", "close", "loop"]
    assert scene_of(Path("scenes/loop.pt-BR.md"), order) == "loop"
