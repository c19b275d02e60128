"""Leans on the arrays and lists that a mobject consists of, and on how Manim names mobjects."""

from __future__ import annotations

import numpy as np
from manim import Circle, Mobject, Square, VGroup, VMobject

from stage.manim.mobjects import bounds, drawable, is_named, layers, mark, outline, points, updaters


def test_a_drawing_has_points_of_cubic_curves_colours_and_a_stroke():
    """`points`, `fill_rgbas`, `stroke_rgbas`, `stroke_width`, `cap_style`, `joint_type`."""
    square = Square(2, fill_color="#ff8000", fill_opacity=0.5, stroke_color="#0000ff", stroke_width=6)
    leaf = drawable(square)
    assert leaf.points.shape == (16, 3) and points(square) is leaf.points
    assert np.allclose(leaf.fill_rgbas[0], [1, 128 / 255, 0, 0.5])
    assert np.allclose(leaf.stroke_rgbas[0], [0, 0, 1, 1]) and leaf.stroke_width == 6
    assert leaf.cap_style.name == "AUTO" and leaf.joint_type.name == "AUTO"


def test_bounds_are_those_of_the_points_at_one_call():
    """`points` again, where Manim's `get_center`, `width` and `height` tell the same, slowly."""
    square = Square(2).shift((3, 1, 0))
    low, high = bounds(square)
    assert np.allclose([low, high], [[2, 0, 0], [4, 2, 0]])
    assert np.allclose((low + high) / 2, square.get_center()) and np.isclose((high - low)[0], square.width)


def test_the_family_is_in_the_order_in_which_it_is_drawn():
    """`family_members_with_points`: those that are drawn, the lowest first, groups left out."""
    below, above = Square(1), Circle(1)
    assert layers(VGroup(below, VGroup(above))) == [below, above]
    assert len(outline(VGroup(below, above, VMobject()))) == len(below.points) + len(above.points)


def test_updaters_of_all_members_are_found():
    """`updaters` and `get_family`."""
    inner = Square().add_updater(lambda mobject: mobject)
    assert list(updaters(VGroup(Circle(), VGroup(inner)))) == inner.updaters


def test_a_mobject_is_called_after_its_class_until_it_is_given_a_name():
    """`name`."""
    assert not is_named(Square()) and is_named(VGroup(name="pump"))


def test_a_mark_is_read_from_the_mobject_or_its_class_and_is_none_where_there_is_none():
    """`Mobject.__getattr__` invents methods for names such as get_x, and takes long to refuse others."""

    class OfTheClass(Mobject):
        @property
        def words(self) -> str:
            return "by its class"

    class OfItsOwn(Mobject):
        def __init__(self) -> None:
            super().__init__()
            self.words = "its own"

    marks = [mark(mobject, "words") for mobject in (OfItsOwn(), OfTheClass(), Mobject())]
    assert marks == ["its own", "by its class", None]
