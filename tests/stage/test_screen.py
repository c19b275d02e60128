"""A screen record is the same when it is read again, and short where nothing changes."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square

from stage.manim.mobjects import mark
from stage.screen import ScreenItem, ScreenRecord, Snapshot, backdrop, dump, load


@pytest.fixture
def record() -> ScreenRecord:
    dot = ScreenItem(0, "drawing", "Circle", (0.1, 0.2, 0.3, 0.4), 1.0, ("#ff5961",))
    words = ScreenItem(1, "words", "wörds", (0.5, 0.5, 0.9, 0.6), 0.5, (), "wörds", 0.05, 0)
    moved = ScreenItem(0, "drawing", "Circle", (0.2, 0.2, 0.4, 0.4), 1.0, ("#ff5961",))
    shown = ((0, (dot,)), (3, (dot, words)), (6, (moved, words)), (9, (moved,)))
    snapshots = tuple(Snapshot(frame, items) for frame, items in shown)
    ink = np.array([[True, False, True], [False, True, True]])
    return ScreenRecord(15, {"#ff5961": "HARM"}, snapshots, (ink,))


def test_what_is_written_is_read_again(record, tmp_path):
    path = tmp_path / "loop.screen.json"
    path.write_text(dump(record), encoding="utf-8")
    again = load(path)
    assert again.snapshots == record.snapshots and (again.rate, again.meanings) == (15, {"#ff5961": "HARM"})
    assert all(np.array_equal(one, other) for one, other in zip(again.outlines, record.outlines, strict=True))
    assert dump(again) == dump(record)


def test_a_snapshot_is_a_line_that_holds_what_changed_and_what_went(record):
    lines = dump(record).splitlines()[-5:-1]
    assert [line.count("Circle") for line in lines] == [1, 0, 1, 0]
    assert [line.count("wörds") for line in lines] == [0, 2, 0, 0]
    assert lines[-1].endswith("[1]]")


def test_a_backdrop_is_the_drawing_itself_with_a_mark():
    square = Square()
    assert backdrop(square) is square and mark(square, "is_backdrop")
