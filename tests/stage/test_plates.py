"""A plate shows what its painter paints, where it lies, and as the camera sees it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from manim import Rectangle, tempconfig

from stage.layout import LAYOUTS, Box
from stage.manim.camera import BlindCamera, FilmCamera
from stage.plates import Plate

LAYOUT = LAYOUTS["landscape"]
WIDTH, HEIGHT = 640, 360


@pytest.fixture(autouse=True)
def small_picture() -> Iterator[None]:
    size = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_width": LAYOUT.frame[0], "frame_height": 8.0}
    with tempconfig({**size, "background_color": "#000000"}):
        yield


def ramp(width: int, height: int) -> np.ndarray:
    """Paint red from left to right, and blue from the top downwards."""
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    picture[:, :, 0] = np.linspace(0, 250, width)
    picture[:, :, 2] = np.linspace(0, 250, height)[:, None]
    return picture


def shown(camera: FilmCamera, *mobjects: Rectangle) -> np.ndarray:
    camera.reset()
    camera.capture_mobjects(list(mobjects))
    return camera.pixel_array[:, :, :3].astype(int)


def test_a_plate_over_the_frame_is_the_painted_picture() -> None:
    assert np.array_equal(shown(FilmCamera(), Plate(LAYOUT.whole, LAYOUT, ramp)), ramp(WIDTH, HEIGHT))


def test_a_plate_lies_in_its_box_and_moves_with_it() -> None:
    camera, plate = FilmCamera(), Plate(Box(0, 0, LAYOUT.frame[0] / 2, 4), LAYOUT, ramp)
    first = shown(camera, plate)
    assert np.array_equal(first[90:270, 160:480], ramp(320, 180))
    assert not first[:80].any() and not first[:, :150].any()
    plate.shift((LAYOUT.frame[0] / 8, 1.0, 0.0))
    assert np.array_equal(shown(camera, plate)[45:225, 240:560], ramp(320, 180))


def test_a_plate_half_seen_is_mixed_with_what_is_behind_it() -> None:
    behind = Rectangle(width=15, height=9, stroke_width=0, fill_color="#ffffff", fill_opacity=1)
    mixed = shown(FilmCamera(), behind, Plate(LAYOUT.whole, LAYOUT, ramp, opacity=0.5))
    assert np.abs(mixed - (255 + ramp(WIDTH, HEIGHT).astype(int)) / 2).max() <= 2


def test_a_nearer_camera_enlarges_the_picture_around_its_middle() -> None:
    camera, plate = FilmCamera(), Plate(LAYOUT.whole, LAYOUT, ramp)
    shown(camera, plate)
    camera.frame.scale(0.5)
    near = shown(camera, plate)
    assert np.abs(near - ramp(2 * WIDTH, 2 * HEIGHT)[180:540, 320:960].astype(int)).max() <= 4


def test_a_picture_is_painted_once_and_never_for_a_rehearsal() -> None:
    painted = []

    def painter(width: int, height: int) -> np.ndarray:
        painted.append((width, height))
        return ramp(width, height)

    plate = Plate(LAYOUT.whole, LAYOUT, painter)
    shown(BlindCamera(), plate)
    assert not painted
    camera = FilmCamera()
    for _ in range(3):
        shown(camera, plate)
        plate.set_fill(opacity=0.5)
    assert painted == [(WIDTH, HEIGHT)]
