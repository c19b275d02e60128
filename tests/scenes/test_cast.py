"""What drawings promise: they show the number that they are given, and hold together wherever they are moved."""

from __future__ import annotations

import numpy as np
from manim import Circle

from scenes.cast.anatomy import lungs, upper_alveolus
from scenes.cast.cells import halo, infection
from scenes.cast.messengers import MOST, follow, messengers
from stage.layout import Box


def test_no_invader_is_left_when_the_infection_is_cleared():
    load = [1.0]
    herd = infection(Box(0, 0, 4, 4), 2.0, lambda: load[0])
    points = []
    for load[0] in (1.0, 0.5, 0.0):
        herd.update()
        points.append(sum(len(layer.points) for layer in herd))
    assert points[0] > points[1] > points[2] == 0


def test_fluid_stays_in_the_alveoli_of_lungs_that_move():
    chest = lungs(1.0, lambda: 0.5)
    for way in ([2.0, 1.0, 0.0], [-3.0, 0.5, 0.0]):
        chest.shift(way).scale(0.7).update(0.1)
        air, fluid = chest[4], chest[5]
        assert np.allclose(fluid.get_left()[0], air.get_left()[0], atol=0.02 * air.width)
        assert np.linalg.norm(upper_alveolus(chest) - air.get_corner([-1, 1, 0])) < 0.4 * air.width


def test_the_light_follows_the_loop():
    hub = Circle(1.0)
    light = halo(hub)
    hub.scale(0.4).shift([2.0, -1.0, 0.0])
    light.update()
    assert np.allclose(light.get_center(), hub.get_center())
    assert np.isclose(light.width, 2.8 * hub.width)


def test_messengers_grow_and_hurry_with_il6_up_to_their_most():
    crowds, level, shown, flows = messengers(Circle(2.0)), [1.0], [], []
    follow(crowds, lambda: level[0], most=0.5)
    for level[0] in (1.0, 100.0, MOST, 10 * MOST):
        crowds.update(0.0)
        shown.append([crowd.shown for crowd in crowds])
        flows.append([crowd.flow for crowd in crowds])
    assert shown[0] < shown[1] < shown[2] == shown[3] == [0.5, 0.5]
    assert flows[0] < flows[1] < flows[2] == flows[3]
