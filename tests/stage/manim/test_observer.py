"""Leans on `Scene.mobjects`, on the family and colours of mobjects, and on what a camera tells of its frame."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from manim import Circle, Mobject, Square, VGroup

from stage.crowd import Crowd, line_path
from stage.layout import LAYOUTS
from stage.manim.camera import FilmCamera
from stage.manim.observer import ScreenObserver
from stage.manim.settings import settings_of_still
from stage.screen import ScreenItem, backdrop
from stage.style import LABEL, POINT
from stage.type import Words, register_fonts

RED = "#ff5961"


class Shown:
    """What an observer asks of a scene."""

    def __init__(self, *mobjects: Mobject) -> None:
        self.mobjects = list(mobjects)


@pytest.fixture(autouse=True)
def square_frame() -> Iterator[None]:
    register_fonts()
    with settings_of_still(LAYOUTS["square"], (320, 320)):
        yield


def observed(*mobjects: Mobject, zoom: float = 1.0) -> tuple[ScreenItem, ...]:
    camera = FilmCamera()
    camera.frame.stretch_to_fit_width(8 * zoom).stretch_to_fit_height(8 * zoom)
    observer = ScreenObserver(Shown(*mobjects), camera, {RED: "HARM"})
    observer.observe(0, 0)
    return observer.record().snapshots[0].items


def red(side: float) -> Square:
    return Square(side, fill_color=RED, fill_opacity=1, stroke_width=0)


@pytest.mark.parametrize("zoom", [1.0, 0.5])
def test_a_box_is_where_the_camera_shows_a_drawing(zoom):
    """`frame_center`, `frame_width` and `frame_height` of a `MovingCamera`: in half the frame all is twice as large."""
    (item,) = observed(red(1).shift((1, 1, 0)), zoom=zoom)
    near, far = 0.0625 / zoom, 0.1875 / zoom
    assert item.box == pytest.approx((0.5 + near, 0.5 - far, 0.5 + far, 0.5 - near))
    assert (item.kind, item.name, item.opacity, item.colours) == ("drawing", "Square in HARM", 1, (RED,))


def test_a_plain_group_is_looked_into_and_one_with_a_name_is_one_drawing():
    """`VGroup`, `submobjects` and `name`."""
    assert [item.name for item in observed(VGroup(red(1), VGroup(Circle(1))))] == ["Square in HARM", "Circle"]
    assert [item.name for item in observed(VGroup(red(1), Circle(1), name="pump"))] == ["pump"]
    named = VGroup(red(1), Words("now"), name="pump")
    assert [item.kind for item in observed(named)] == ["drawing", "words"], "words are words, in any group"


def test_a_stroke_takes_its_width_and_what_is_faint_is_not_seen():
    """`stroke_width` in hundredths of a unit, and opacity as the fourth of `fill_rgbas` and `stroke_rgbas`."""
    (item,) = observed(Square(2, stroke_width=100))
    assert item.box == pytest.approx((0.3125, 0.3125, 0.6875, 0.6875))
    assert not observed(Square(2, stroke_opacity=0.01), VGroup())
    (half,) = observed(red(2).set_fill(opacity=0.4))
    assert half.opacity == 0.4 and half.colours == ()


def test_backdrops_and_what_fills_the_frame_are_left_out():
    """Marks on mobjects, which Manim keeps as plain attributes."""
    assert not observed(backdrop(VGroup(red(1))), red(9))


def test_a_crowd_is_counted():
    """`points`, all copies in one mobject."""
    crowd = Crowd(Circle(0.1), 40, line_path((-3, 0, 0), (3, 0, 0)), shown=0.5)
    (item,) = observed(crowd)
    assert (item.kind, item.count) == ("crowd", 20)


def test_words_have_a_size_and_an_outline_that_is_drawn_once():
    """`points` of glyphs, filled as cairo does."""
    words = Words("now")
    scene, camera = Shown(words), FilmCamera()
    observer = ScreenObserver(scene, camera, {})
    for frame in range(0, 60, 15):
        observer.observe(frame, 0)
        words.shift((0.1, 0, 0))
    record = observer.record()
    assert len(record.snapshots) == 4 and len(record.outlines) == 1
    item = record.snapshots[0].items[0]
    assert (item.words, item.size) == ("now", round(LABEL * POINT / 8, 5))
    ink = record.outlines[item.outline]
    assert 0.2 < np.mean(ink) < 0.7 and ink.shape[1] > ink.shape[0]


def test_a_snapshot_is_taken_a_few_times_a_second_and_at_the_first_frame_of_a_play():
    """`frame_rate` of a camera."""
    observer = ScreenObserver(Shown(red(1)), FilmCamera(frame_rate=15), {})
    for frame in range(12):
        observer.observe(frame, play=0 if frame < 7 else 1)
    assert [snapshot.frame for snapshot in observer.record().snapshots] == [0, 3, 6, 7, 10]


def test_a_thing_keeps_its_number():
    """The identity of a mobject, which animations keep."""
    first, second = red(1), red(2)
    scene = Shown(first, second)
    observer = ScreenObserver(scene, FilmCamera(), {})
    observer.observe(0, 0)
    scene.mobjects = [second]
    observer.observe(30, 1)
    before, after = observer.record().snapshots
    assert [item.number for item in before.items] == [0, 1] and [item.number for item in after.items] == [1]
