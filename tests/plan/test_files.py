"""Files that are there whole or not at all: their modes, and what a writer that was killed leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plan import files
from plan.files import partial, partial_name, write_whole


@pytest.mark.parametrize(("umask", "mode", "found"), [(0o022, 0o666, 0o644), (0o077, 0o666, 0o600), (0, 0o600, 0o600)])
def test_a_file_has_the_mode_that_the_umask_leaves(tmp_path, umask, mode, found):
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "film.srt", b"1", mode)
        write_whole(tmp_path / "film.srt", b"2", mode)
    finally:
        os.umask(before)
    assert (tmp_path / "film.srt").stat().st_mode & 0o777 == found


def test_after_an_error_the_old_file_is_there_and_nothing_else(tmp_path):
    film = tmp_path / "film.mp4"
    film.write_text("old")
    with pytest.raises(ArithmeticError), partial(film) as draft:
        draft.write_text("ne")
        raise ArithmeticError
    assert film.read_text() == "old" and list(tmp_path.iterdir()) == [film]


def left_by(process: int, folder: Path, host: str = files._HOST) -> Path:
    path = folder / f".film.{host}-{process}-{files._started(process) or 7}-3.mp4"
    path.write_text("half")
    return path


def test_only_what_dead_writers_left_is_deleted(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, alive = left_by(ended.pid, tmp_path), left_by(os.getppid(), tmp_path)
    elsewhere, old = left_by(1, tmp_path, "node7"), left_by(1, tmp_path, "node8")
    os.utime(old, (time.time() - 2 * 24 * 3600,) * 2)
    later = tmp_path / f".film.{files._HOST}-{os.getppid()}-7-0.mp4"
    later.touch()
    other = tmp_path / f".loop.{files._HOST}-{ended.pid}-7-0.mp4"
    other.touch()
    assert partial_name(tmp_path / "film.mp4").parent == tmp_path
    assert not later.exists(), "another process has the number of the writer now"
    assert not dead.exists() and not old.exists()
    assert alive.exists() and elsewhere.exists() and other.exists()


def test_a_writer_that_was_killed_but_never_asked_for_is_dead(tmp_path):
    """As where nothing takes in the children of a process that was killed."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    deadline = time.monotonic() + 10
    while files._started(ended.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    left = left_by(ended.pid, tmp_path)
    partial_name(tmp_path / "film.mp4")
    assert not left.exists()
    ended.wait()


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_a_writer_that_was_just_killed_is_dead_though_it_had_no_processor_to_end_on_yet(tmp_path, sent):
    """The next build may begin before that, and nothing would ever delete the file."""
    for _ in range(20):
        writer = subprocess.Popen(["sleep", "60"])
        left = left_by(writer.pid, tmp_path)
        writer.send_signal(sent)
        partial_name(tmp_path / "film.mp4")
        assert not left.exists()
        writer.wait()


def test_two_writers_never_write_the_same_file(tmp_path):
    with partial(tmp_path / "a.json") as one, partial(tmp_path / "a.json") as two:
        assert one != two
        one.write_text("1")
        two.write_text("2")
    assert (tmp_path / "a.json").read_text() == "1", "the last to end"
