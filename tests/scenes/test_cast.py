"""Drawings show the number that they are given, and hold together wherever they are moved."""

from __future__ import annotations

import numpy as np
from manim import Circle

from scenes.cast import grounds
from scenes.cast.anatomy import Lungs
from scenes.cast.cells import BodyCell, Hero, ImmuneCell, Pose, Walk, Wound
from scenes.cast.invaders import infection
from scenes.cast.lights import halo
from scenes.cast.messengers import MOST, messengers
from scenes.cast.surroundings import Surroundings
from stage.layout import LAYOUTS, Box


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


def test_the_place_reddens_by_the_share_that_it_follows():
    place, share = Surroundings(LAYOUTS["landscape"], lambda: 1.0), [0.0]
    place.follow(lambda: share[0])
    seen = []
    for share[0] in (0.0, 0.5, 1.0):
        place.fever.update()
        seen.append(place.fever.get_fill_opacity())
    assert seen[0] == 0 and seen[0] < seen[1] < seen[2]


def test_calm_boxes_of_the_tissue_have_light_but_no_cells():
    box, calm = Box(0, 0, 14, 8), Box(4.5, 0, 5.0, 8)
    picture = grounds.tissue(box, [calm])(700, 400).astype(float).mean(axis=2)
    cells, bare = picture[100:300, 50:300], picture[100:300, 510:660]
    # Grain stays: what is compared are blocks of ten pixels, against the slow change of the light.
    unevenness = [np.abs(np.diff(_blocks(part), n=2, axis=1)).mean() for part in (cells, bare)]
    assert unevenness[1] < 0.7 < 2 < unevenness[0]


def test_a_ground_is_the_same_whenever_it_is_painted():
    for painter in (grounds.tissue(Box(0, 0, 14, 8)), grounds.dark(), grounds.ward(Box(0, 0, 14, 8), -2.0)):
        picture = painter(280, 160)
        assert picture.shape == (160, 280, 3) and picture.dtype == np.uint8
        assert np.array_equal(picture, painter(280, 160))


def test_an_immune_cell_reaches_where_it_is_told_and_its_middle_stays():
    cell = ImmuneCell(1.0, seed=1)
    middle, right = cell.middle, cell.get_right()[0]
    cell.reach = np.array([0.8, 0.0])
    cell.update(0.0)
    assert cell.get_right()[0] > right + 0.5
    assert np.allclose(cell.middle, middle)
    cell.reach = np.zeros(2)
    cell.update(0.0)
    assert np.isclose(cell.get_right()[0], right)


def test_a_squashed_cell_is_wider_and_lower():
    cell = ImmuneCell(1.0, seed=1)
    width, height = cell.width, cell.height
    cell.squash = 0.8
    cell.update(0.0)
    assert cell.width > 1.15 * width and cell.height < 0.85 * height


def test_a_walk_ends_at_its_place_with_its_size_while_the_cell_goes_on_living():
    hero = Hero(0.5)
    walk = Walk(hero, (2.0, -1.0, 0.0), 0.8)
    walk.begin()
    for alpha in (0.3, 1.0):
        walk.interpolate_mobject(alpha)
        hero.update(0.1)
    assert np.allclose(hero.middle, (2.0, -1.0, 0.0), atol=1e-6) and np.isclose(hero.size, 0.8)
    assert np.allclose(hero[-1].get_center()[:2], hero.middle[:2] + 0.8 * hero.gaze, atol=1e-3)


def test_a_pose_starts_from_the_pose_before_it_and_ends_where_it_says():
    hero = Hero(0.5, spark=0.2)
    for spark, reach in ((1.0, (0.5, 0.0)), (0.4, (0.0, 0.0))):
        pose = Pose(hero, spark=spark, reach=reach)
        before = hero.spark
        pose.begin()
        pose.interpolate_mobject(0.0)
        assert np.isclose(hero.spark, before)
        pose.interpolate_mobject(1.0)
        assert np.isclose(hero.spark, spark) and np.allclose(hero.reach, reach)


def test_a_wounded_cell_of_the_body_darkens_and_shrinks_until_it_is_torn():
    cell, lightness, width = BodyCell(1.0), [], []
    for harm in (0.0, 0.5, 1.0):
        wound = Wound(cell, harm)
        wound.begin()
        wound.interpolate_mobject(1.0)
        cell.update()
        lightness.append(sum(cell[1].get_fill_color().to_rgb()))
        width.append(cell.width)
    assert lightness[0] > lightness[1] > lightness[2]
    assert width[0] > width[1]
    assert cell[-1].get_fill_opacity() == 0


def _blocks(picture: np.ndarray) -> np.ndarray:
    rows, columns = (side // 10 for side in picture.shape)
    return picture[: 10 * rows, : 10 * columns].reshape(rows, 10, columns, 10).mean(axis=(1, 3))
