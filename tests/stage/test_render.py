"""Which scenes are drawn, how many at a time, from which film, and how an error in one is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import av
import pytest
from narrations import speak
from project import ENVIRONMENT, ROOT, write_film

from audio.timing.record import Timing, dump
from plan.edition import Edition
from plan.film import film
from plan.words import read
from stage import screen
from stage.render import find_scene, is_due, start_method
from stage.stage import StageError

DOT = """
from manim import Circle, FadeIn
from stage.stage import Stage
from stage.style import QUICK

class Dot(Stage):
    def construct(self):
        self.at("now")
        self.play(FadeIn(Circle(1, fill_color="#ffffff", fill_opacity=1)), run_time=QUICK)
"""


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edition]:
    """An edition of a film in another folder, with the stamp, clip and record of a scene, made in this order."""
    monkeypatch.setenv("FILM", str(write_film(tmp_path, {"loop": DOT})))
    film.cache_clear()
    made = Edition("en", "landscape", "480p15")
    made.clips.mkdir(parents=True)
    for second, path in enumerate((stamp_of(made), made.clip("loop"), made.record("loop"))):
        path.touch()
        os.utime(path, (second, second))
    yield made
    film.cache_clear()


def stamp_of(edition: Edition) -> Path:
    return edition.clips / "loop.due"


def test_a_scene_is_due_when_it_was_never_drawn_or_changed_since(edition):
    assert not is_due("loop", edition)
    os.utime(stamp_of(edition), (1.5, 1.5))
    assert is_due("loop", edition), "changed after its clip was drawn"
    os.utime(stamp_of(edition), (0, 0))
    assert not is_due("loop", edition)
    for path in (edition.clip("loop"), edition.record("loop"), stamp_of(edition)):
        path.rename(edition.clips / "away")
        assert is_due("loop", edition), path
        (edition.clips / "away").rename(path)


# --- how many at a time -------------------------------------------------------------------------------------------


def draw_traces(names: list[str], workers: int, folder: Path) -> subprocess.CompletedProcess[str]:
    """Draw by the stand-in, in a process of its own: the one that runs the tests may have threads."""
    code = "import sys; from traces import draw; sys.exit(0 if draw(*sys.argv[1:]) else 1)"
    environment = {**ENVIRONMENT, "PYTHONPATH": "tests/helpers"}
    command = [sys.executable, "-c", code, str(folder), str(workers), *names]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def begun_and_ended(folder: Path) -> list[tuple[float, float]]:
    times = [path.read_text().split()[1:] for path in folder.iterdir()]
    return [(float(began), float(ended)) for began, ended in times]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_as_many_scenes_are_drawn_at_a_time_as_there_are_workers_each_in_its_own_process(tmp_path, workers):
    names = [f"scene{number}" for number in range(5)]
    assert draw_traces(names, workers, tmp_path).returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    assert len({path.read_text().split()[0] for path in tmp_path.iterdir()} - {str(os.getpid())}) == len(names)
    found = begun_and_ended(tmp_path)
    assert max(sum(a <= start < b for a, b in found) for start, _ in found) == workers


def test_after_a_failure_what_runs_is_finished_and_nothing_else_begun(tmp_path):
    run = draw_traces(["bad", "beside", "later", "last"], 2, tmp_path)
    assert run.returncode == 1
    assert {"bad", "beside"} <= {path.name for path in tmp_path.iterdir()} < {"bad", "beside", "later", "last"}
    assert "bad: is meant to fail" in run.stderr


def test_a_process_with_threads_is_not_forked():
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    try:
        assert start_method() == "spawn"
    finally:
        done.set()
        thread.join()


def test_drawing_has_no_threads_before_it_forks():
    """Whatever the environment says; Python 3.12 and newer warn of it."""
    code = "import stage.render, scenes.style, model.hours; print(stage.render.start_method())"
    environment = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.stdout == "fork\n", run.stderr


# --- from which film ----------------------------------------------------------------------------------------------


def test_a_scene_file_must_hold_one_scene(tmp_path, monkeypatch):
    with pytest.raises(StageError, match=r"^scenes/nowhere\.py:1: there is no such file"):
        find_scene("nowhere")
    with pytest.raises(StageError, match=r"^scenes/style\.py:1: it defines 0 scenes"):
        find_scene("style")


def draw(root: Path, *scenes: str) -> subprocess.CompletedProcess[str]:
    """Draw scenes of a film in another folder, whose words last by their letters."""
    for path in (root / "words/en").glob("*.md"):
        timing: Timing = speak(read(path))
        (root / "build/en").mkdir(parents=True, exist_ok=True)
        (root / f"build/en/{path.stem}.json").write_text(dump(timing))
    command = [sys.executable, "-m", "stage.render", "--format", "square", "--quality", "480p15", *scenes]
    environment = {**ENVIRONMENT, "FILM": os.path.relpath(root, ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_a_film_in_another_folder_is_drawn_there_and_its_errors_name_its_files(tmp_path):
    broken = DOT.replace("FadeIn(", "FadeIn(oops, ")
    root = write_film(tmp_path / "little", {"dot": DOT, "broken": broken, "unfinished": "class Dot(", "none": ""})
    shown = os.path.relpath(root, ROOT)
    clips = root / "build/en/square-480p15"
    assert draw(root, "dot").stdout.startswith("dot: ")
    with av.open(str(clips / "dot.mp4")) as clip:
        assert sum(1 for _ in clip.decode(video=0)) == speak(read(root / "words/en/dot.md")).frames(15)
    assert screen.load(clips / "dot.screen.json").snapshots[-1].items[0].name == "Circle"

    (root / "scenes/style.py").write_text('MEANINGS = {"#ffffff": "LIGHT"}\n')
    (clips / "dot.mp4").unlink()
    draw(root, "dot")
    assert screen.load(clips / "dot.screen.json").snapshots[-1].items[0].name == "Circle in LIGHT", "by its style"

    line = broken.splitlines().index(next(line for line in broken.splitlines() if "oops" in line)) + 1
    assert f"broken: {shown}/scenes/broken.py:{line}: NameError" in draw(root, "broken").stderr
    assert f"unfinished: {shown}/scenes/unfinished.py:1: SyntaxError" in draw(root, "unfinished").stderr
    assert f"none: {shown}/scenes/none.py:1: it defines 0 scenes" in draw(root, "none").stderr
    assert "there is no scene 'loop'" in draw(root, "loop").stderr, "that is a scene of another film"
