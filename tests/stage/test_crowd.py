"""Crowds show as many as they are told to, move along their paths, and go on moving while they swell."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Circle, Square, VGroup

from stage.crowd import Copies, Crowd, Herd, Swell, burst_path, line_path, orbit


def count(crowd: Crowd) -> int:
    return len(crowd.points) // crowd.copies


def test_a_crowd_shows_a_share_of_its_shapes_and_swells_while_it_moves():
    crowd = Crowd(Circle(0.1), 40, orbit(Circle(2.0)), shown=0.5, jitter=0.0)
    assert count(crowd) == 20
    swell = Swell(crowd, 1.0, run_time=1)
    swell.begin()
    before = crowd.points.copy()
    for alpha in (0.5, 1.0):
        swell.interpolate(alpha)
        crowd.update(0.1)
    assert count(crowd) == 40 and not np.allclose(crowd.points[: len(before)], before)


def test_copies_stand_in_the_places_that_they_are_given_and_in_no_others() -> None:
    dots = Copies(Circle(0.1).points, "#ffffff")
    for places in (np.array([[0.0, 0, 0], [3, 1, 0]]), np.zeros((0, 3)), np.array([[0.0, 2, 0]])):
        dots.place(places)
        assert np.allclose(dots.points.reshape(len(places), dots.copies, 3).mean(axis=1), places, atol=1e-3)


def test_shapes_keep_to_their_path_and_flow_moves_them_on():
    crowd = Crowd(Circle(0.1), 30, orbit(Circle(2.0).shift((1, 0, 0))), jitter=0.0, flow=0.5)
    for _ in range(3):
        centres = crowd.points.reshape(30, -1, 3).mean(axis=1)
        assert np.allclose(np.linalg.norm(centres - [1, 0, 0], axis=1), 2.0, atol=0.05)
        crowd.update(0.3)
    still = crowd.points.copy()
    crowd.flow = 0.0
    crowd.update(0.3)
    assert np.allclose(crowd.points, still)


def test_a_line_path_bows_in_its_middle_and_a_burst_goes_all_ways():
    phases = np.array([0.0, 0.5, 1.0])
    assert np.allclose(line_path((0, 0, 0), (4, 0, 0), bow=1)(phases), [[0, 0, 0], [2, 1, 0], [4, 0, 0]])
    ends = burst_path(np.zeros(3), 2.0)(np.full(200, 1.0))
    assert np.allclose(np.linalg.norm(ends, axis=1), 2.1) and np.abs(ends.mean(axis=0)).max() < 0.4


def test_a_herd_draws_each_copy_in_its_place_and_size_and_leaves_out_those_near_nothing():
    places = np.array([[0.0, 0, 0], [3, 0, 0], [0, 3, 0]])
    herd = Herd(VGroup(Square(2), Circle(0.5)), places)
    assert len(herd) == 2 and herd.width == pytest.approx(5)
    herd.resize(np.array([0.5, 1.0, 0.0]))
    assert len(herd[0].points) == 2 * 16
    assert herd[0].get_left()[0] == pytest.approx(-0.5) and herd[0].get_right()[0] == pytest.approx(4)
