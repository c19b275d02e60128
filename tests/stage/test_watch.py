"""make watch: what is saved is drawn, in the order in which a person needs it, and an error ends nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ENVIRONMENT, ROOT, captured, edit, picture, write_film

from audio.timing.record import load
from plan.edition import Edition
from plan.film import film
from stage.watch import Build, as_make_names_it, last_saved, put_first, scene_of, watched

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
    """Where a stand-in of make writes the film's folder and its arguments, one per line; it fails."""
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
        assert watch.stdout and watch.stdout.readline().startswith("watch: fix what is said above")
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

DOT = """
import time

from manim import Circle
from stage.stage import Stage

class Dot(Stage):
    def construct(self):
        self.add(Circle(1).add_updater(lambda circle, dt: time.sleep(0.03)))  # so that drawing takes its time
        self.at("now")
"""


class Watch:
    """A running `make watch` of a film; `says` waits for what it prints after what was read before."""

    def __init__(self, root: Path) -> None:
        self._log, self._read = root / "watch.log", 0
        command = ["make", "watch", f"FILM={root}", "VOICE=piper", "FORMAT=square"]
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True
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
def watching(tmp_path: Path) -> Iterator[Watch]:
    watch = Watch(write_film(tmp_path / "little", {"dot": DOT, "other": DOT}))
    yield watch
    os.killpg(watch.process.pid, signal.SIGINT)
    watch.process.wait(LONGEST_WAIT)


@pytest.mark.slow
def test_a_saved_scene_is_drawn_an_error_is_named_and_ends_nothing(tmp_path, watching):
    root = tmp_path / "little"
    clips = root / "build/en/square-480p15"
    watching.says(r"^watch: up to date")
    assert picture(clips / "film.mp4")

    edit(root / "words/en/dot.md", "then it ends", "then it slowly ends")
    said = watching.says(r"^watch: up to date")
    assert re.findall(r"^(\w+): \d+ frames in [\d.]+ s: (\S+)$", said, re.M) == [("dot", str(clips / "dot.mp4"))]
    assert said.index("narration:") < said.index("dot: ") and "captions: " in said
    assert "it slowly ends" in (clips / "film.srt").read_text()
    first = picture(clips / "dot.mp4")

    edit(root / "scenes/dot.py", "def construct(self):\n", "def construct(self):\n        oops\n")
    lines = (root / "scenes/dot.py").read_text().splitlines()
    said = watching.says(r"^watch: fix what is said above")
    file = os.path.relpath(root / "scenes/dot.py", ROOT)
    assert f"dot: {file}:{lines.index('        oops') + 1}: NameError: name 'oops' is not defined" in said
    assert "Traceback" not in said and "***" not in said
    assert picture(clips / "dot.mp4") == first, "the clip that was there stays"

    # Fixed, and saved again while it is drawn: what was under way is dropped, the last words count.
    edit(root / "scenes/dot.py", "        oops\n", "")
    deadline = time.monotonic() + LONGEST_WAIT
    while not list(clips.glob(".dot.*")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    edit(root / "words/en/dot.md", "then it slowly ends", "then it ends")
    said = watching.says(r"^watch: up to date")
    assert "frames" not in said.split(f"watch: saved {root / 'words/en/dot.md'}")[0]
    assert "it slowly ends" not in (clips / "film.srt").read_text()
    assert load(root / "build/en/dot.json").frames(15) == int(captured(r"^dot: (\d+) frames", said))
