"""Leans on how many frames Manim makes of a run time, and on how it asks updaters for what they take."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from manim import FadeIn, Square, VGroup

from plan.formats import Quality
from stage.layout import LAYOUTS, Box
from stage.manim.mobjects import updaters
from stage.manim.scene import FilmScene
from stage.manim.settings import settings
from stage.manim.updaters import add_timed_updater, add_updater

SQUARE = LAYOUTS["square"]


class Played(FilmScene):
    """Plays and waits as its steps say: (kind, frames); "moving" waits with something that moves on the screen."""

    steps: list[tuple[str, int]] = []

    def construct(self) -> None:
        self.drawn = []
        for kind, frames in self.steps:
            before = self.frames_drawn
            if kind == "play":
                self.play_frames(frames, FadeIn(Square(0.1)))
            else:
                mover = Square(0.1)
                if kind == "moving":
                    self.add(add_timed_updater(mover, lambda mobject, dt: mobject.shift((0.001 * dt, 0, 0))))
                self.wait_frames(frames)
                self.remove(mover)
            self.drawn.append(self.frames_drawn - before)


@pytest.mark.parametrize("rate", [15, 24, 30, 60])
def test_plays_and_waits_last_exactly_the_frames_that_were_asked_for(rate):
    """`Scene.play` counts steps of 1/rate up to the run time, a frozen `Wait` divides: both err for some numbers."""
    wrong_play = [n for n in range(1, 400) if len(np.arange(0, n / rate, 1 / rate)) != n][:4]
    wrong_wait = [n for n in range(1, 400) if int(n / rate / (1 / rate)) != n][:4]
    lengths = {1, 2, 3, 30, *wrong_play, *wrong_wait}
    steps = [(kind, frames) for kind in ("play", "still", "moving") for frames in lengths]
    played = type("Steps", (Played,), {"steps": steps})
    with settings(SQUARE, Quality(24, rate, 30)):
        scene = played(SQUARE, {}, rehearsal=False)
        scene.render()
    assert scene.rate == rate and scene.drawn == [frames for _, frames in steps]


def test_a_rehearsal_draws_no_frame():
    """`CairoRenderer(skip_animations=True)`: animations come to their end at once."""

    class Rehearsed(FilmScene):
        def construct(self) -> None:
            self.square = Square().set_opacity(1)
            self.play_frames(9, self.square.animate.shift((1, 0, 0)))

    with settings(SQUARE, Quality(24, 15, 30)):
        scene = Rehearsed(SQUARE, {}, rehearsal=True)
        scene.render()
    assert scene.frames_drawn == 0 and scene.square.get_center()[0] == pytest.approx(1)


def test_what_is_drawn_knows_the_second_of_its_play():
    """`Scene.update_to_time(t)`, which Manim calls before each frame, and before updaters run."""

    class Timed(FilmScene):
        def construct(self) -> None:
            self.seen: list[tuple[int, float]] = []
            self.add(add_updater(Square(), self.note))
            self.play_frames(3, FadeIn(Square(0.1)))
            self.between = self.elapsed
            self.wait_frames(3)

        def note(self, square: Square) -> None:
            self.seen.append((self.frames_drawn, round(float(self.elapsed), 6)))

    with settings(SQUARE, Quality(24, 10, 30)):
        scene = Timed(SQUARE, {}, rehearsal=False)
        scene.render()
    assert {(0, 0.0), (1, 0.1), (2, 0.2), (3, 0.0), (4, 0.1), (5, 0.2)} <= set(scene.seen)
    assert (scene.between, scene.elapsed) == (0, 0)


def test_each_updater_is_signed_once(monkeypatch):
    """`inspect.signature(updater)`, which Manim calls for each updater in every frame, and which is slow."""
    asked: list[object] = []
    signature = inspect.signature

    def note(work, **more):
        asked.append(work)
        return signature(work, **more)

    monkeypatch.setattr(inspect, "signature", note)

    def sway(mobject, dt):
        mobject.shift((0, 0, 0))

    class Signed(FilmScene):
        def construct(self) -> None:
            self.add(VGroup(Square().add_updater(sway)))
            self.wait_frames(9)

    with settings(SQUARE, Quality(24, 15, 30)):
        scene = Signed(SQUARE, {}, rehearsal=False)
        scene.render()
    assert [hasattr(updater, "__signature__") for updater in updaters(scene.mobjects[0])] == [True]
    assert asked.count(sway) > 9, "Manim no longer asks in every frame: the signing may go"


def test_the_camera_shows_the_format_and_moves_to_a_box():
    """`camera.frame` of a `MovingCameraScene`, and `animate`, whose builder `Scene.play` takes."""
    layout = LAYOUTS["portrait"]

    class Near(FilmScene):
        def construct(self) -> None:
            self.shown = [(self.camera.frame.width, self.camera.frame.height)]
            self.play_frames(2, self.see(Box(1, 2, 4, 1)))
            self.shown.append((self.camera.frame.width, *self.camera.frame.get_center()[:2]))

    with settings(layout, Quality(24, 15, 30)):
        scene = Near(layout, {}, rehearsal=True)
        scene.render()
    assert scene.shown[0] == pytest.approx(layout.frame) and scene.shown[1] == pytest.approx((4, 1, 2))
