"""make watch: what is saved is drawn, in the order in which a person needs it, and an error ends nothing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ENVIRONMENT, ROOT, copy_sources, edit, picture, write_film

from audio.timing.record import load
from plan.edition import Edition
from plan.film import film
from stage.watch import Build, as_make_names_it, last_saved, put_first, scene_of, watched

CLIPS = Path("build/en/square-480p15")
LONGEST_WAIT = 300


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A film in another folder, which this process works on."""
    root = write_film(tmp_path / "little", dict.fromkeys(("message", "loop", "close"), ""))
    monkeypatch.setenv("FILM", str(root))
    film.cache_clear()
    yield root
    film.cache_clear()


def test_the_scene_that_was_saved_last_comes_first(little):
    for age, name in enumerate(["scenes/close.py", "words/en/loop.md", "words/en/message.md", "scenes/loop.py"]):
        os.utime(little / name, (1e9 - age, 1e9 - age))
    for name in ("words/en/close.md", "scenes/message.py"):
        os.utime(little / name, (1, 1))
    assert last_saved(["message", "loop", "close"]) == ["close", "loop", "message"]


def test_a_save_of_a_scenes_words_or_picture_puts_it_first_and_what_all_share_changes_nothing(little):
    order = ["close", "loop", "message"]
    assert put_first(order, [little / "words/es/message.md"]) == ["message", "close", "loop"]
    assert put_first(order, [little / "scenes/loop.py"]) == ["loop", "close", "message"]
    shared = ["scenes/cast/loop.py", "scenes/style.py", "model/loop.py", "words/en/film.md", "film.toml"]
    assert put_first(order, [*(little / name for name in shared), Path("publish/loop.py")]) == order
    assert scene_of(Path("scenes/loop.py"), order) is None, "that is another film's"


def test_engine_and_film_are_watched_and_files_are_named_as_make_names_them(little):
    assert {Path("stage"), Path("plan"), Path("Makefile"), little / "scenes", little / "film.toml"} <= set(watched())
    assert little / "model" not in watched(), "this film has none"
    assert as_make_names_it(str(ROOT / "stage/type.py")) == Path("stage/type.py")
    assert as_make_names_it(str(little / "scenes/loop.py")) == little / "scenes/loop.py"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a stand-in of make writes the film's folder and its arguments, a line each; it fails."""
    path, make = tmp_path / "told", tmp_path / "bin/make"
    make.parent.mkdir()
    make.write_text(f'#!/bin/sh\n(echo "$FILM"; printf "%s\\n" "$@") > {path}\necho "here is an error" >&2\nexit 2\n')
    make.chmod(0o755)
    monkeypatch.setenv("PATH", f"{make.parent}:{os.environ['PATH']}")
    return path


def test_make_is_told_the_film_the_edition_the_variables_and_the_clips_in_order(little, told, capfd):
    wanted = Edition("pt-BR", "square", "480p15")
    build = Build(wanted, ["loop", "close"], ["VOICE=piper"], [Path("stage/type.py")])
    deadline = time.monotonic() + LONGEST_WAIT
    while build.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert re.match(r"watch: fix what is said above \(\d\.\d s\)", build.summary())
    given, *arguments = told.read_text().splitlines()
    goals = ["film.srt", "loop.mp4", "close.mp4", "film.mp4"]
    assert given == str(little) and arguments[-4:] == [str(wanted.clips / goal) for goal in goals]
    assert {"LOCALE=pt-BR", "FORMAT=square", "QUALITY=480p15", "VOICE=piper", "DRAW=apart"} <= set(arguments)
    assert arguments[arguments.index("-W") + 1] == "stage/type.py"
    assert capfd.readouterr().err == "here is an error\n"


@pytest.mark.parametrize(
    ("arguments", "scenes", "given"),
    [
        ([], "all", []),
        (["--with", "VOICE=piper", "MUSIC=off"], "all", ["VOICE=piper", "MUSIC=off"]),
        (["--with", "VOICE=piper", "loop", "close"], "part", ["VOICE=piper", "SCENES=loop close"]),
        (["loop", "close", "--with", "VOICE=piper"], "part", ["VOICE=piper", "SCENES=loop close"]),
    ],
)
def test_variables_and_scenes_may_stand_in_any_order(little, told, arguments, scenes, given):
    environment = {**os.environ, "FILM": str(little)}
    command = [sys.executable, "-m", "stage.watch", *arguments]
    watch = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert watch.stdout.readline().startswith("watch: fix what is said above")
    finally:
        watch.send_signal(signal.SIGINT)
        watch.wait(LONGEST_WAIT)
    lines = told.read_text().splitlines()
    assert [line for line in lines if line.startswith(("VOICE", "MUSIC", "SCENES"))] == given
    drawn = {Path(line).stem for line in lines if line.endswith(".mp4")} - {"film"}
    assert drawn == ({"message", "loop", "close"} if scenes == "all" else {"loop", "close"})


def test_a_scene_that_the_film_lacks_is_refused_with_the_nearest_name(little):
    command = [sys.executable, "-m", "stage.watch", "--with", "VOICE=piper", "lop"]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, "FILM": str(little)}, capture_output=True, text=True)
    assert run.returncode and "there is no scene 'lop'; did you mean 'loop'?" in run.stderr


# --- with make ----------------------------------------------------------------------------------------------------


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
        deadline = time.monotonic() + LONGEST_WAIT
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
    watch.process.wait(LONGEST_WAIT)


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
    said = watching.says(r"^watch: fix what is said above")
    assert f"close: scenes/close.py:{lines.index('        oops') + 1}: NameError: name 'oops' is not defined" in said
    assert "Traceback" not in said and "***" not in said
    assert picture(close) == first, "the clip that was there stays"

    # Fixed, and saved again while it is drawn: what was under way is dropped, the last words count.
    edit(folder / "scenes/close.py", "        oops\n", "")
    deadline = time.monotonic() + LONGEST_WAIT
    while not list((folder / CLIPS).glob(".close.*")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    edit(folder / "words/en/close.md", "in time and now [in", "in time, [in")
    said = watching.says(r"^watch: up to date")
    assert "frames" not in said.split("watch: saved words/en/close.md")[0]
    assert "and now in" not in (folder / CLIPS / "film.srt").read_text()
    assert load(folder / "build/en/close.json").frames(15) == int(re.search(r"^close: (\d+) frames", said, re.M)[1])
