"""Drawings show the number that they are given, and hold together wherever they are moved."""

from __future__ import annotations

import numpy as np
from manim import Circle

from scenes import style
from scenes.cast.anatomy import Lungs
from scenes.cast.cells import Tissue, halo, infection
from scenes.cast.messengers import MOST, messengers
from stage.layout import Box


def test_no_invader_is_left_when_the_infection_is_cleared():
    load = [1.0]
    invaders = infection(Box(0, 0, 4, 4), 2.0, lambda: load[0])
    points = []
    for load[0] in (1.0, 0.5, 0.0):
        invaders.update()
        points.append(sum(len(layer.points) for layer in invaders))
    assert points[0] > points[1] > points[2] == 0


def test_fluid_stays_in_the_alveoli_of_lungs_that_move():
    lungs = Lungs(1.0, lambda: 0.5)
    for way in ((2.0, 1.0, 0.0), (-3.0, 0.5, 0.0)):
        lungs.shift(way).scale(0.7).update(0.1)
        air, fluid = lungs.air, lungs.fluid
        assert np.allclose(fluid.get_left()[0], air.get_left()[0], atol=0.02 * air.width)
        assert np.linalg.norm(lungs.upper_alveolus - air.get_corner((-1, 1, 0))) < 0.4 * air.width


def test_the_light_follows_the_loop():
    hub = Circle(1.0)
    light = halo(hub)
    hub.scale(0.4).shift((2.0, -1.0, 0.0))
    light.update()
    assert np.allclose(light.get_center(), hub.get_center())
    assert np.isclose(light.width, 2.8 * hub.width)


def test_crowds_of_messengers_grow_and_speed_up_with_il6_up_to_their_limit():
    crowds, level, shown, flows = messengers(Circle(2.0)), [1.0], [], []
    crowds.follow(lambda: level[0], most=0.5)
    for level[0] in (1.0, 100.0, MOST, 10 * MOST):
        for crowd in crowds:
            crowd.update(0.0)
        shown.append([crowd.shown for crowd in crowds])
        flows.append([crowd.flow for crowd in crowds])
    assert shown[0] < shown[1] < shown[2] == shown[3] == [0.5, 0.5]
    assert flows[0] < flows[1] < flows[2] == flows[3]


def test_tissue_reddens_by_the_share_that_it_follows_and_keeps_its_edges():
    tissue, share = Tissue(Box(0, 0, 4, 4)), [0.0]
    tissue.follow(lambda: share[0])
    colours = []
    for share[0] in (0.0, 0.5, 1.0):
        tissue.update()
        colours.append([ring.get_fill_color().to_hex().lower() for ring in tissue.rings])
    assert colours[0] == [style.TISSUE, *style.TISSUE_DIM]
    assert colours[2] == 3 * [style.INFLAMED]
    assert colours[1] != colours[0] and colours[1] != colours[2]
    edge = tissue.edges.get_stroke_color()
    assert edge and edge.to_hex().lower() == style.TISSUE_EDGE
