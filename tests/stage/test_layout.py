"""Boxes are cut without overlap, and each format's regions are in its frame."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Rectangle

from stage.layout import LAYOUTS, Box

LENGTH = st.floats(0.5, 20)
BOX = st.builds(Box, st.floats(-5, 5), st.floats(-5, 5), LENGTH, LENGTH)


@given(BOX, st.integers(1, 5), st.booleans())
def test_a_box_is_cut_into_equal_parts_with_gaps_between(box, count, across):
    gap = 0.05
    parts = box.split(count, gap, across=across)
    sides = [(part.left, part.right) if across else (-part.top, -part.bottom) for part in parts]
    first, last = (box.left, box.right) if across else (-box.top, -box.bottom)
    assert sides[0][0] == pytest.approx(first) and sides[-1][1] == pytest.approx(last)
    for (_, end), (start, _) in zip(sides, sides[1:], strict=False):
        assert start - end == pytest.approx(gap)


@given(BOX)
def test_a_part_and_an_inset_may_be_the_same(box):
    part = box.part(0.1, 0.2, 0.7, 0.9)
    inset = box.inset(0.1 * box.width, 0.2 * box.height, 0.3 * box.width, 0.1 * box.height)
    assert (part.x, part.y, part.width, part.height) == pytest.approx((inset.x, inset.y, inset.width, inset.height))
    assert part.point(0, 0) == pytest.approx(box.point(0.1, 0.2))


def test_what_is_fitted_keeps_its_shape_and_fills_the_box_one_way():
    drawing = Box(1, 2, 4, 4).fit(Rectangle(width=1, height=2), 0.5)
    assert (drawing.width, drawing.height) == pytest.approx((1, 2))
    assert tuple(drawing.get_center()) == pytest.approx((1, 2, 0))
    assert Box(0, 0, 4, 2).fit(Rectangle(width=1, height=2)).height == pytest.approx(2)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_regions_lie_in_the_frame_and_world_and_data_in_the_safe_box(layout):
    frame, (world, data) = layout.whole, layout.split(0.5, 0.6)
    assert layout.frame[0] / layout.frame[1] == pytest.approx(layout.pixels[0] / layout.pixels[1], rel=1e-3)
    for inner, outer in ((layout.safe, frame), (layout.captions, frame), (world, layout.safe), (data, layout.safe)):
        assert outer.left <= inner.left + 1e-6 and inner.right <= outer.right + 1e-6
        assert outer.bottom <= inner.bottom + 1e-6 and inner.top <= outer.top + 1e-6
    if layout.wide:
        assert data.left - world.right == pytest.approx(0.6)
    else:
        assert world.bottom > data.top, "the world is above the data"
