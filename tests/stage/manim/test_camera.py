"""Leans on `MovingCamera`: the film's camera shows what Manim's own camera shows, layer by layer, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from manim import Arc, Circle, MovingCamera, Rectangle, Star, Triangle, VGroup, VMobject, tempconfig

from stage.crowd import Crowd, orbit
from stage.manim.camera import FilmCamera
from stage.manim.outline import elements
from stage.shapes import blob, ring_points, soft
from stage.type import Words, register_fonts


@pytest.fixture(autouse=True)
def small_picture() -> Iterator[None]:
    register_fonts()
    with tempconfig({"pixel_width": 640, "pixel_height": 360, "frame_width": 14.2222, "frame_height": 8.0}):
        yield


def disc() -> VMobject:
    """Return the shape that crowds are made of."""
    return Circle(0.2, fill_color="#f3ab2c", fill_opacity=1, stroke_width=0)


def ground() -> VGroup:
    """Return a floor of many shapes in two colours, with edges."""
    fills = [VMobject(fill_color=colour, fill_opacity=1, stroke_width=0) for colour in ("#212d58", "#1a2447")]
    edges = VMobject(stroke_color="#33437a", stroke_width=2.5)
    for number in range(160):
        radii = np.full(6, 0.5) + 0.06 * np.sin(np.arange(6) + number)
        shape = blob(ring_points(radii)).shift((number % 16 - 7.5, number // 16 * 0.87 - 4, 0))
        for layer in (fills[number % 2], edges):
            layer.append_points(shape.points)
    return VGroup(*fills, edges)


def cast() -> list[VMobject]:
    """Return a stage full of all that can be drawn: fills, strokes, letters, copies, things unseen."""
    crowd = Crowd(disc(), 60, orbit(Circle(2.0).move_to((2, 0, 0))))
    unseen = Circle(2, stroke_opacity=0, fill_opacity=0)
    arc = Arc(2, 0, 4, stroke_width=12).shift((-3, 0, 0))
    words = Words("The α and 1,234").shift((0, -3, 0))
    cell = VGroup(blob(ring_points(np.full(24, 1.2)), fill_color="#b8d6ef", fill_opacity=0.8, stroke_width=3))
    star = Star(9, outer_radius=0.8, fill_color="#ba49da", fill_opacity=1, stroke_width=5).shift((3, 2, 0))
    return [ground(), cell, star, unseen, arc, crowd, words]


def shown(camera: MovingCamera, mobjects: list[VMobject]) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array.astype(int)


def close(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """Whether two pictures differ by no more than edges drawn at quarters of a pixel do."""
    far = np.abs(ours - theirs).max(axis=2)
    return far.mean() < 1.0 and (far > 48).mean() < 0.01


def test_copies_that_stand_still_stay_where_they_are() -> None:
    camera, still = FilmCamera(), [mobject for mobject in cast() if getattr(mobject, "copies", 0)]
    first = shown(camera, still)
    assert first.max() > 200
    assert all(np.array_equal(shown(camera, still), first) for _ in range(3))


def test_it_shows_what_manim_shows() -> None:
    stage = cast()
    assert close(shown(FilmCamera(), stage), shown(MovingCamera(), stage))


def test_layers_show_the_same_and_follow_a_change() -> None:
    camera, stage = FilmCamera(), cast()
    first = shown(camera, stage)
    again = [shown(camera, stage) for _ in range(3)]  # from the third time on, layers lie there
    assert all(np.abs(picture - first).max() <= 2 for picture in again)
    stage[1].shift((1, 0, 0))
    stage[4].set_stroke(opacity=0.3)
    moved = shown(camera, stage)
    assert np.abs(moved - first).max() > 40
    assert close(moved, shown(MovingCamera(), stage))


def test_layers_follow_the_camera() -> None:
    camera, plain, stage = FilmCamera(), MovingCamera(), cast()
    for _ in range(3):
        shown(camera, stage)
    for lens in (camera, plain):
        lens.frame.scale(0.5).shift((1, 1, 0))
    assert close(shown(camera, stage), shown(plain, stage))


def test_copies_may_leave_the_picture() -> None:
    crowd = Crowd(disc(), 60, orbit(Circle(3.0).move_to((6, 3, 0))))
    assert close(shown(FilmCamera(), [crowd]), shown(MovingCamera(), [crowd]))
    crowd.shift((40, 0, 0))
    assert np.array_equal(shown(FilmCamera(), [crowd]), shown(MovingCamera(), []))


@pytest.mark.parametrize("zoom", [1.0, 0.5])
def test_a_light_is_brightest_in_its_middle_and_gone_at_its_rim(zoom: float) -> None:
    camera = FilmCamera()
    lamp = soft(Circle(2.8, fill_color="#ffffff", fill_opacity=0.5, stroke_width=0)).move_to((2, 1, 0))
    camera.frame.scale(zoom).move_to((2, 1, 0))
    for _ in range(3):  # also once it is kept as one that stands still
        picture = shown(camera, [lamp])[..., 0]
    rim = round(0.5 * lamp.width * picture.shape[1] / camera.frame.width)
    outwards = picture[picture.shape[0] // 2, picture.shape[1] // 2:]
    assert abs(outwards[0] - 127) <= 2 and 40 < outwards[rim // 3] < 100 and outwards[round(0.9 * rim) - 8] <= 8
    assert (np.diff(outwards) <= 0).all()
    assert np.abs(picture - picture[:, ::-1]).max() <= 2
    assert not outwards[rim + 2:].any()


def test_a_path_is_moved_to_once_a_subpath_and_closed_where_it_closes() -> None:
    two = VMobject().append_points(Rectangle().points).append_points(Triangle().shift((3, 0, 0)).points)
    open_line = VMobject().set_points_as_corners([(0, 0, 0), (1, 0, 0), (1, 1, 0)])
    for mobject, kinds in ((two, "M CCCC Z M CCC Z"), (open_line, "M CC")):
        assert _kinds(elements(mobject.points)) == kinds.replace(" ", "")


def _kinds(path: np.ndarray) -> str:
    kinds, at = "", 0
    headers = path.view(np.int32)
    while at < len(path):
        kinds += {0: "M", 2: "C", 3: "Z"}[int(headers[at, 0])]
        at += int(headers[at, 1])
    return kinds
