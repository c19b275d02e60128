"""Closed curves are closed and smooth, and what is anchored to a drawing follows it."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square

from stage.shapes import Anchor, blob, line, polygon, ring_points, smooth, soft


@pytest.mark.parametrize("curve", [smooth, polygon])
def test_a_closed_line_runs_through_its_points_and_back_to_the_first(curve):
    points = ring_points(np.array([1.0, 2.0, 1.5, 3.0, 2.5]))
    curves = curve(points).reshape(5, 4, 3)
    assert np.allclose(curves[:, 0], points) and np.allclose(curves[:, 3], np.roll(points, -1, axis=0))
    many = curve(np.stack([points, 2 * points]))
    assert np.allclose(many[1], 2 * curve(points)), "many lines at a time"


def test_a_smooth_line_has_no_corners_and_a_polygon_is_straight():
    points = ring_points(np.array([1.0, 2.0, 1.5, 3.0]))
    curves = smooth(points).reshape(4, 4, 3)
    assert np.allclose(curves[:, 1] - curves[:, 0], np.roll(curves[:, 3] - curves[:, 2], 1, axis=0))
    edges = polygon(points).reshape(4, 4, 3)
    assert np.allclose(3 * (edges[:, 1] - edges[:, 0]), edges[:, 3] - edges[:, 0])
    assert np.allclose(line(points[0], points[1]), edges[0])


def test_what_is_anchored_is_carried_where_its_drawing_goes():
    part = Square(2)
    anchor = Anchor(part)
    part.scale(0.5).shift((3, 1, 0))
    assert anchor.scale == pytest.approx(0.5)
    assert np.allclose(anchor.carry(np.array([[0, 0, 0], [1, 1, 0]])), [[3.0, 1.0, 0.0], [3.5, 1.5, 0.0]])


def test_a_blob_is_painted_as_it_is_told_and_a_light_is_a_marked_disc():
    shape = blob(ring_points(np.full(8, 1.0)), fill_color="#ff5961", fill_opacity=0.5)
    assert shape.get_fill_color().to_hex().lower() == "#ff5961" and shape.get_fill_opacity() == 0.5
    assert soft(shape) is shape and shape.soft
