"""Leans on Manim's `CairoRenderer`: it makes our camera and writer, and calls them for each frame."""

from __future__ import annotations

import numpy as np
import pytest
from manim import FadeIn, Scene, Square

from plan.formats import Quality
from stage.layout import LAYOUTS
from stage.manim.camera import BlindCamera, FilmCamera
from stage.manim.encoder import ClipWriter
from stage.manim.renderer import FilmRenderer
from stage.manim.settings import settings


class Plain(Scene):
    """A scene of Manim's own, as the renderer meets it."""

    def construct(self) -> None:
        self.play(FadeIn(Square(4, fill_color="#ffffff", fill_opacity=1)), run_time=0.9)
        self.wait(0.5)


@pytest.fixture
def scene() -> Plain:
    with settings(LAYOUTS["square"], Quality(24, 10, 30)):
        made = Plain(renderer=FilmRenderer({"#ffffff": "WHITE"}))
        made.render()
    return made


def test_manim_makes_our_camera_and_our_writer():
    """`camera_class` and `file_writer_class`, as classes that the renderer makes itself."""
    with settings(LAYOUTS["square"], Quality(24, 10, 30)):
        assert type(FilmRenderer({}).camera) is FilmCamera
        assert type(FilmRenderer({}, skip_animations=True).camera) is BlindCamera
        assert type(Scene(renderer=FilmRenderer({})).renderer.file_writer) is ClipWriter


def test_every_frame_goes_to_the_writer_and_before_the_observer(scene):
    """`add_frame`, with how many times a still frame is shown; `num_plays`, by which a new play is noticed."""
    assert scene.renderer.file_writer.frames == 14 and scene.renderer.num_plays == 2
    snapshots = scene.renderer.observer.record().snapshots
    assert snapshots[0].frame == 0 and 9 in {snapshot.frame for snapshot in snapshots}, "first frame of the second play"
    assert snapshots[-1].items[0].name == "Square in WHITE"


def test_a_frame_that_was_given_away_is_not_drawn_into(scene):
    """`get_frame`, which Manim calls once a frame, and `camera.pixel_array`, in which it draws the next."""
    frames = []
    for colour in ("#ffffff", "#000000"):
        scene.mobjects[0].set_fill(colour)
        scene.renderer.update_frame(scene)
        frames.append(scene.renderer.get_frame())
    assert frames[0].shape == (24, 24, 4) and frames[0].dtype == np.uint8
    assert [frame[12, 12, 0] for frame in frames] == [255, 0]
