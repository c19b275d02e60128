"""Which scenes are drawn, and how many at a time: the process that draws all that are due."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from stage.render import draw_all, is_due


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    """A folder with the stamp, clip and record of a scene, made in this order."""
    for second, kind in enumerate(("due", "mp4", "screen.json")):
        path = tmp_path / f"loop.{kind}"
        path.touch()
        os.utime(path, (second, second))
    return tmp_path


def test_a_scene_is_due_when_it_was_never_drawn_or_changed_since(clips):
    assert not is_due("loop", clips)
    os.utime(clips / "loop.due", (1.5, 1.5))
    assert is_due("loop", clips), "changed after its clip was drawn"
    os.utime(clips / "loop.due", (0, 0))
    assert not is_due("loop", clips)
    for kind in ("mp4", "screen.json", "due"):
        (clips / f"loop.{kind}").rename(clips / "away")
        assert is_due("loop", clips), kind
        (clips / "away").rename(clips / f"loop.{kind}")


def leave_trace(folder: Path, scene: str) -> None:
    """Draw nothing, but tell when it began and ended; `bad` fails."""
    began = time.monotonic()
    time.sleep(0.15)
    (folder / scene).write_text(f"{os.getpid()} {began} {time.monotonic()}")
    if scene == "bad":
        sys.exit("bad: is meant to fail")


def spans(folder: Path) -> list[tuple[float, float]]:
    return [tuple(map(float, path.read_text().split()[1:])) for path in folder.iterdir()]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_as_many_scenes_are_drawn_at_a_time_as_there_are_workers_each_in_its_own_process(tmp_path, workers):
    names = [f"scene{number}" for number in range(5)]
    assert draw_all(names, workers, partial(leave_trace, tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    assert len({path.read_text().split()[0] for path in tmp_path.iterdir()} - {str(os.getpid())}) == len(names)
    found = spans(tmp_path)
    assert max(sum(a <= start < b for a, b in found) for start, _ in found) == workers


def test_after_a_failure_what_runs_is_finished_and_nothing_else_begun(tmp_path, capfd):
    assert not draw_all(["bad", "beside", "later", "last"], 2, partial(leave_trace, tmp_path))
    assert {"bad", "beside"} <= {path.name for path in tmp_path.iterdir()} < {"bad", "beside", "later", "last"}
    assert "bad: is meant to fail" in capfd.readouterr().err
